import AudioDecoding
import Foundation
import Testing

@Suite struct AudioDecodersTests {
  @Test func `the registry lists every file of its folder`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/AudioDecoding/Decoders").standardized
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix("Decoder.swift") }.map { $0.dropLast(".swift".count) }
    #expect(Set(files.map(String.init)) == Set(AudioDecoders.all.map { "\($0)" }))
    #expect(files.count == AudioDecoders.all.count)
  }

  @Test func `every decoder says what it is and what it reads`() {
    for decoder in AudioDecoders.all {
      #expect(!decoder.name.isEmpty)
      #expect(!decoder.summary.isEmpty)
      #expect(!decoder.formats.isEmpty)
    }
    let names = Set(AudioDecoders.all.map { $0.name })
    #expect(names.count == AudioDecoders.all.count)
    #expect(RecordingFormats.all.allSatisfy { names.contains($0.decoderName) })
  }
}
