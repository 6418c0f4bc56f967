internal import ArgumentParser
internal import CallPipeline
internal import CallTypes
internal import Foundation

/// The root command: everything is in its subcommands.
struct CallSift: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "callsift",
    abstract: "Listens to call-centre recordings and lists the calls that somebody should hear.",
    discussion: """
      Without transcribing, CallSift finds who spoke when, silence, talk-over and voices that are \
      too quiet, estimates the talk ratio (target 7:3, customer to agent) and flags calls for \
      quality control, each flag with its evidence.

      Start with:  callsift scan FOLDER --channels agent,customer
      """,
    version: CallSiftVersion.current,
    subcommands: [
      ScanCommand.self, InspectCommand.self, RulesCommand.self, FormatsCommand.self,
      SettingsCommand.self, EvaluateCommand.self, RescoreCommand.self,
      PurgeCommand.self, VerifyCommand.self,
    ])
}

@main
enum Program {
  static func main() async {
    do {
      var command = try CallSift.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let error as CommandFailure {
      if let message = error.message { StandardError.tell(message) }
      exit(error.status.rawValue)
    } catch  where CallSift.exitCode(for: error) == .validationFailure {
      StandardError.write(CallSift.fullMessage(for: error) + "\n" + mistypedCommandHint())
      exit(ExitStatus.usage.rawValue)
    } catch {
      CallSift.exit(withError: error)
    }
  }

  /// The command that the first word may have been meant for; empty when it is one, or like none.
  private static func mistypedCommandHint() -> String {
    let names = CallSift.configuration.subcommands.compactMap {
      $0.configuration.commandName
    }
    guard CommandLine.arguments.count > 1 else { return "" }
    let word = CommandLine.arguments[1]
    guard !word.hasPrefix("-"), !names.contains(word) else { return "" }
    return nearestName(to: word, among: names).map { "Did you mean 'callsift \($0)'?\n" } ?? ""
  }
}
