internal import CallTypes
internal import Foundation

/// Rounds of stages, whole program and peer, one after the other.
///
/// The machine has other work that comes and goes: what is compared must be measured side by side.
struct SpeedRounds {
  let path: String
  /// The release binary.
  let callsift: String
  /// The Python that has the peer, and the script that runs it; `nil` = not installed.
  var peer: (python: String, script: String)?

  private(set) var stages: [StageMeasurement] = []
  private(set) var wholes: [ChildRun] = []
  private(set) var peers: [ChildRun] = []

  init(path: String, callsift: String) {
    (self.path, self.callsift) = (path, callsift)
  }

  /// Adds a round.
  mutating func measure() throws {
    let output = try ChildRun.ofBenchmark(["stages", path]).output
    let stage = try JSONDecoder().decode(StageMeasurement.self, from: output)
    stages.append(stage)
    wholes.append(try scan(path, channelCount: stage.channelCount, callsift: callsift))
    guard let peer else { return }
    let run = try ChildRun(of: peer.python, [peer.script, path])
    guard run.exitCode == 0 else {
      note("webrtcvad does not take this recording; the peer is left out")
      self.peer = nil
      return
    }
    peers.append(run)
  }
}

/// Runs the whole program on a recording.
func scan(_ path: String, channelCount: Int, callsift: String) throws -> ChildRun {
  let roles = benchmarkRoles(channelCount: channelCount).map(\.rawValue).joined(separator: ",")
  return try ChildRun.succeeding(
    callsift,
    [
      "scan", path, "--format", "jsonl", "--jobs", "1", "--quiet", "--store", "none", "--channels",
      roles,
    ])
}
