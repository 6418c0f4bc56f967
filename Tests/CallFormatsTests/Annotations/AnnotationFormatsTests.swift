import CallFormats
import CallTypes
import Foundation
import TestSupport
import Testing

@Suite struct `Annotation formats` {
  /// Something of everything; times in milliseconds, which every format keeps.
  private func sample() -> CallAnnotation {
    var annotation = CallAnnotation()
    annotation.durationSeconds = 60
    annotation.speakerChannels = ["agent": 0, "customer": 1]
    annotation.speech = [
      SpeakerSpan(speaker: "agent", channelIndex: 0, span: TimeSpan(0.5, 4.25)),
      SpeakerSpan(speaker: "customer", channelIndex: 1, span: TimeSpan(4, 10.125)),
      SpeakerSpan(speaker: "agent", channelIndex: 0, span: TimeSpan(20, 31.001)),
    ]
    annotation.events = [
      AnnotatedEvent(name: "backchannel", party: "agent", span: TimeSpan(5, 5.5)),
      AnnotatedEvent(name: "silence", cause: "hold", span: TimeSpan(10.125, 20)),
      AnnotatedEvent(name: "tone", cause: "busy", party: "customer", span: TimeSpan(11, 12)),
      AnnotatedEvent(name: "tone", cause: "dtmf", party: "customer", span: TimeSpan(11.5, 14)),
    ]
    annotation.eventClasses = .found
    annotation.scoredRegions = [TimeSpan(0, 30), TimeSpan(40, 60)]
    return annotation
  }

