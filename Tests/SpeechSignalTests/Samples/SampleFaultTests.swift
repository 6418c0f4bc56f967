import CallTypes
import SpeechSignal
import TestSupport
import Testing

struct SampleFaultTests {
  @Test func `a clipped sine is found with its share of samples`() throws {
    var samples = Signals.tone(hz: 50, seconds: 1, amplitude: 2).map { min(max($0, -1), 1) }
    samples += Signals.tone(hz: 50, seconds: 1, amplitude: 0.5)
    let faults = try track(of: samples).faults
    // A sine of twice full scale lies beyond it for 2/3 of the time: |sin| > 1/2.
    #expect(abs(faults.clippedRatio - 1.0 / 3) < 0.02)
    #expect(faults.clippedSpans.allSatisfy { $0.endSeconds <= 1.001 })
    // Runs on neighbouring peaks lie 3.3 ms apart and are one stretch.
    #expect(abs(faults.clippedSpans.totalSeconds - 1) < 0.02)
    #expect(faults.peak == 1)
  }

  @Test func `peaks that only touch full scale are no clipping`() throws {
    let faults = try track(of: Signals.tone(hz: 440, seconds: 1, amplitude: 1)).faults
    #expect(faults.clippedSpans.isEmpty)
  }

  @Test(arguments: [(159, false), (160, true)])
  func `digital silence counts from 20 ms`(count: Int, isFound: Bool) throws {
    var samples = Signals.noise(dBFS: -20, seconds: 1)
    for index in 4005..<4005 + count { samples[index] = 0 }
    let spans = try track(of: samples).faults.digitalZeroSpans
    #expect(spans == (isFound ? [TimeSpan(4005.0 / 8000, Double(4005 + count) / 8000)] : []))
  }

  @Test func `packets of 20 ms lost at forty places are all found`() throws {
    // End minus start is a hair under 0.02 in floating point at about half of the places.
    let starts = (1...40).map { $0 * 4001 }
    var samples = Signals.noise(dBFS: -20, seconds: 21)
    for start in starts {
      for index in start..<start + 160 { samples[index] = 0 }
    }
    let spans = try track(of: samples).faults.digitalZeroSpans
    #expect(spans == starts.map { TimeSpan(Double($0) / 8000, Double($0 + 160) / 8000) })
  }

  @Test func `the idle code of A-law is digital silence, a loud constant is not`() throws {
    var samples = Signals.noise(dBFS: -20, seconds: 2)
    for index in 2000..<4000 { samples[index] = 0.000_244 }
    for index in 8000..<10_000 { samples[index] = 0.3 }
    let spans = try track(of: samples).faults.digitalZeroSpans
    #expect(spans == [TimeSpan(0.25, 0.5)])
  }

  @Test(arguments: [0.02, 0.03, 0.06])
  func `a packet sent twice is found`(packetSeconds: Double) throws {
    let packet = Int(packetSeconds * 8000)
    var samples = Signals.noise(dBFS: -20, seconds: 2)
    for index in 0..<packet { samples[6400 + packet + index] = samples[6400 + index] }
    let spans = try track(of: samples).faults.repeatedPacketSpans
    try #require(spans.count == 1)
    #expect(abs(spans[0].startSeconds - Double(6400 + packet) / 8000) < 0.001)
    #expect(abs(spans[0].endSeconds - Double(6400 + 2 * packet) / 8000) < 0.001)
  }

  @Test func `a generated tone repeats for longer than any packet and is left alone`() throws {
    let faults = try track(of: Signals.tone(hz: 450, seconds: 2)).faults
    #expect(faults.repeatedPacketSpans.isEmpty)
  }

  @Test func `silence and one sample have no faults`() throws {
    #expect(try track(of: [0.5]).faults.clippedSpans.isEmpty)
    #expect(try track(of: [0.5]).faults.peak == 0.5)
    #expect(try track(of: []).faults == SampleFaults())
  }
}
