internal import ArgumentParser
internal import AudioDecoding
internal import CallPipeline
internal import CallTypes
internal import Foundation
internal import SystemPackage

/// Switches about which recordings are read, and how.
struct InputOptions: ParsableArguments {
  @Option(
    help: .of(
      Message("help.channels", "agent", "customer", "mixed", "unknown"), "role,role"))
  var channels: String?

  @Option(
    name: .customLong("raw"),
    help: .of(
      Message("help.raw", "rate=8000,codec=mulaw,channels=1"), "description"))
  var rawFormat: String?

  /// Prepares to analyse.
  ///
  /// - Throws: `CommandFailure` for roles or a raw format that make no sense.
  func analyzer(settings: CallSiftSettings) throws(CommandFailure) -> CallAnalyzer {
    let rawFormat = try parsedRawFormat()
    let roles = try roles()
    do throws(SettingsError) {
      return try CallAnalyzer(settings: settings, commandLineRoles: roles, rawFormat: rawFormat)
    } catch {
      throw CommandFailure(.usage, error.wording)
    }
  }

  /// The roles of the command line or the environment; `nil` = not given.
  ///
  /// - Throws: `CommandFailure` for a word that is no role.
  func roles() throws(CommandFailure) -> [ChannelRole]? {
    let declared = channels ?? ProcessInfo.processInfo.environment["CALLSIFT_CHANNELS"]
    guard let declared else { return nil }
    do throws(SettingsError) {
      return try parseRoles(
        declared.split(separator: ",").map(String.init), path: "--channels")
    } catch {
      throw CommandFailure(.usage, error.wording)
    }
  }

  private func parsedRawFormat() throws(CommandFailure) -> RawAudioFormat? {
    guard let rawFormat else { return nil }
    do throws(AudioDecodingError) { return try RawAudioFormat(parsing: rawFormat) } catch {
      throw CommandFailure(.usage, Message("command.raw", .message(error.wording)))
    }
  }
}
