internal import ArgumentParser
internal import CallStore
internal import CallTypes
internal import Foundation

/// Switches about where results are kept.
struct StoreOptions: ParsableArguments {
  /// Where results are kept when nobody says otherwise: in the working folder.
  static let defaultFile = "callsift.sqlite"

  @Option(
    name: .customLong("store"),
    help: .of(Message("help.store", .text("none"), .text(defaultFile)), "file"))
  var file: String?

  /// The file that is asked for; `nil` = none.
  var path: String? {
    let environment = ProcessInfo.processInfo.environment["CALLSIFT_STORE"]
    let named = [file, environment].compactMap(\.self).first { !$0.isEmpty }
    return named == "none" ? nil : named ?? Self.defaultFile
  }

  /// Opens a store that there is already.
  ///
  /// - Throws: `CommandFailure` when there is none, or something is wrong with it.
  func openExisting() throws(CommandFailure) -> CallStore {
    guard let path else {
      throw CommandFailure(.usage, Message("command.doesNotExist", "--store none"))
    }
    return try Self.existing(at: path)
  }

  /// Opens a store that there is already.
  ///
  /// - Throws: `CommandFailure` when there is none, or something is wrong with it.
  static func existing(at path: String) throws(CommandFailure) -> CallStore {
    guard exists(filePath(ofArgument: path)) else {
      throw CommandFailure(.usage, Message("command.doesNotExist", .text(path)))
    }
    do throws(CallStoreError) { return try CallStore.open(at: path, now: secondsSince1970) } catch {
      throw CommandFailure(error)
    }
  }

  /// Opens the store, and makes it where there is none.
  ///
  /// - Returns: `nil` when none is wanted.
  /// - Throws: `CommandFailure` that says what is wrong with the file.
  func open(isQuiet: Bool) throws(CommandFailure) -> CallStore? {
    guard let path else { return nil }
    do throws(CallStoreError) {
      let store = try CallStore.open(at: path, now: secondsSince1970)
      if store.journal == .rollback && !isQuiet {
        StandardError.tell(Message("store.onNetwork", .text(path)))
      }
      return store
    } catch {
      throw CommandFailure(error)
    }
  }
}

extension CommandFailure {
  /// Ends the program because of its store.
  init(_ error: CallStoreError) {
    self.init(error.isLocked ? .storeLocked : .failed, error.wording)
  }
}

/// The clock of the store.
@Sendable func secondsSince1970() -> Double { Date().timeIntervalSince1970 }
