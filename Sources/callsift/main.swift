internal import AudioDecoding
internal import CallTypes
internal import Foundation
internal import SpeechSignal
internal import SystemPackage
for p in CommandLine.arguments.dropFirst() {
  func cpu() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
  do {
    let t0 = cpu()
    let stream = try openRecording(at: FilePath(p), rawFormat: nil, settings: AudioDecodingSettings())
    let f = stream.format
    let a = RecordingAnalyzer(sampleRateHz: f.sampleRateHz, channelCount: f.channelCount, expectedSeconds: f.declaredFrameCount.map { Double($0) / Double(f.sampleRateHz) }, settings: SignalSettings())
    var buffer = [Float](repeating: 0, count: 16384 * f.channelCount)
    var td = 0.0
    while true {
      let t = cpu()
      let n = try stream.read(into: &buffer)
      td += cpu() - t
      if n == 0 { break }
      a.append(interleaved: buffer, frameCount: n)
    }
    let r = a.finish()
    print(p, r.durationSeconds, "cpu", cpu() - t0, "decode", td)
    if let out = ProcessInfo.processInfo.environment["DUMP"] {
      for (i, c) in r.channels.enumerated() {
        let g = c.levelDBFS.grid
        var s = ""
        for k in 0..<g.frameCount { s += "\(c.levelDBFS.values[k]) \(c.speechProbability[k]) \(c.f0Hz[k] ?? 0) \(c.f0Strength[k]) \(c.noiseFloorDBFS.values[min(k/50, c.noiseFloorDBFS.values.count-1)])\n" }
        try s.write(toFile: "\(out).\(i).txt", atomically: true, encoding: .utf8)
      }
    }
  } catch { print(p, error) }
}
