internal import ArgumentParser

/// Writes a call-like recording.
struct SynthesizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize", abstract: "Writes a call-like recording.", shouldDisplay: false)

  @Option var seconds: Double

  @Argument var file: String

  func run() throws {
    try writeSyntheticCall(to: file, seconds: seconds)
  }
}
