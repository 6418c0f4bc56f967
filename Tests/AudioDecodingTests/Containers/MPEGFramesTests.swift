import AudioDecoding
import CallTypes
import SystemPackage
import TestSupport
import Testing

@Suite(.enabled(if: program("lame") != nil, "needs lame"))
struct MPEGFramesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Ten quiet seconds, then ten loud ones full of noise, so that the bit rate grows.
  private func quietThenLoud() -> [Float] {
    var state: UInt64 = 1
    return (0..<320_000).map { index in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = Float(state >> 40) / Float(1 << 24) - 0.5
      return index < 160_000 ? noise * 0.001 : noise
    }
  }

  private func encode(_ options: [String], rateHz: Int = 16_000) throws -> [UInt8] {
    let lame = try #require(program("lame"))
    let wave = WaveBytes(samples: quietThenLoud(), sampleRateHz: rateHz)
    let source = try folder.write(wave.bytes, as: "source.wav")
    let target = folder.path.appending("coded.mp3")
    try #require(try run(lame, ["--quiet"] + options + [source.string, target.string]) == 0)
    return try contents(of: target)
  }

  @Test func `a variable rate without Xing header loses nothing`() throws {
    let path = try folder.write(encode(["-V", "2", "-t"]), as: "vbr.mp3")
    let decoded = try Decoded(path)
    #expect((320_000...323_000).contains(decoded.frameCount))
    #expect(decoded.warnings.isEmpty)
  }

  @Test(arguments: [["-V", "2"], ["-V", "2", "-t"], ["-b", "32"], ["-b", "32", "-t"]])
  func `half a stream gives its half and a warning`(options: [String]) throws {
    let whole = try encode(options)
    let decoded = try Decoded(
      folder.write(Array(whole.prefix(whole.count / 2 + 37)), as: "half.mp3"))
    #expect(decoded.codes == [.truncated])
    #expect(decoded.seconds > 8)
    #expect(decoded.seconds < 19)
  }

  @Test func `tags before and behind the audio are stepped over`() throws {
    let tag: [UInt8] =
      Array("ID3".utf8) + [3, 0, 0, 0, 0, 1, 0] + [UInt8](repeating: 0, count: 128)
    let trailer = Array("TAG".utf8) + [UInt8](repeating: 0x20, count: 125)
    let path = try folder.write(tag + encode(["-b", "32"]) + trailer, as: "tagged.mp3")
    let decoded = try Decoded(path)
    #expect(decoded.format.codec == "mp3")
    #expect((319_000...323_000).contains(decoded.frameCount))
    #expect(decoded.warnings.isEmpty)
  }

  @Test func `a hole in the stream is survived or told`() throws {
    var bytes = try encode(["-b", "32", "-t"])
    for index in bytes.count / 2..<bytes.count / 2 + 5000 { bytes[index] = 0x55 }
    let decoded = try Decoded(folder.write(bytes, as: "hole.mp3"))
    #expect(decoded.seconds > 9)
    #expect(decoded.seconds > 18 || decoded.codes == [.decodeError])
  }
}
