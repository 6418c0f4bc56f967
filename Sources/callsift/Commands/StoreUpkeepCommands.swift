internal import ArgumentParser
internal import CallStore
internal import CallTypes
internal import Foundation

/// `callsift purge`: takes calls out of a store.
struct PurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Takes calls out of a store: report, events, flags, tracks, names.",
    discussion: """
      Their place in the file is written over with zeros. The table audit keeps when and how many, \
      without a name. Recordings and outputs are left alone; a later scan of the same recordings \
      takes them in again.

      Examples:
        callsift purge --call 2026/call-000.wav
        callsift purge --before 2025-01-01
      """)

  @Option(help: ArgumentHelp("The call of this id.", valueName: "id"))
  var call: String?

  @Option(
    help: ArgumentHelp(
      "Calls of before this day (ISO 8601), by their start, else by when they were analysed.",
      valueName: "date"))
  var before: String?

  @OptionGroup(title: "Store") var store: StoreOptions

  func validate() throws {
    guard (call == nil) != (before == nil) else {
      throw ValidationError(Message("store.purgeWhat"))
    }
    try refuseNoDate(before, switch: "--before")
  }

  func run() throws {
    let opened = try store.openExisting()
    let request = call.map { PurgeRequest.call(id: $0) } ?? .before(date: before ?? "")
    do throws(CallStoreError) {
      let count = try opened.purge(request)
      print(
        Message("store.purged", "\(count)", .text(opened.file))
          .text(in: TerminalLanguage.current))
    } catch {
      throw CommandFailure(error)
    }
  }
}

/// `callsift verify`: what a store holds, and whether it is sound.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Reads a store whole, says what it holds, and whether it is sound.",
    discussion: "Exit codes: 0 sound, 1 damaged, 2 no such store, 11 the store is locked.")

  @OptionGroup(title: "Store") var store: StoreOptions

  func run() throws {
    let opened = try store.openExisting()
    let found: StoreInspection
    do throws(CallStoreError) { found = try opened.inspect() } catch {
      throw CommandFailure(error)
    }
    let language = TerminalLanguage.current
    let hours = (found.audioSeconds / 36).rounded() / 100
    print(
      Message(
        "store.holds", .text(opened.file), "\(found.callCount)", "\(hours) h",
        "\(found.failureCount)", "\(found.trackBytes)"
      ).text(in: language))
    guard found.isSound else {
      throw CommandFailure(
        .failed,
        Message(
          "store.unsound", "\(found.damages.count)", "\(found.orphanCount)",
          "\(found.unreadableCount)"))
    }
    print(Message("store.sound").text(in: language))
  }
}

/// Refuses what is no day, by the name of its switch.
///
/// - Throws: `ValidationError` with an example.
func refuseNoDate(_ text: String?, switch name: String) throws {
  if let text, text.prefixMatch(of: /\d{4}-\d{2}-\d{2}/) == nil {
    throw ValidationError(Message("store.noDate", .text(name), .text(text)))
  }
}
