import AudioDecoding
import CallTypes
import SystemPackage
import TestSupport
import Testing

@Suite struct WaveHeaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func decode(_ wave: WaveBytes, name: String = "call.wav") throws -> Decoded {
    try Decoded(folder.write(wave.bytes, as: name))
  }

  @Test func `a sound file decodes whole and without a warning`() throws {
    let samples = tone(seconds: 2, channelCount: 2)
    let decoded = try decode(WaveBytes(samples: samples, channelCount: 2))
    #expect(decoded.format.container == "wav")
    #expect(decoded.format.codec == "pcm_s16")
    #expect(decoded.format.sampleRateHz == 8000)
    #expect(decoded.format.channelCount == 2)
    #expect(decoded.format.declaredFrameCount == 16_000)
    #expect(decoded.frameCount == 16_000)
    #expect(decoded.warnings.isEmpty)
    #expect(zip(decoded.samples, samples).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test(
    arguments: [0, 0xFFFF_FFFF, 0xFFFF_FFDB, 0x7FFF_F000, 0x7FFF_FFFF, 0x8000_0000] as [UInt32])
  func `a length that was never written is repaired`(stated: UInt32) throws {
    var wave = WaveBytes(samples: tone(seconds: 3))
    wave.statedDataSize = stated
    wave.statedRIFFSize = stated
    let decoded = try decode(wave)
    #expect(decoded.codes == [.headerUnfinalized])
    #expect(decoded.frameCount == 24_000)
    #expect(abs(decoded.rms - toneRMS) < 0.001)
    #expect(decoded.format.declaredFrameCount == nil)
  }

  @Test func `a RIFF size of zero alone is repaired`() throws {
    var wave = WaveBytes(samples: tone(seconds: 1))
    wave.statedRIFFSize = 0
    let decoded = try decode(wave)
    #expect(decoded.codes == [.headerUnfinalized])
    #expect(decoded.frameCount == 8000)
  }

  @Test func `audio behind a length that was written too early is kept`() throws {
    var wave = WaveBytes(samples: tone(seconds: 3))
    wave.statedRIFFSize = 0
    wave.statedDataSize = 16_000
    let decoded = try decode(wave)
    #expect(decoded.codes == [.headerUnfinalized])
    #expect(decoded.frameCount == 24_000)
  }

  @Test func `half a file gives its half and says how much is missing`() throws {
    let bytes = WaveBytes(samples: tone(seconds: 12)).bytes
    let half = try folder.write(Array(bytes.prefix(44 + 83_200)), as: "half.wav")
    let decoded = try Decoded(half)
    #expect(decoded.frameCount == 41_600)
    #expect(decoded.format.declaredFrameCount == 96_000)
    #expect(decoded.codes == [.truncated])
    #expect(
      decoded.warnings.first?.message
        == "header promises 12.0 s of audio, file holds 5.2 s; copy it again")
  }

  @Test func `a few missing samples are no fault`() throws {
    let bytes = WaveBytes(samples: tone(seconds: 2)).bytes
    let decoded = try Decoded(folder.write(Array(bytes.dropLast(11)), as: "short.wav"))
    #expect(decoded.warnings.isEmpty)
    #expect(decoded.frameCount == 15_994)
  }

  @Test func `chunks of odd size before and behind the audio are stepped over`() throws {
    var wave = WaveBytes(samples: tone(seconds: 1))
    wave.chunksBefore = [
      ("LIST", Array("INFOISFT".utf8) + [5, 0, 0, 0] + Array("data\0".utf8)),
      ("bext", [UInt8](repeating: 0, count: 603)), ("JUNK", [1, 2, 3]), ("fact", [64, 31, 0, 0]),
    ]
    wave.chunksAfter = [("LIST", Array("INFO".utf8)), ("cue ", [0, 0, 0, 0])]
    let decoded = try decode(wave)
    #expect(decoded.frameCount == 8000)
    #expect(decoded.warnings.isEmpty)
  }

  @Test func `a data size that is no multiple of the block is tolerated`() throws {
    var wave = WaveBytes(samples: tone(seconds: 1, channelCount: 2), channelCount: 2)
    wave.audio.append(contentsOf: [1, 2, 3])
    let decoded = try decode(wave)
    #expect(decoded.frameCount == 8000)
    #expect(decoded.warnings.isEmpty)
  }

  @Test func `extensible and big-endian headers are read`() throws {
    var wave = WaveBytes(samples: tone(seconds: 1))
    wave.isExtensible = true
    #expect(try decode(wave).frameCount == 8000)
    var big = WaveBytes()
    big.isBigEndian = true
    big.audio = tone(seconds: 1).flatMap { sample -> [UInt8] in
      let value = UInt16(bitPattern: Int16(sample * 32_767))
      return [UInt8(value >> 8), UInt8(value & 255)]
    }
    let decoded = try decode(big)
    #expect(decoded.frameCount == 8000)
    #expect(abs(decoded.rms - toneRMS) < 0.001)
    #expect(decoded.warnings.isEmpty)
    big.statedDataSize = 0
    big.statedRIFFSize = 0
    let repaired = try decode(big)
    #expect(repaired.frameCount == 8000)
    #expect(repaired.codes == [.headerUnfinalized])
  }

  @Test func `a header without audio is empty`() throws {
    #expect(throws: AudioDecodingError.noSamples) { try decode(WaveBytes()) }
    var tagged = WaveBytes()
    tagged.chunksAfter = [("LIST", Array("INFO".utf8))]
    #expect(throws: AudioDecodingError.noSamples) { try decode(tagged) }
    let noData = Array(WaveBytes().bytes.prefix(36))
    #expect(throws: AudioDecodingError.noSamples) {
      try Decoded(folder.write(noData, as: "cut.wav"))
    }
  }

  @Test func `too many channels and odd rates are refused by name`() throws {
    var wave = WaveBytes(samples: tone(seconds: 1))
    wave.channelCount = 1024
    #expect(throws: AudioDecodingError.tooManyChannels(found: 1024, limit: 32)) {
      try decode(wave)
    }
    wave.channelCount = 1
    wave.sampleRateHz = 800
    #expect { try decode(wave) } throws: { error in
      (error as? AudioDecodingError)?.failureCode == .unsupported
    }
    wave.sampleRateHz = 4000
    #expect(try decode(wave).frameCount == 8000)
    wave.channelCount = 0
    #expect { try decode(wave) } throws: { error in
      (error as? AudioDecodingError)?.failureCode == .unreadable
    }
  }

  @Test func `float samples beyond full scale, NaN and infinity pass unchanged`() throws {
    var wave = WaveBytes()
    wave.formatTag = 3
    wave.bitsPerSample = 32
    let values: [Float] = [0, 2.5, -3, .nan, .infinity, -.infinity, 0.25]
    wave.audio = values.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt32($0))) }
    }
    let decoded = try decode(wave)
    #expect(decoded.format.codec == "pcm_f32")
    #expect(decoded.samples.map(\.bitPattern) == values.map(\.bitPattern))
  }
}
