internal import ArgumentParser
internal import CallStore
internal import CallTypes
internal import Foundation

/// `callsift purge`: takes calls out of a store.
struct PurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: Message("help.purge").onTerminal,
    discussion: """
      \(Message("help.purge.about").onTerminal)

      \(Message("help.examples").onTerminal)
        callsift purge --call 2026/call-000.wav
        callsift purge --before 2025-01-01
      """)

  @Option(help: .of(Message("help.purge.call"), "id"))
  var call: String?

  @Option(help: .of(Message("help.purge.before"), "date"))
  var before: String?

  @OptionGroup(title: Message("help.groupStore").onTerminal) var store: StoreOptions

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
    abstract: Message("help.verify").onTerminal,
    discussion: Message("help.verify.exitCodes").onTerminal)

  @OptionGroup(title: Message("help.groupStore").onTerminal) var store: StoreOptions

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
  guard let text else { return }
  let pattern = /(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?/
  if let found = text.wholeMatch(of: pattern) {
    // The 31st of November is no day, and not the 1st of December.
    let day = DateComponents(
      calendar: Calendar(identifier: .gregorian), year: Int(found.1), month: Int(found.2),
      day: Int(found.3))
    if day.isValidDate { return }
  }
  throw ValidationError(Message("store.noDate", .text(name), .text(text)))
}
