import CallTypes
import Foundation
import Testing

struct CodingTests {
  private struct Holder: Codable, Equatable {
    @ExplicitNull var value: Double?
  }

  @Test func `a value that cannot be known is written as null`() throws {
    let data = try JSONEncoder().encode(Holder(value: nil))
    #expect(String(decoding: data, as: UTF8.self) == #"{"value":null}"#)
    #expect(try JSONDecoder().decode(Holder.self, from: data) == Holder(value: nil))
  }

  @Test func `a missing key is read as unknown`() throws {
    #expect(try JSONDecoder().decode(Holder.self, from: Data("{}".utf8)) == Holder(value: nil))
  }

  @Test func `named numbers are written as a dictionary is, and read back`() throws {
    let numbers: [EventMeasure: Double] = [.lossDB: 12, .lagSeconds: 0.35, .levelDBFS: -0.125]
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(NamedNumbers(wrappedValue: numbers))
    #expect(
      String(decoding: data, as: UTF8.self)
        == #"{"lagSeconds":0.35,"levelDBFS":-0.125,"lossDB":12}"#)
    #expect(try encoder.encode(numbers) == data)
    #expect(
      try JSONDecoder().decode(NamedNumbers<EventMeasure>.self, from: data).wrappedValue == numbers)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(NamedNumbers<EventMeasure>.self, from: Data(#"{"x":1}"#.utf8))
    }
  }

  @Test(arguments: [Party.agent, .customer, .mixed, .channel(0), .channel(17)])
  func `a party is its label, also as a key`(party: Party) throws {
    #expect(Party(label: party.label) == party)
    let data = try JSONEncoder().encode([party: 1])
    #expect(String(decoding: data, as: UTF8.self) == "{\"\(party.label)\":1}")
    #expect(try JSONDecoder().decode([Party: Int].self, from: data) == [party: 1])
  }

  @Test(arguments: ["", "Agent", "channel", "channel-1", "channelx"])
  func `another word is no party`(label: String) {
    #expect(Party(label: label) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Party].self, from: Data("[\"\(label)\"]".utf8))
    }
  }

  @Test func `a role that nobody declared stands for the channel`() {
    #expect(Party(role: .unknown, channelIndex: 3) == .channel(3))
    #expect(Party(role: .customer, channelIndex: 3) == .customer)
  }

  @Test(arguments: [(0.0005, 3, 0.001), (-0.0004, 3, 0), (2.25, 1, 2.3), (1.0 / 3, 2, 0.33)])
  func `rounding is half away from zero and never minus zero`(
    value: Double, places: Int, expected: Double
  ) {
    let rounded = value.rounded(toPlaces: places)
    #expect(rounded == expected)
    #expect(rounded.sign == .plus)
  }

  @Test func `a flag's margin is its distance from the threshold`() {
    let flag = QualityFlag(
      code: RuleCode(rawValue: "QC101"), name: "TalkRatioOutOfBand", severity: .major,
      value: 0.5, threshold: 0.55, unit: .ratio, evidence: [])
    #expect(flag.margin == 0.05)
    #expect(FlagSeverity.technical < .minor && FlagSeverity.major < .critical)
  }

  @Test func `a flag without trace and baseline says so, and one of an older version has none`()
    throws
  {
    let flag = QualityFlag(
      code: RuleCode(rawValue: "QC111"), name: "SilentCallProtocol", severity: .minor, value: 1,
      threshold: 3, unit: .count, evidence: [])
    // In order: neither key is the last, so that a comma follows each.
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(flag), as: UTF8.self)
    #expect(text.contains(#""trace":null"#) && text.contains(#""baseline":null"#))
    let older = text.replacingOccurrences(of: #""trace":null,"#, with: "")
      .replacingOccurrences(of: #""baseline":null,"#, with: "")
    #expect(older.contains("QC111") && !older.contains("baseline"))
    #expect(try JSONDecoder().decode(QualityFlag.self, from: Data(older.utf8)) == flag)
    var traced = flag
    (traced.trace, traced.baseline) = ([TraceStep(.greeting, TimeSpan(0.4, 3.1))], .call)
    let encoded = try JSONEncoder().encode(traced)
    #expect(try JSONDecoder().decode(QualityFlag.self, from: encoded) == traced)
  }
}
