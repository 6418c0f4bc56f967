import AudioDecoding
import CallTypes
import Foundation
import Testing

@Suite struct AudioDecodingSettingsTests {
  @Test func `every setting of a file is described once`() throws {
    let json = try JSONEncoder().encode(AudioDecodingSettings())
    let keys = try JSONDecoder().decode([String: Double].self, from: json).keys
    #expect(AudioDecodingSettings.descriptions.map(\.key).sorted() == keys.sorted())
  }

  @Test func `a settings file cannot choose the program that is run`() throws {
    let json = try JSONEncoder().encode(AudioDecodingSettings())
    #expect(!String(decoding: json, as: UTF8.self).contains("externalDecoderProgram"))
  }
}
