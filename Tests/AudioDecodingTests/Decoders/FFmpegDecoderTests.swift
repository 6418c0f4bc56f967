import AudioDecoding
import CallTypes
import Foundation
import SystemPackage
import TestSupport
import Testing

extension Encoding {
  static let external: [Encoding] = [
    .init(ffmpeg: "-c:a aac", "m4a", "mp4", "aac", tolerance: 1100),
    .init(ffmpeg: "-c:a aac", "aac", "aac", "aac", tolerance: 2100),
    .init(ffmpeg: "-c:a libopus", "webm", "matroska", "opus", rateHz: 48_000, tolerance: 1100),
    .init(ffmpeg: "-c:a wmav2", "wma", "asf", "wma", tolerance: 2100),
    .init(ffmpeg: "-c:a libspeex", "spx", "ogg", "speex", tolerance: 400),
    .init(ffmpeg: "-ar 16000 -c:a g722", "wav", "wav", "g722", rateHz: 16_000, tolerance: 64),
    .init(ffmpeg: "-ar 16000 -c:a g722", "g722", "raw", "g722", rateHz: 16_000, tolerance: 64),
    .init(ffmpeg: "-c:a g726", "wav", "wav", "g726", tolerance: 64),
    .init(ffmpeg: "-c:a libmp3lame", "wav", "wav", "mp3", tolerance: 1800),
    .init(ffmpeg: "-c:a alac", "m4a", "mp4", "alac"),
  ]
}

