internal import ArgumentParser
internal import Foundation

/// Measures, and compares with the limits.
struct SpeedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speed",
    abstract: "Measures CPU time and memory, stage by stage and as a whole.",
    discussion: """
      Exit codes: 0 measured, 1 a limit of thresholds.json is exceeded (with --check) or something \
      failed, 64 usage.
      """)

  @Option(help: ArgumentHelp("Measures this recording, not a synthetic hour.", valueName: "path"))
  var file: String?

  @Option(help: ArgumentHelp("Rounds of all measurements.", valueName: "count"))
  var runs = 5

  @Flag(help: "Measures time and memory of a ten-hour recording, too; once, as it takes long.")
  var tenHours = false

  @Flag(help: "Measures the decoding of other formats, too; ffmpeg writes them.")
  var formats = false

  @Flag(help: "Prints JSON.")
  var json = false

  @Flag(help: "Exit code 1 when a limit is exceeded.")
  var check = false

  @Option(help: .hidden) var callsift: String
  @Option(help: .hidden) var thresholds: String
  @Option(help: .hidden) var recordings: String
  @Option(help: .hidden) var peerPython: String?
  @Option(help: .hidden) var peerScript: String?

  func validate() throws {
    if runs < 1 { throw ValidationError("--runs takes a number from 1 up") }
    if check && file != nil {
      throw ValidationError("--check is for the synthetic recording, not for --file")
    }
  }

  func run() throws {
    let limits = try SpeedLimit.read(from: thresholds)
    let library = RecordingLibrary(folder: recordings)
    var rounds = SpeedRounds(path: try file ?? library.syntheticCall(hours: 1), callsift: callsift)
    if let peerPython, let peerScript { rounds.peer = (peerPython, peerScript) }
    for index in 1...runs {
      note("round \(index) of \(runs)")
      try rounds.measure()
    }
    var result = try SpeedResult(of: rounds)
    if tenHours {
      note("ten hours")
      result.tenHours = try LongRun(
        path: library.syntheticCall(hours: 10), hours: 10, callsift: callsift)
    }
    if formats { result.formats = try decodingCosts(of: library, runCount: runs) }
    // Another recording is another length and another sound: the limits say nothing about it.
    if file == nil { result.limits = SpeedVerdict.all(of: limits, on: result.measures) }
    print(json ? try result.json() : result.table(), terminator: "")
    if check && result.limits.contains(where: \.isExceeded) { throw ExitCode.failure }
  }
}

/// Tells the person who waits.
func note(_ text: String) {
  FileHandle.standardError.write(Data("benchmark: \(text)\n".utf8))
}
