import AudioDecoding
import Testing

@Suite struct RecordingFormatsTests {
  @Test(arguments: ["wav", "WAV", "Mp3", "opus", "sln16", "ulaw", "wma", "webm", "amr", "g722"])
  func `recordings are picked by extension in any case`(fileExtension: String) {
    #expect(RecordingFormats.isRecordingExtension(fileExtension))
  }

  @Test(arguments: ["", "txt", "json", "xml", "part", "tmp", "wav.part", "sqlite"])
  func `other files are left alone`(fileExtension: String) {
    #expect(!RecordingFormats.isRecordingExtension(fileExtension))
  }

  @Test func `every row has extensions in lower case and codecs`() {
    for format in RecordingFormats.all {
      #expect(!format.extensions.isEmpty && !format.codecs.isEmpty)
      #expect(format.extensions.allSatisfy { $0 == $0.lowercased() && !$0.contains(".") })
    }
  }
}