  @Test func `the registry lists exactly the formats of the folder`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/CallFormats/Annotations/Formats")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }
    #expect(Set(AnnotationFormats.all.map { "\($0)" }) == Set(files))
    #expect(AnnotationFormats.named("textgrid").map { "\($0)" } == "TextGridAnnotation")
    #expect(AnnotationFormats.named("doc") == nil)
  }

  @Test(arguments: [
    ("a.truth.json", "json", "a"), ("a.json", "json", "a"), ("a.b.RTTM", "rttm", "a.b"),
    ("x/a.TextGrid", "textgrid", "x/a"), ("a.labels.txt", "audacity", "a"), ("a.eaf", "elan", "a"),
  ])
  func `the ending tells the format`(file: String, name: String, stem: String) throws {
    let found = try #require(AnnotationFormats.format(ofFile: file))
    #expect(found.format.name == name)
    #expect(found.stem == stem)
  }

  @Test(arguments: ["a.wav", ".rttm", "rttm", "a"])
  func `other files are of no format`(file: String) {
    #expect(AnnotationFormats.format(ofFile: file) == nil)
  }

  @Test(arguments: ["json", "audacity", "textgrid", "elan"])
  func `what is written is read again`(name: String) throws {
    let format = try #require(AnnotationFormats.named(name))
    let text = format.text(of: sample(), callId: "call 1")
    let found = try #require(try format.annotations(in: text).first?.annotation)
    let expected = sample()
    #expect(Set(found.speech.map(\.span)) == Set(expected.speech.map(\.span)))
    #expect(Set(found.speakers) == ["agent", "customer"])
    #expect(Set(found.events) == Set(expected.events))
    #expect(found.scoredRegions == expected.scoredRegions)
    #expect(format.text(of: sample(), callId: "call 1") == text)
  }

  @Test func `RTTM keeps speech, and UEM what is scored`() throws {
    let rttm = RTTMAnnotation.text(of: sample(), callId: "call 1")
    let found = try #require(try RTTMAnnotation.annotations(in: rttm).first)
    #expect(found.name == "call 1")
    #expect(found.annotation.speech == sample().speech)
    #expect(found.annotation.eventClasses == .none)
    let uem = UEMAnnotation.text(of: sample(), callId: "call 1")
    #expect(uem == "call%201 1 0.000 30.000\ncall%201 1 40.000 60.000\n")
    #expect(
      try UEMAnnotation.annotations(in: uem).first?.annotation.scoredRegions
        == sample().scoredRegions)
    var whole = sample()
    whole.scoredRegions = nil
    #expect(UEMAnnotation.text(of: whole, callId: "a") == "a 1 0.000 60.000\n")
  }

  @Test(arguments: [("a 1 0", 3), ("a", 1)])
  func `a short UEM line is refused with its number`(line: String, count: Int) {
    #expect(
      throws: CallFormatsError.uem(
        line: 3, problem: .tooFewFields(expected: 4, found: count))
    ) {
      try UEMAnnotation.annotations(in: ";; made by hand\na NA 0 1\n" + line)
    }
  }

  @Test func `a report is read as what it says`() throws {
    let report = Sample.report()
    let known = CallAnnotation(report)
    var writer = JSONLinesFormat.makeWriter()
    let line = try writer.text(for: .report(report))
    let read = try #require(try JSONAnnotation.annotations(in: line).first)
    #expect(read.name == "calls/0001.wav")
    #expect(Set(read.annotation.speech) == Set(known.speech))
    #expect(read.annotation.events == known.events)
    #expect(read.annotation.customerRatio == 0.675)
    #expect(read.annotation.eventClasses == .all)
    #expect(read.annotation.speakerChannels == known.speakerChannels)
    var whole = JSONFormat.makeWriter()
    let document =
      whole.header() + (try whole.text(for: .report(report)))
      + (try whole.text(for: .failure(Sample.failure()))) + whole.footer(summary: ScanSummary())
    #expect(try JSONAnnotation.annotations(in: document).count == 1)
  }

  @Test func `the truth of a corpus lists everything that happened`() throws {
    let text = #"""
      {"schema": "callsift.corpus-truth/1", "callId": "call-000", "durationSeconds": 30,
       "customerRatio": 0.6, "parties": {"agent": {"channel": 0, "speech": [[1, 2]]},
       "customer": {"channel": 1, "speech": []}},
       "silences": [{"startSeconds": 3, "endSeconds": 7, "cause": "hold"}],
       "overlaps": [
        {"class": "interruption", "party": "agent", "startSeconds": 8, "endSeconds": 9,
         "jointSeconds": 0.4},
        {"class": "backchannel", "party": "agent", "startSeconds": 9, "endSeconds": 10,
         "jointSeconds": 0}],
       "raisedVoice": [],
       "nonSpeech": [{"kind": "music", "name": "waltz", "channel": 0,
        "startSeconds": 3.5, "endSeconds": 6}]}
      """#
    let found = try #require(try JSONAnnotation.annotations(in: text).first)
    #expect(found.name == nil)
    let truth = found.annotation
    #expect(truth.speakers == ["agent", "customer"])
    #expect(
      truth.events == [
        AnnotatedEvent(name: "silence", cause: "hold", span: TimeSpan(3, 7)),
        AnnotatedEvent(
          name: "interruption", party: "agent", span: TimeSpan(8, 9), isOptional: true),
        AnnotatedEvent(name: "music", party: "agent", span: TimeSpan(3.5, 6)),
      ])
    guard case .listed(let kinds) = truth.eventClasses else {
      Issue.record("the kinds are not listed")
      return
    }
    #expect(kinds.contains("raisedVoice") && !kinds.contains("tone"))
  }

  @Test(arguments: [
    "{", "[1]", "{\"schema\": 1}", "{\"parties\": {\"agent\": {\"speech\": [[2, 1]]}}}",
  ])
  func `what is no JSON of a known form is refused`(text: String) {
    #expect(throws: CallFormatsError.self) { try JSONAnnotation.annotations(in: text) }
  }

  @Test func `labels name speakers and events, evidence of flags is left out`() throws {
    let text = """
      0\t1\tagent
      1\t2\tEV102 overlap interruption customer
      2\t3\tQC103 DeadAir
      3\t4\tmusic
      4\t5\t
      """
    let found = try #require(try AudacityAnnotation.annotations(in: text).first?.annotation)
    #expect(found.speech.map(\.speaker) == ["agent", ""])
    #expect(found.events.map(\.name) == ["interruption", "music"])
    #expect(found.events.map(\.party) == ["customer", nil])
  }
}
