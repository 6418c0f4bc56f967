import AudioDecoding
import CallTypes
import Testing

@Suite struct RawAudioFormatTests {
  @Test func `a description is read in any order, with defaults`() throws {
    let mulaw = RawAudioFormat(sampleRateHz: 8000, codec: .mulaw, channelCount: 2)
    #expect(try RawAudioFormat(parsing: "rate=8000,codec=mulaw,channels=2") == mulaw)
    #expect(try RawAudioFormat(parsing: "channels=2,codec=MULAW") == mulaw)
    #expect(try RawAudioFormat(parsing: "codec=g722").sampleRateHz == 16_000)
  }

  @Test(arguments: [
    "rate=fast", "rate=0", "rate=-8000", "codec=mp3", "channels=none", "speed=8000", "mulaw",
    "rate=8000=1", "codec=gsm,channels=2",
  ])
  func `nonsense is refused with an example`(text: String) {
    #expect { try RawAudioFormat(parsing: text) } throws: { error in
      guard let error = error as? AudioDecodingError else { return false }
      return error.failureCode == .unsupported && error.message.contains("codec=mulaw")
    }
  }
}
