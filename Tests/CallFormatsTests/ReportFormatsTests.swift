internal import CallFormats
internal import CallTypes
internal import Foundation
internal import Testing

@Suite struct `Report formats` {
  @Test func `the registry lists exactly the formats of the folder`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/CallFormats/Formats")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix("Format.swift") }.map { String($0.dropLast(6)) }
    #expect(!files.isEmpty)
    #expect(Set(ReportFormats.all.map { "\($0)" }) == Set(files))
  }

  @Test func `names are unique and find their format`() {
    #expect(Set(ReportFormats.all.map { $0.name }).count == ReportFormats.all.count)
    for format in ReportFormats.all {
      #expect(ReportFormats.named(format.name).map { "\($0)" } == "\(format)")
      #expect(!format.summary.isEmpty)
      #expect(!format.fileExtension.hasPrefix("."))
    }
    #expect(ReportFormats.named("xml") == nil)
  }

  @Test func `the same outcomes give the same bytes`() throws {
    let outcomes: [CallOutcome] =
      Sample.awkwardNames.map { .report(Sample.report(callId: $0)) } + [.failure(Sample.failure())]
    for format in ReportFormats.all {
      let first = try Sample.output(format, outcomes)
      #expect(try Sample.output(format, outcomes) == first, "\(format)")
    }
  }

  @Test(arguments: [ReportScope.stream, .perCall])
  func `an empty scan and a scan of failures only are written without error`(
    scope: ReportScope
  ) throws {
    for format in ReportFormats.all where format.scope == scope {
      _ = try Sample.output(format, [])
      _ = try Sample.output(format, [.failure(Sample.failure())])
    }
  }

  @Test func `a report that holds NaN is refused by name`() throws {
    var report = Sample.report(callId: "odd.wav")
    report.talk.overlapSeconds = .nan
    var writer = JSONLinesFormat.makeWriter()
    #expect(throws: CallFormatsError.unwritable(callId: "odd.wav")) {
      try writer.text(for: .report(report))
    }
  }
}
