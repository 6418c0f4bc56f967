internal import Foundation

/// All that was measured.
struct SpeedResult: Codable {
  var path: String
  var durationSeconds: Double
  var sampleRateHz: Int
  var channelCount: Int
  /// Speech per channel, as the product heard it.
  var speechRatios: [Double]
  var runCount: Int
  /// In the order of the data; those that had nothing to do are left out.
  var stages: [Cost]
  var whole: Cost
  /// Largest resident set of the whole program in any run; MB are 1,000,000 bytes.
  var peakMB: Double
  /// `nil` = not installed, or it does not take the recording.
  var peer: Cost?
  /// Whole program ÷ peer, the median of the rounds.
  var peerRatio: Double?
  var tenHours: LongRun?
  var formats: [Cost] = []
  var limits: [SpeedVerdict] = []

  /// Sums rounds up, of which there is one at least.
  init(of rounds: SpeedRounds) throws {
    guard let first = rounds.stages.first else { throw BenchmarkError("nothing was measured") }
    let hours = first.durationSeconds / 3600
    guard hours > 0 else { throw BenchmarkError("\(rounds.path) is empty") }
    path = rounds.path
    (durationSeconds, sampleRateHz) = (first.durationSeconds, first.sampleRateHz)
    (channelCount, speechRatios) = (first.channelCount, first.speechRatios)
    runCount = rounds.stages.count
    stages = Stage.allCases.compactMap { stage in
      let seconds = rounds.stages.compactMap { $0.cpuSeconds[stage.rawValue] }
      guard !seconds.isEmpty else { return nil }
      return Cost(name: stage.rawValue, cpuSeconds: seconds, hours: hours)
    }
    let wholeSeconds = rounds.wholes.map(\.cpuSeconds)
    whole = Cost(name: "whole", cpuSeconds: wholeSeconds, hours: hours)
    peakMB = Double(rounds.wholes.map(\.peakBytes).max() ?? 0) / 1e6
    if !rounds.peers.isEmpty {
      let peerSeconds = rounds.peers.map(\.cpuSeconds)
      peer = Cost(name: "webrtcvad", cpuSeconds: peerSeconds, hours: hours)
      peerRatio = median(of: zip(wholeSeconds, peerSeconds).map { $0 / $1 })
    }
  }

  /// What limits can be set for.
  static let measureNames =
    ["whole", "peakMB", "tenHours.whole", "tenHours.peakMB"]
    + Stage.allCases.map { "stage.\($0.rawValue)" }

  /// What was found, by name.
  var measures: [String: Double] {
    var measures = ["whole": whole.minimumCPUSecondsPerHour, "peakMB": peakMB]
    for stage in stages { measures["stage.\(stage.name)"] = stage.minimumCPUSecondsPerHour }
    if let tenHours {
      measures["tenHours.whole"] = tenHours.whole.minimumCPUSecondsPerHour
      measures["tenHours.peakMB"] = tenHours.peakMB
    }
    return measures
  }

  /// All of it, keys in alphabetical order.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

/// The whole program on a long recording, once.
struct LongRun: Codable {
  var whole: Cost
  var peakMB: Double

  init(path: String, hours: Double, callsift: String) throws {
    let run = try scan(path, channelCount: SyntheticCall.channelCount, callsift: callsift)
    whole = Cost(name: "whole", cpuSeconds: [run.cpuSeconds], hours: hours)
    peakMB = Double(run.peakBytes) / 1e6
  }
}
