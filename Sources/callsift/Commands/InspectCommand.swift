internal import ArgumentParser
internal import CallFormats
internal import CallPipeline
internal import CallTypes
internal import Foundation

/// `callsift inspect`: one call on the terminal.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows one recording: who spoke when, events, flags and their evidence.")

  @Argument(help: ArgumentHelp("A recording.", valueName: "file"))
  var file: String

  @OptionGroup(title: "Input") var input: InputOptions

  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() throws {}
}
