import AudioDecoding
import Foundation
import Glibc
import SystemPackage
import TestSupport
import Testing

/// Measured on demand: `DECODING_COST_FILES=a.wav:b.wav swift test --filter DecodingCostTests`.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["DECODING_COST_FILES"] != nil, "a benchmark"))
struct DecodingCostTests {
  @Test func `decoding cost is printed`() throws {
    let list = ProcessInfo.processInfo.environment["DECODING_COST_FILES"] ?? ""
    for path in list.split(separator: ":") {
      var best = Double.infinity
      for _ in 0..<3 {
        let started = clock()
        let stream = try openRecording(at: FilePath(String(path)))
        var buffer = [Float](repeating: 0, count: 8000 * stream.format.channelCount)
        var frames = 0
        while case let count = try stream.read(into: &buffer), count > 0 { frames += count }
        let seconds = Double(clock() - started) / Double(CLOCKS_PER_SEC)
        let hours = Double(frames) / Double(stream.format.sampleRateHz) / 3600
        best = min(best, seconds / hours)
      }
      print("decoding cost \(path): \(best) CPU s per hour")
    }
  }
}
