internal import Foundation

/// Recordings made for the benchmark, kept under names that say what they are.
struct RecordingLibrary {
  let folder: String

  /// The synthetic call of a length; written at the first use.
  func syntheticCall(hours: Int) throws -> String {
    try syntheticCall(name: "\(hours)h", seconds: Double(hours) * 3600)
  }

  /// The synthetic call of ten minutes, for formats that take long to write.
  func shortSyntheticCall() throws -> String { try syntheticCall(name: "10min", seconds: 600) }

  private func syntheticCall(name: String, seconds: Double) throws -> String {
    let path = "\(folder)/call-v\(SyntheticCall.version)-\(name).wav"
    guard !FileManager.default.fileExists(atPath: path) else { return path }
    note("writing \(path)")
    _ = try ChildRun.ofBenchmark(["synthesize", "--seconds", "\(seconds)", path])
    return path
  }
}
