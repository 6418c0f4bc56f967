internal import Foundation

/// The recording that is measured where nobody names another one.
enum SyntheticCall {
  static let sampleRateHz = 8000
  static let channelCount = 2
  static let seed: UInt64 = 20_250_101
  /// Part of the name of cached files; to be raised with every change of the sound.
  static let version = 1
}

/// Writes a stereo recording of two synthetic voices as 16-bit WAV, second by second.
///
/// The file appears under its name only when it is complete.
func writeSyntheticCall(to path: String, seconds: Double) throws {
  let rate = SyntheticCall.sampleRateHz
  let timeline = CallTimeline(seconds: seconds, seed: SyntheticCall.seed)
  var sides = timeline.sides.enumerated().map { index, syllables in
    SideRenderer(syllables, sampleRateHz: rate, seed: SyntheticCall.seed + 1 + UInt64(index))
  }
  let partPath = path + ".part-\(ProcessInfo.processInfo.processIdentifier)"
  guard FileManager.default.createFile(atPath: partPath, contents: nil),
    let file = FileHandle(forWritingAtPath: partPath)
  else { throw BenchmarkError("\(partPath) cannot be written") }
  let frameCount = Int(seconds * Double(rate))
  try file.write(contentsOf: waveHeader(frameCount: frameCount))
  for start in stride(from: 0, to: frameCount, by: rate) {
    let count = min(rate, frameCount - start)
    var block = [Int16](repeating: 0, count: count * sides.count)
    for side in sides.indices {
      for (index, sample) in sides[side].next(sampleCount: count).enumerated() {
        let scaled = (max(-1, min(sample, 1)) * 32_767).rounded()
        block[index * sides.count + side] = Int16(scaled).littleEndian
      }
    }
    try block.withUnsafeBytes { try file.write(contentsOf: Data($0)) }
  }
  try file.close()
  try? FileManager.default.removeItem(atPath: path)  // absent, as a rule
  try FileManager.default.moveItem(atPath: partPath, toPath: path)
}

/// One side of the call, block by block.
private struct SideRenderer {
  private var voice: Voice
  private let syllables: [Syllable]
  private let sampleRateHz: Int
  private var nextSyllable = 0
  /// Sound that begins with the next sample.
  private var pending: [Float] = []
  private var position = 0

  init(_ syllables: [Syllable], sampleRateHz: Int, seed: UInt64) {
    (self.syllables, self.sampleRateHz) = (syllables, sampleRateHz)
    voice = Voice(sampleRateHz: sampleRateHz, seed: seed)
  }

  mutating func next(sampleCount: Int) -> [Float] {
    while nextSyllable < syllables.count {
      let start = Int(syllables[nextSyllable].startSeconds * Double(sampleRateHz)) - position
      if start >= sampleCount { break }
      let sound = voice.sound(of: syllables[nextSyllable])
      nextSyllable += 1
      let missing = start + sound.count - pending.count
      if missing > 0 { pending.append(contentsOf: repeatElement(0, count: missing)) }
      for (index, sample) in sound.enumerated() { pending[start + index] += sample }
    }
    var block = voice.lineNoise(sampleCount: sampleCount)
    let count = min(pending.count, sampleCount)
    for index in 0..<count { block[index] += pending[index] }
    pending.removeFirst(count)
    position += sampleCount
    return block
  }
}

private func waveHeader(frameCount: Int) -> Data {
  let blockBytes = SyntheticCall.channelCount * 2
  let audioBytes = frameCount * blockBytes
  var header = Data()
  func append(_ text: String) { header.append(contentsOf: text.utf8) }
  func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { header.append(contentsOf: $0) }
  }
  append("RIFF")
  append(UInt32(36 + audioBytes))
  append("WAVEfmt ")
  append(UInt32(16))
  append(UInt16(1))  // PCM
  append(UInt16(SyntheticCall.channelCount))
  append(UInt32(SyntheticCall.sampleRateHz))
  append(UInt32(SyntheticCall.sampleRateHz * blockBytes))
  append(UInt16(blockBytes))
  append(UInt16(16))
  append("data")
  append(UInt32(audioBytes))
  return header
}
