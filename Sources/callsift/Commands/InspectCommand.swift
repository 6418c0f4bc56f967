internal import ArgumentParser
internal import CallFormats
internal import CallPipeline
internal import CallTypes
internal import Foundation
internal import SystemPackage

/// `callsift inspect`: one call on the terminal.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: Message("help.inspect").onTerminal,
    discussion: """
      \(Message("help.examples").onTerminal)
        callsift inspect call.wav --channels agent,customer
        callsift inspect call.wav --channels agent,customer --plot call.svg
      """)

  @Argument(help: .of(Message("help.inspect.file"), "file"))
  var file: String

  @OptionGroup(title: Message("help.groupInput").onTerminal) var input: InputOptions

  @OptionGroup(title: Message("help.groupInput").onTerminal) var agents: AgentOptions

  @Option(
    help: .of(Message("help.inspect.plot"), "file.svg"))
  var plot: String?

  @Option(
    help: .of(Message("help.inspect.tracks"), "file.csv"))
  var tracks: String?

  @Flag(help: .of(Message("help.inspect.json")))
  var json = false

  @OptionGroup(title: Message("help.groupSettings").onTerminal) var settings: SettingsOptions

  func run() throws {
    let path = filePath(ofArgument: file)
    let loaded = try settings.load(forFolders: [path])
    let analyzer = try input.analyzer(settings: loaded, agents: agents)
    let name = path.lastComponent.map { displayText(of: FilePath(root: nil, [$0])) } ?? file
    let (outcome, measured) = analyzer.outcomeWithTracks(
      of: CallInput(path: path, displayPath: name))
    guard case .report(let report) = outcome, let measured else {
      throw failure(of: outcome)
    }
    let presentation = try settings.presentation(on: Terminal())
    let lanes = InspectionLanes(tracks: measured, report: report)
    if let plot {
      let sink = try OutputSink.file(filePath(ofArgument: plot))
      try sink.write(InspectionPlot.svg(of: report, lanes: lanes, presentation: presentation))
      try sink.finish()
    }
    if let tracks {
      let sink = try OutputSink.file(filePath(ofArgument: tracks))
      try TrackTable.write(measured) { text throws(CommandFailure) in try sink.write(text) }
      try sink.finish()
    }
    print(
      json
        ? try jsonText(of: report)
        : InspectionText.text(of: report, lanes: lanes, presentation: presentation))
  }

  private func failure(of outcome: CallOutcome) -> CommandFailure {
    guard case .failure(let failure) = outcome else { return CommandFailure(.failed) }
    return CommandFailure(.someUnreadable, failure.told)
  }
}

extension InspectionLanes {
  /// The lanes of a call: one per channel that a party was heard on.
  init(tracks: CallTracks, report: CallReport) {
    let sides = zip(tracks.channels, report.channels).compactMap { channel, described -> Side? in
      let party = Party(role: described.party, channelIndex: described.index)
      guard report.parties[party] != nil else { return nil }
      let f0 = channel.f0Hz
      return Side(
        party: party, levelDBFS: channel.levelDBFS.values,
        f0Hz: (0..<f0.grid.frameCount).map { f0[$0] })
    }
    self.init(hopSeconds: tracks.channels.first?.levelDBFS.grid.hopSeconds ?? 0.01, sides: sides)
  }
}
