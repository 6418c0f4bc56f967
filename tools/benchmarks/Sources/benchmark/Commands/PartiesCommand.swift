internal import ArgumentParser
internal import AudioDecoding
internal import CallPipeline
internal import ConversationAnalysis
internal import Foundation
internal import SpeechSignal
internal import SystemPackage

/// Writes what the number of parties is told by, as JSON lines: the input of `tools/speakers fit`.
struct PartiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parties",
    abstract: "Writes what says how many parties speak in one channel, for tools/speakers.",
    discussion: """
      One JSON object a line and recording; features is null where hardly anybody speaks. The files \
      are read from standard input, one path a line.
      """, shouldDisplay: false)

  private struct Line: Encodable {
    let path: String
    let features: PartyFeatures?
  }

  func run() throws {
    let settings = CallSiftSettings()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    while let path = readLine() {
      let stream = try openStream(FilePath(path))
      let format = stream.format
      let analyzer = RecordingAnalyzer(
        sampleRateHz: format.sampleRateHz, channelCount: format.channelCount,
        expectedSeconds: format.declaredFrameCount.map { Double($0) / Double(format.sampleRateHz) },
        settings: settings.signal)
      _ = try readToEnd(stream) { block, count in
        analyzer.append(interleaved: block, frameCount: count)
      }
      let found = partyFeatures(of: analyzer.finish(), settings: settings.conversation)
      let line = try encoder.encode(Line(path: path, features: found))
      FileHandle.standardOutput.write(line + Data("\n".utf8))
    }
  }
}
