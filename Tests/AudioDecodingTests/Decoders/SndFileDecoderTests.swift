import AudioDecoding
import CallTypes
import SystemPackage
import TestSupport
import Testing

/// One kind of file, made by sox or FFmpeg from the same tone of four seconds.
struct Encoding: Sendable, CustomTestStringConvertible {
  var tool: String
  var arguments: [String]
  var fileExtension: String
  var container: String
  var codec: String
  var rateHz = 8000
  /// Sample frames that the coding may add or take; blocks of ADPCM and GSM, delay of MP3.
  var toleranceFrames = 0
  var testDescription: String { "\(container)/\(codec) .\(fileExtension)" }

  static let native: [Encoding] = [
    .init(sox: "-e unsigned -b 8", "wav", "wav", "pcm_u8"),
    .init(sox: "-b 16", "wav", "wav", "pcm_s16"),
    .init(sox: "-b 24", "wav", "wav", "pcm_s24"),
    .init(sox: "-b 32", "wav", "wav", "pcm_s32"),
    .init(sox: "-e float -b 32", "wav", "wav", "pcm_f32"),
    .init(sox: "-e float -b 64", "wav", "wav", "pcm_f64"),
    .init(sox: "-e mu-law", "wav", "wav", "mulaw"),
    .init(sox: "-e a-law", "wav", "wav", "alaw"),
    .init(sox: "-e gsm", "wav", "wav", "gsm", tolerance: 320),
    .init(sox: "-e ima-adpcm", "wav", "wav", "ima_adpcm", tolerance: 1017),
    .init(sox: "-e ms-adpcm", "wav", "wav", "ms_adpcm", tolerance: 1012),
    .init(ffmpeg: "-rf64 always", "wav", "rf64", "pcm_s16"),
    .init(ffmpeg: "-f w64", "w64", "w64", "pcm_s16"),
    .init(sox: "-b 16", "au", "au", "pcm_s16"),
    .init(sox: "-e mu-law", "au", "au", "mulaw"),
    .init(sox: "-b 16", "aiff", "aiff", "pcm_s16"),
    .init(ffmpeg: "-c:a pcm_alaw -f aiff", "aifc", "aiff", "alaw"),
    .init(ffmpeg: "-c:a pcm_mulaw", "caf", "caf", "mulaw"),
    .init(sox: "-b 16", "sph", "nist", "pcm_s16"),
    .init(sox: "-b 16", "flac", "flac", "flac"),
    .init(ffmpeg: "-c:a libvorbis -page_duration 100000", "ogg", "ogg", "vorbis"),
    .init(
      ffmpeg: "-c:a libopus -b:a 24k -page_duration 100000", "opus", "ogg", "opus", tolerance: 64),
    .init(ffmpeg: "-c:a libmp3lame -b:a 32k", "mp3", "mp3", "mp3", tolerance: 600),
    .init(sox: "-e mu-law", "ul", "raw", "mulaw"),
    .init(sox: "-e a-law", "al", "raw", "alaw"),
    .init(sox: "-b 16", "sln", "raw", "pcm_s16"),
    .init(sox: "", "gsm", "raw", "gsm", tolerance: 320),
    .init(sox: "", "vox", "raw", "vox", tolerance: 256),
  ]

  init(
    sox options: String, _ fileExtension: String, _ container: String, _ codec: String,
    tolerance: Int = 0
  ) {
    self.init("sox", options, fileExtension, container, codec, 8000, tolerance)
  }

  init(
    ffmpeg options: String, _ fileExtension: String, _ container: String, _ codec: String,
    rateHz: Int = 8000, tolerance: Int = 0
  ) {
    self.init("ffmpeg", options, fileExtension, container, codec, rateHz, tolerance)
  }

  private init(
    _ tool: String, _ options: String, _ fileExtension: String, _ container: String,
    _ codec: String, _ rateHz: Int, _ tolerance: Int
  ) {
    self.tool = tool
    arguments = options.split(separator: " ").map(String.init)
    self.fileExtension = fileExtension
    self.container = container
    self.codec = codec
    self.rateHz = rateHz
    toleranceFrames = tolerance
  }

  /// Makes the file; `nil` when the tool cannot.
  func make(
    in folder: TemporaryFolder, from wave: WaveBytes = .init(samples: tone(seconds: 4))
  ) throws -> FilePath? {
    guard let path = program(tool) else { return nil }
    let source = try folder.write(wave.bytes, as: "source.wav")
    let target = folder.path.appending("coded.\(fileExtension)")
    let status =
      tool == "sox"
      ? try run(path, ["-D", source.string] + arguments + [sox(target)])
      : try run(
        path, ["-v", "error", "-y", "-i", source.string] + arguments + [target.string])
    return status == 0 ? target : nil
  }

