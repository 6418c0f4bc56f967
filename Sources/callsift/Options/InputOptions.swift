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

  @Option(help: .of(Message("help.platform", "callsift platforms"), "name"))
  var platform: String?

  @Option(help: .of(Message("help.customerKey", "CALLSIFT_CUSTOMER_KEY"), "file"))
  var customerKey: String?

  @Option(
    name: .customLong("raw"),
    help: .of(
      Message("help.raw", "rate=8000,codec=mulaw,channels=1"), "description"))
  var rawFormat: String?

  /// Prepares to analyse.
  ///
  /// - Parameter agents: What is known of agents from other calls; `nil` = nothing.
  /// - Throws: `CommandFailure` for roles or a raw format that make no sense.
  func analyzer(
    settings: CallSiftSettings, agents: AgentOptions? = nil
  ) throws(CommandFailure) -> CallAnalyzer {
    let rawFormat = try parsedRawFormat()
    let (roles, key) = (try roles(), try key())
    let (history, voices) = (try agents?.history(), try agents?.voices())
    var settings = settings
    if let name = platform ?? Self.environment["CALLSIFT_PLATFORM"], !name.isEmpty {
      settings.roles.platform = name
    }
    if declaredRoles == Self.automatic { settings.roles.inferFromSound = true }
    do throws(SettingsError) {
      return try CallAnalyzer(
        settings: settings, commandLineRoles: roles, rawFormat: rawFormat, customerKey: key,
        agentHistory: history, agentVoices: voices)
    } catch {
      throw CommandFailure(.usage, error.wording)
    }
  }

  /// The word for roles that are inferred.
  private static let automatic = "auto"
  private static var environment: [String: String] { ProcessInfo.processInfo.environment }

  private var declaredRoles: String? { channels ?? Self.environment["CALLSIFT_CHANNELS"] }

  /// The key of customers' numbers; `nil` = none given.
  ///
  /// - Throws: `CommandFailure` for a file that cannot be read, and for a key that is too short.
  private func key() throws(CommandFailure) -> CustomerKey? {
    let (name, bytes): (String, [UInt8])
    if let customerKey {
      do throws(Errno) {
        let limitBytes = 65_536
        (name, bytes) = (
          customerKey,
          try readWholeFile(filePath(ofArgument: customerKey), limitBytes: limitBytes)
        )
      } catch {
        throw CommandFailure(
          .usage,
          Message(
            "command.customerKeyUnreadable", .text(customerKey),
            .message(.system(errorNumber: error.rawValue))))
      }
    } else if let text = Self.environment["CALLSIFT_CUSTOMER_KEY"], !text.isEmpty {
      (name, bytes) = ("CALLSIFT_CUSTOMER_KEY", Array(text.utf8))
    } else {
      return nil
    }
    if let key = CustomerKey(Data(bytes)) { return key }
    throw CommandFailure(
      .usage,
      Message("command.noCustomerKey", .text(name), "\(CustomerKey.minimumByteCount)"))
  }

  /// The roles of the command line or the environment; `nil` = not given, or `auto`.
  ///
  /// - Throws: `CommandFailure` for a word that is no role.
  func roles() throws(CommandFailure) -> [ChannelRole]? {
    guard let declared = declaredRoles, declared != Self.automatic else { return nil }
    do throws(SettingsError) {
      return try parseRoles(
        declared.split(separator: ",").map(String.init), path: "--channels",
        others: [Self.automatic])
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
