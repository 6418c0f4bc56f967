import CallEvaluation
import CallFormats
import CallTypes
import SystemPackage
import TestSupport
import Testing

struct AnnotationCollectionTests {
  private func collection(_ folder: ScratchFolder, _ name: String = "") -> AnnotationCollection {
    AnnotationCollection(at: FilePath(name.isEmpty ? folder.path : folder.path(name)))
  }

  private let rttm = "SPEAKER call 1 0 1 <NA> <NA> agent <NA> <NA>\n"

  @Test func `files of a folder are named by their path, whatever stands in them`() throws {
    let folder = try ScratchFolder()
    try folder.write(rttm, as: "clean/a.rttm")
    try folder.write("0\t1\tagent\n", as: "clean/b.labels.txt")
    try folder.write("not for us", as: "clean/a.wav")
    try folder.write(#"{"schema": "callsift.corpus/1"}"#, as: "corpus.json")
    try folder.write(#"{"path": "clean/a.wav"}"#, as: "manifest.jsonl")
    let found = collection(folder)
    #expect(found.annotations.keys.sorted() == ["clean/a", "clean/b"])
    #expect(found.failures.isEmpty)
  }

  @Test func `truth goes before RTTM, and a UEM file adds its regions`() throws {
    let folder = try ScratchFolder()
    try folder.write(rttm, as: "a.rttm")
    try folder.write("a 1 2 3\n", as: "a.uem")
    let truth = #"""
      {"schema": "callsift.corpus-truth/1", "durationSeconds": 9,
       "parties": {"agent": {"channel": 0, "speech": [[4, 5]]}}}
      """#
    try folder.write(truth, as: "a.truth.json")
    let found = collection(folder).annotations["a"]
    #expect(found?.speech.map(\.span) == [TimeSpan(4, 5)])
    #expect(found?.scoredRegions == [TimeSpan(2, 3)])
  }

  @Test func `a bad file costs one file`() throws {
    let folder = try ScratchFolder()
    try folder.write(rttm, as: "a.rttm")
    try folder.write("SPEAKER b one\n", as: "b.rttm")
    let found = collection(folder)
    #expect(found.annotations.keys.sorted() == ["a"])
    #expect(found.failures.map(\.path) == ["b.rttm"])
  }

  @Test func `one file of many calls names them itself`() throws {
    let folder = try ScratchFolder()
    try folder.write(
      rttm + "SPEAKER clean/b.wav 2 0 1 <NA> <NA> customer <NA> <NA>\n", as: "all.rttm")
    #expect(collection(folder, "all.rttm").annotations.keys.sorted() == ["call", "clean/b"])
    let reports = ["x/a.wav", "x/b.wav"].map {
      #"{"schema": "callsift.report/1", "callId": "\#($0)", "parties": {"agent": {"speech": []}}}"#
    }
    try folder.write(reports.joined(separator: "\n") + "\n", as: "reports.jsonl")
    #expect(collection(folder, "reports.jsonl").annotations.keys.sorted() == ["x/a", "x/b"])
  }

  @Test(arguments: [
    ("clean/a", "clean/a"), ("corpus/clean/a", "clean/a"), ("a", "clean/a"), ("b", nil),
  ])
  func `names match by their last folders`(key: String, reference: String?) {
    var hypotheses = AnnotationCollection()
    hypotheses.annotations = [key: CallAnnotation()]
    let expected = reference.map { [$0: key] } ?? [:]
    #expect(hypotheses.matchingKeys(of: ["clean/a"]) == expected)
  }

  @Test func `a name that several references end in matches none`() {
    var hypotheses = AnnotationCollection()
    hypotheses.annotations = ["a": CallAnnotation()]
    #expect(hypotheses.matchingKeys(of: ["clean/a", "hold/a"]).isEmpty)
  }

  @Test(arguments: [("a/b.wav", "a/b"), ("b.1", "b.1"), ("b.mp3", "b"), ("a.b/c", "a.b/c")])
  func `the ending of a sound file is no part of a name`(name: String, key: String) {
    #expect(callKey(name) == key)
  }
}
