import AudioDecoding
import CallTypes
import Testing

@Suite struct AudioDecodingSettingsTests {
  @Test func `every setting is described once, in order`() {
    let names = Mirror(reflecting: AudioDecodingSettings()).children.compactMap(\.label)
    #expect(AudioDecodingSettings.descriptions.map(\.key) == names)
  }
}