  private func sox(_ target: FilePath) -> String { target.string }
}

/// Expects a recording in the encoding to come back with its length, level and description.
func expectRoundTrip(of encoding: Encoding, in folder: TemporaryFolder) throws {
  let decoded = try Decoded(#require(try encoding.make(in: folder)))
  #expect(decoded.format.container == encoding.container)
  #expect(decoded.format.codec == encoding.codec)
  #expect(decoded.format.sampleRateHz == encoding.rateHz)
  #expect(abs(decoded.frameCount - 4 * encoding.rateHz) <= encoding.toleranceFrames)
  // GSM, Opus and ADPCM change a sine by up to a tenth (RPE-LTP of a tone: about 0.5 dB).
  #expect(abs(decoded.rms / toneRMS - 1) < 0.1)
  #expect(decoded.warnings.isEmpty)
}

@Suite(.enabled(if: program("sox") != nil && program("ffmpeg") != nil, "needs sox and FFmpeg"))
struct SndFileDecoderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: Encoding.native)
  func `every native format comes back with its length and level`(encoding: Encoding) throws {
    try expectRoundTrip(of: encoding, in: folder)
  }

  @Test(
    arguments: Encoding.native.filter { $0.container != "raw" },
    ["call.xyz", "call"])
  func `the content decides, not the name`(encoding: Encoding, name: String) throws {
    let coded = try #require(try encoding.make(in: folder))
    let renamed = try folder.write(contents(of: coded), as: name)
    #expect(try Decoded(renamed).format.codec == encoding.codec)
  }

  @Test(arguments: Encoding.native.filter { $0.container != "raw" })
  func `every native format cut in half gives its half and a warning`(encoding: Encoding) throws {
    let bytes = try contents(of: #require(try encoding.make(in: folder)))
    // The headers of Vorbis are as long as its four seconds of audio.
    let headBytes = encoding.codec == "vorbis" ? bytes.count / 2 : 0
    let kept = headBytes + (bytes.count - headBytes) / 2
    let half = try folder.write(Array(bytes.prefix(kept)), as: "half")
    let decoded = try Decoded(half)
    #expect(decoded.codes == [.truncated])
    #expect((1.2...2.8).contains(decoded.seconds))
    #expect(decoded.warnings.allSatisfy { !$0.message.contains("half") })
  }

  @Test(arguments: Encoding.native.filter { $0.container == "wav" })
  func `every WAV codec is repaired when its length was never written`(encoding: Encoding) throws {
    var bytes = try contents(of: #require(try encoding.make(in: folder)))
    bytes.replaceSubrange(4..<8, with: [0, 0, 0, 0])
    for chunk in ["data", "fact"] {
      let name = Array(chunk.utf8)
      guard let at = (0..<200).first(where: { Array(bytes[$0..<$0 + 4]) == name }) else { continue }
      let field = chunk == "data" ? at + 4 : at + 8
      bytes.replaceSubrange(field..<field + 4, with: [0, 0, 0, 0])
    }
    let decoded = try Decoded(folder.write(bytes, as: "unfinished.wav"))
    #expect(decoded.codes == [.headerUnfinalized])
    #expect(abs(decoded.frameCount - 32_000) <= encoding.toleranceFrames)
    #expect(abs(decoded.rms / toneRMS - 1) < 0.1)
  }

  @Test func `RF64 and BW64 are read, and repaired when their length was never written`() throws {
    let rf64 = try #require(Encoding.native.first { $0.container == "rf64" })
    var bytes = try contents(of: #require(try rf64.make(in: folder)))
    bytes.replaceSubrange(0..<4, with: Array("BW64".utf8))
    let whole = try Decoded(folder.write(bytes, as: "call.bw64"))
    #expect(whole.frameCount == 32_000)
    #expect(whole.warnings.isEmpty)
    bytes.replaceSubrange(20..<44, with: [UInt8](repeating: 0, count: 24))
    let repaired = try Decoded(folder.write(bytes, as: "died.bw64"))
    #expect(repaired.codes == [.headerUnfinalized])
    #expect(abs(repaired.frameCount - 32_000) < 64)
  }

  @Test(arguments: [0, 24]) func `a W64 file that was never finished is repaired`(size: UInt8)
    throws
  {
    let w64 = try #require(Encoding.native.first { $0.container == "w64" })
    var bytes = try contents(of: #require(try w64.make(in: folder)))
    let at = try #require((0..<300).first { Array(bytes[$0..<$0 + 4]) == Array("data".utf8) })
    bytes.replaceSubrange(at + 16..<at + 24, with: [size, 0, 0, 0, 0, 0, 0, 0])
    let repaired = try Decoded(folder.write(bytes, as: "died.w64"))
    #expect(repaired.codes == [.headerUnfinalized])
    #expect(abs(repaired.frameCount - 32_000) < 64)
  }

  @Test func `a FLAC file of unknown length is whole, and told when cut`() throws {
    let flac = try #require(Encoding.native.first { $0.container == "flac" })
    var bytes = try contents(of: #require(try flac.make(in: folder)))
    bytes[21] &= 0xF0
    bytes.replaceSubrange(22..<26, with: [0, 0, 0, 0])
    let whole = try Decoded(folder.write(bytes, as: "pipe.flac"))
    #expect(whole.frameCount == 32_000)
    #expect(whole.warnings.isEmpty)
    let half = try Decoded(folder.write(Array(bytes.prefix(bytes.count / 2)), as: "half.flac"))
    #expect(half.codes == [.truncated])
    #expect(half.seconds > 1)
  }

  @Test func `an AU file of unknown size is whole`() throws {
    let au = try #require(Encoding.native.first { $0.container == "au" })
    var bytes = try contents(of: #require(try au.make(in: folder)))
    bytes.replaceSubrange(8..<12, with: [255, 255, 255, 255])
    let decoded = try Decoded(folder.write(bytes, as: "pipe.au"))
    #expect(decoded.frameCount == 32_000)
    #expect(decoded.warnings.isEmpty)
  }

  @Test func `a hole in a FLAC file ends it with a warning`() throws {
    let flac = try #require(Encoding.native.first { $0.container == "flac" })
    var bytes = try contents(of: #require(try flac.make(in: folder)))
    let middle = bytes.count / 2
    for index in middle..<middle + 600 { bytes[index] = 0 }
    let decoded = try Decoded(folder.write(bytes, as: "hole.flac"))
    #expect(decoded.codes == [.decodeError])
    #expect(decoded.seconds > 1)
  }

  @Test(arguments: Encoding.native.filter { $0.container != "raw" })
  func `damaged headers end in an error or a result, never a crash`(encoding: Encoding) throws {
    let bytes = try contents(of: #require(try encoding.make(in: folder)))
    var settings = AudioDecodingSettings()
    settings.externalDecoderProgram = "no-such-program"
    var state: UInt64 = 11
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    for _ in 0..<60 {
      var damaged = bytes
      for _ in 0...next() % 6 {
        damaged[next() % min(120, bytes.count)] =
          [0, 0x7F, 0x80, 0xFF, UInt8(next() % 256)][
            next() % 5]
      }
      let path = try folder.write(damaged, as: "damaged")
      do throws(AudioDecodingError) {
        let decoded = try Decoded(path, settings: settings)
        #expect(decoded.frameCount > 0)
        #expect(decoded.format.channelCount <= 32)
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
  }

  @Test func `a hole in an Ogg file is told`() throws {
    let opus = try #require(Encoding.native.first { $0.codec == "opus" })
    var bytes = try contents(of: #require(try opus.make(in: folder)))
    let middle = bytes.count / 2
    for index in middle..<middle + 2000 { bytes[index] = 0 }
    let decoded = try Decoded(folder.write(bytes, as: "hole.opus"))
    #expect(!decoded.warnings.isEmpty)
    #expect(decoded.seconds > 1)
  }

  @Test func `an AIFF file that was never finished is read to its end`() throws {
    let aiff = try #require(Encoding.native.first { $0.container == "aiff" })
    var bytes = try contents(of: #require(try aiff.make(in: folder)))
    for (name, field) in [("FORM", 4), ("COMM", 10), ("SSND", 4)] {
      let mark = Array(name.utf8)
      let at = try #require((0..<200).first { Array(bytes[$0..<$0 + 4]) == mark })
      bytes.replaceSubrange(at + field..<at + field + 4, with: [0, 0, 0, 0])
    }
    let decoded = try Decoded(folder.write(bytes, as: "unfinished.aiff"))
    #expect(decoded.frameCount == 32_000)
    #expect(decoded.codes == [.headerUnfinalized])
  }

  @Test func `a header described by the user replaces sniffing`() throws {
    let samples = tone(seconds: 1, channelCount: 2)
    let bytes = samples.flatMap { sample -> [UInt8] in
      let value = UInt16(bitPattern: Int16(sample * 32_767))
      return [UInt8(value >> 8), UInt8(value & 255)]
    }
    let path = try folder.write(bytes, as: "dump.bin")
    let raw = try RawAudioFormat(parsing: "rate=16000,codec=s16be,channels=2")
    let decoded = try Decoded(path, raw: raw)
    #expect(decoded.frameCount == 8000)
    #expect(decoded.format.sampleRateHz == 16_000)
    #expect(abs(decoded.rms - toneRMS) < 0.001)
    #expect(decoded.warnings.isEmpty)
  }
}
