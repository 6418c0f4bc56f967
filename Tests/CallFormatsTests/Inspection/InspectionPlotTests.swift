internal import CallFormats
internal import CallTypes
internal import Foundation
internal import FoundationXML
internal import Testing

@Suite struct `Inspection plot` {
  @Test(arguments: Sample.awkwardNames + ["a\u{FFFF}b", "]]>&'\""])
  func `the drawing is well-formed XML whatever the names`(name: String) {
    var report = Sample.longCall(durationSeconds: 60)
    report.callId = name
    report.flags[0].name = name
    let svg = InspectionPlot.svg(of: report, lanes: Sample.lanes(of: report, hopSeconds: 0.1))
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(!svg.contains("<img"))
  }

  @Test func `an hour stays below 2 MB`() {
    let report = Sample.longCall(durationSeconds: 3600)
    let svg = InspectionPlot.svg(of: report, lanes: Sample.lanes(of: report))
    #expect(svg.utf8.count < 2_000_000)
  }

  @Test func `the size is bounded however many events there are`() {
    var report = Sample.longCall(durationSeconds: 3600)
    report.events = (0..<100_000).map { index in
      let start = Double(index) * 0.036
      return CallEvent(.overlap, TimeSpan(start, start + 0.02), cause: .transition)
    }
    report.parties[.agent]?.speech = report.events.map(\.span)
    let svg = InspectionPlot.svg(of: report, lanes: Sample.lanes(of: report, hopSeconds: 0.1))
    #expect(svg.utf8.count < 2_000_000)
  }

  @Test func `parties, axes, events and flags are named in the language`() {
    let report = Sample.longCall(durationSeconds: 120)
    let lanes = Sample.lanes(of: report, hopSeconds: 0.1)
    let english = InspectionPlot.svg(of: report, lanes: lanes)
    for word in ["agent", "customer", "dBFS", "F0 Hz", "overlap", "QC103 DeadAir", "0:30"] {
      #expect(english.contains(">\(word)<"), "\(word)")
    }
    let chinese = InspectionPlot.svg(
      of: report, lanes: lanes,
      presentation: Presentation(language: .chinese, ruleName: { _ in "冷场" }))
    for word in ["客服", "客户", "基频 Hz", "重叠", "QC103 冷场"] {
      #expect(chinese.contains(">\(word)<"), "\(word)")
    }
  }

  @Test func `a call without length and without lanes has its heading only`() {
    let svg = InspectionPlot.svg(
      of: Sample.blankReport(), lanes: InspectionLanes(hopSeconds: 0.01, sides: []))
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(svg.contains("blank.wav"))
  }

  @Test func `levels that are no numbers leave a gap`() {
    var report = Sample.longCall(durationSeconds: 60)
    report.events = []
    let side = InspectionLanes.Side(
      party: .agent, levelDBFS: [-20, .nan, -.infinity, -30], f0Hz: [nil, .nan, 0, -5])
    let svg = InspectionPlot.svg(of: report, lanes: InspectionLanes(hopSeconds: 15, sides: [side]))
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(!svg.contains("nan") && !svg.contains("inf"))
  }
}
