internal import ArgumentParser
internal import CallPipeline
internal import CallTypes
internal import Foundation

/// The root command: everything is in its subcommands.
struct CallSift: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "callsift",
    abstract: Message("help.callsift").onTerminal,
    discussion: Message("help.callsift.about").onTerminal
      + "\n\n\(Message("help.callsift.start").onTerminal)  callsift scan FOLDER --channels agent,customer",
    version: CallSiftVersion.current,
    subcommands: [
      ScanCommand.self, InspectCommand.self, RulesCommand.self, FormatsCommand.self,
      PlatformsCommand.self,
      SettingsCommand.self, EvaluateCommand.self, WorkerCommand.self, RescoreCommand.self,
      MergeCommand.self, ExportCommand.self, StatsCommand.self, PurgeCommand.self,
      VerifyCommand.self, EnrollCommand.self, VoicesCommand.self, WatchCommand.self,
      RetryCommand.self,
    ])
}

@main
enum Program {
  static func main() async {
    keepStandardDescriptors()
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
      StandardError.write(spoken(error) + "\n" + mistypedCommandHint())
      exit(ExitStatus.usage.rawValue)
    } catch  where CallSift.exitCode(for: error) == .success {
      print(spoken(error))
    } catch {
      CallSift.exit(withError: error)
    }
  }

  /// Where a standard stream is closed its number would go to the next file that is opened, and what is
  /// told would be written into that. `/dev/null` takes its place, opened so that its use fails.
  private static func keepStandardDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is this one.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Help, version or mistake, as the argument parser tells it, in the language of the terminal.
  private static func spoken(_ error: any Error) -> String {
    librarySpeech(CallSift.fullMessage(for: error), in: TerminalLanguage.current)
  }

  /// The command that the first word may have been meant for; empty when it is one, or like none.
  private static func mistypedCommandHint() -> String {
    let names = CallSift.configuration.subcommands.compactMap {
      $0.configuration.commandName
    }
    guard CommandLine.arguments.count > 1 else { return "" }
    let word = CommandLine.arguments[1]
    guard !word.hasPrefix("-"), !names.contains(word) else { return "" }
    return nearestName(to: word, among: names).map {
      librarySpeech("Did you mean 'callsift \($0)'?\n", in: TerminalLanguage.current)
    } ?? ""
  }
}
