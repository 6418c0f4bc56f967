internal import CallFormats
internal import CallTypes
internal import Foundation
internal import TestSupport
internal import Testing

@Suite struct `JSON formats` {
  @Test(arguments: Sample.awkwardNames)
  func `any name comes back from its line unchanged`(name: String) throws {
    let line = try Sample.output(JSONLinesFormat.self, [.report(Sample.report(callId: name))])
    let report = try JSONDecoder().decode(CallReport.self, from: Data(line.utf8))
    #expect(report == Sample.report(callId: name))
  }

  @Test(arguments: Sample.awkwardNames)
  func `a line holds no control character and no separator but its own end`(name: String) throws {
    let line = try Sample.output(JSONLinesFormat.self, [.report(Sample.report(callId: name))])
    #expect(line.hasSuffix("}\n"))
    let inside = line.dropLast().unicodeScalars
    #expect(!inside.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    #expect(!inside.contains { $0.value == 0x2028 || $0.value == 0x2029 })
  }

  @Test(arguments: Sample.awkwardNames)
  func `a report that is JSON already gives the text of the report itself`(name: String) throws {
    let report = Sample.report(callId: name)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let encoded = EncodedReport(
      callId: name, path: name, durationSeconds: 60, isReviewRequired: true,
      json: [UInt8](try encoder.encode(report)))
    for format in ReportFormats.all where format.takesEncodedReports {
      var (one, other) = (format.makeWriter(), format.makeWriter())
      for _ in 1...2 {
        #expect(try one.text(forEncoded: encoded) == other.text(for: .report(report)))
      }
    }
    let taking = ReportFormats.all.filter { $0.takesEncodedReports }
    #expect(taking.map { $0.name } == ["json", "jsonl"])
  }

  @Test func `keys are sorted and slashes are left alone`() throws {
    let line = try Sample.output(JSONLinesFormat.self, [.failure(Sample.failure(callId: "a/b"))])
    #expect(
      line == """
        {"callId":"a/b","error":{"code":"empty","message":"the file holds no byte; copy it again",\
        "wording":null},"file":{"parts":null,"path":"a/b","sha256":null,"sizeBytes":0},\
        "schema":"callsift.failure/1"}

        """)
  }

  @Test func `the document holds reports and failures in the order of the scan`() throws {
    let text = try Sample.output(
      JSONFormat.self,
      [
        .report(Sample.report(callId: "b")), .failure(Sample.failure(callId: "a")),
        .report(Sample.blankReport(callId: "c")),
      ])
    let document = try JSONValue(parsing: text)
    #expect(document["schema"] == .string("callsift.scan/1"))
    #expect(document["calls"]?["0"]?["callId"] == .string("b"))
    #expect(document["calls"]?["1"]?["schema"] == .string("callsift.failure/1"))
    #expect(document["calls"]?["2"]?["callId"] == .string("c"))
    #expect(document["calls"]?["3"] == nil)
    #expect(
      document["summary"]
        == .object([
          "reportCount": .number(2), "flaggedCount": .number(1), "failureCount": .number(1),
          "audioSeconds": .number(120),
        ]))
  }

  @Test func `an empty scan is a document with no calls`() throws {
    let document = try JSONValue(parsing: try Sample.output(JSONFormat.self, []))
    #expect(document["calls"] == .array([]))
  }
}