@Suite(.enabled(if: program("ffmpeg") != nil, "needs FFmpeg"))
struct FFmpegDecoderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: Encoding.external)
  func `every external format comes back with its length and level`(encoding: Encoding) throws {
    try expectRoundTrip(of: encoding, in: folder)
  }

  @Test(arguments: Encoding.external.filter { $0.fileExtension != "m4a" && $0.container != "raw" })
  func `every external format cut in half gives its half and a warning`(encoding: Encoding) throws {
    let bytes = try contents(of: #require(try encoding.make(in: folder)))
    let half = try folder.write(Array(bytes.prefix(bytes.count / 2 - 1)), as: "half")
    let decoded = try Decoded(half)
    #expect(decoded.codes == [.truncated])
    #expect((1.0...2.6).contains(decoded.seconds))
  }

  /// AMR frames of the highest rate with any bits in them; no encoder is at hand.
  private func amr(magic: String, head: UInt8, frameBytes: Int, frameCount: Int) -> [UInt8] {
    Array(magic.utf8)
      + (0..<frameCount).flatMap { frame in
        [head] + (1..<frameBytes).map { UInt8(truncatingIfNeeded: frame &* 37 &+ $0 &* 101) }
      }
  }

  @Test func `AMR is as long as its frames, and told when cut inside one`() throws {
    let narrow = amr(magic: "#!AMR\n", head: 0x3C, frameBytes: 32, frameCount: 100)
    let decoded = try Decoded(folder.write(narrow, as: "call.amr"))
    #expect(decoded.format.codec == "amr_nb")
    #expect(decoded.format.sampleRateHz == 8000)
    #expect(abs(decoded.seconds - 2) < 0.05)
    #expect(decoded.warnings.isEmpty)
    let cut = try Decoded(folder.write(Array(narrow.dropLast(1610)), as: "cut.amr"))
    #expect(cut.codes == [.truncated])
    #expect(abs(cut.seconds - 1) < 0.05)
    let wide = amr(magic: "#!AMR-WB\n", head: 0x14, frameBytes: 33, frameCount: 100)
    let wideband = try Decoded(folder.write(wide, as: "call.awb"))
    #expect(wideband.format.codec == "amr_wb")
    #expect(wideband.format.sampleRateHz == 16_000)
    #expect(abs(wideband.seconds - 2) < 0.05)
  }

  @Test func `hundreds of bad files leave no descriptor open`() throws {
    func openCount() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }
    let broken = try folder.write([0, 0, 0, 8] + Array("ftypM4A broken".utf8), as: "bad.m4a")
    let text = try folder.write(Array("no recording".utf8), as: "text.wav")
    let call = try folder.write(WaveBytes(samples: tone(seconds: 1)).bytes, as: "call.wav")
    let before = try openCount()
    for _ in 0..<300 {
      #expect(throws: AudioDecodingError.self) { try Decoded(text) }
      _ = try openRecording(at: call)
    }
    for _ in 0..<20 { #expect(throws: AudioDecodingError.self) { try Decoded(broken) } }
    // Other tests run meanwhile and hold a few.
    #expect(try openCount() < before + 100)
  }

  @Test func `an MP4 file that lost its index is unreadable`() throws {
    let m4a = try #require(Encoding.external.first)
    let bytes = try contents(of: #require(try m4a.make(in: folder)))
    let half = try folder.write(Array(bytes.prefix(bytes.count / 2)), as: "half.m4a")
    #expect { try Decoded(half) } throws: { error in
      (error as? AudioDecodingError)?.failureCode == .unreadable
    }
  }

  @Test func `without FFmpeg the message names the codec and the package`() throws {
    let m4a = try #require(Encoding.external.first)
    let path = try #require(try m4a.make(in: folder))
    var settings = AudioDecodingSettings()
    settings.externalDecoderProgram = "no-such-program"
    #expect { try Decoded(path, settings: settings) } throws: { error in
      guard let error = error as? AudioDecodingError else { return false }
      return error.failureCode == .unsupported && error.message.contains("mp4")
        && error.message.contains("apt-get install ffmpeg")
    }
  }

  /// A script in the place of FFmpeg.
  private func settings(script: String) throws -> AudioDecodingSettings {
    let path = try folder.write(Array("#!/bin/sh\n\(script)\n".utf8), as: "decoder")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.string)
    var settings = AudioDecodingSettings()
    settings.externalDecoderProgram = path.string
    settings.externalDecoderTimeLimitSeconds = 1
    return settings
  }

  private var m4a: FilePath {
    get throws { try folder.write([0, 0, 0, 8] + Array("ftyp".utf8), as: "call.m4a") }
  }

  @Test func `a decoder that hangs is stopped`() throws {
    let settings = try settings(script: "exec sleep 600")
    #expect(throws: AudioDecodingError.timedOut(limitSeconds: 1)) {
      try Decoded(m4a, settings: settings)
    }
  }

  @Test func `a decoder that dies after some audio leaves a warning`() throws {
    let header = #"printf '.snd\0\0\0\030\377\377\377\377\0\0\0\006\0\0\037\100\0\0\0\001'"#
    let settings = try settings(script: "\(header); head -c 32002 /dev/zero; exit 1")
    let decoded = try Decoded(m4a, settings: settings)
    #expect(decoded.frameCount == 8000)
    #expect(decoded.codes == [.decodeError])
  }

  @Test func `a decoder that dies at once makes the file unreadable`() throws {
    let settings = try settings(script: "exit 1")
    #expect { try Decoded(m4a, settings: settings) } throws: { error in
      (error as? AudioDecodingError)?.failureCode == .unreadable
    }
  }

  @Test func `a stream dropped half-way leaves no process behind`() throws {
    let header = #"printf '.snd\0\0\0\030\377\377\377\377\0\0\0\006\0\0\037\100\0\0\0\001'"#
    let settings = try settings(
      script: "\(header); echo $$ > \(folder.path.string)/pid; cat /dev/zero")
    var stream: (any AudioStream)? = try openRecording(at: m4a, settings: settings)
    var buffer = [Float](repeating: 0, count: 800)
    for _ in 0..<1000 { #expect(try stream?.read(into: &buffer) ?? 0 > 0) }
    let text = try String(decoding: contents(of: folder.path.appending("pid")), as: UTF8.self)
    stream = nil
    let process = try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(!FileManager.default.fileExists(atPath: "/proc/\(process)"))
  }
}
