import CallTypes
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import CallPipeline

struct SettleTrackerTests {
  private static let rules = SettleTracker.Rules(
    settleSeconds: 2, deadlineSeconds: 60, sidecarWaitSeconds: 0, limitCount: 100)
  private let file = FilePath("/calls/a.wav")

  private func sight(_ size: Int, sidecar: Int? = nil, isOpen: Bool = false) -> FileSight {
    let part = { (size: Int) in
      FileStamp.Part(sizeBytes: size, modifiedNanoseconds: size, inode: 1)
    }
    return .present(
      FileStamp(recording: part(size), sidecars: sidecar.map { [part($0)] } ?? []), isOpen: isOpen)
  }

  /// What is said at each look, when the file is as `sights` tell at that second.
  private func verdicts(
    _ rules: SettleTracker.Rules = Self.rules, seconds: Int, isAnnounced: Bool = false,
    _ sightAt: (Int) -> FileSight
  ) -> [Int: SettleTracker.Verdict] {
    var tracker = SettleTracker(rules: rules)
    var verdicts: [Int: SettleTracker.Verdict] = [:]
    let isTaken = tracker.notice(file, sightAt(0), isAnnounced: isAnnounced, at: 0)
    #expect(isTaken)
    for second in 1...seconds {
      for path in tracker.due(at: Double(second)) {
        verdicts[second] = tracker.judge(path, sightAt(second), at: Double(second))
      }
    }
    return verdicts
  }

  @Test func `a file that does not change is settled after the settle time`() throws {
    let verdicts = verdicts(seconds: 10) { _ in sight(5) }
    guard case .settled = verdicts[2] else {
      Issue.record("\(verdicts)")
      return
    }
    #expect(verdicts.count == 1)
  }

  @Test func `a writer of a byte a second is waited for until it has ended`() {
    let verdicts = verdicts(seconds: 30) { sight(min($0, 20)) }
    #expect(verdicts.filter { $0.value != .waits }.keys.sorted() == [22])
  }

  @Test func `a file that is quiet and open for writing is waited for`() {
    let verdicts = verdicts(seconds: 20) { sight(5, isOpen: $0 < 11) }
    #expect(verdicts.filter { $0.value != .waits }.keys.sorted() == [12])
  }

  @Test func `being closed is seen at once when the kernel tells`() {
    var tracker = SettleTracker(rules: Self.rules)
    _ = tracker.notice(file, sight(5, isOpen: true), at: 0)
    let due = tracker.due(at: 2)
    let verdict = tracker.judge(file, sight(5, isOpen: true), at: 2)
    #expect(due == [file] && verdict == .waits)
    _ = tracker.notice(file, sight(5), at: 2.5)
    #expect(tracker.nextCheck == 2.5)
    guard case .settled = tracker.judge(file, sight(5), at: 2.5) else {
      Issue.record("not settled")
      return
    }
    #expect(tracker.count == 0 && tracker.nextCheck == nil)
  }

  @Test func `a sidecar that changes is waited for, too`() {
    let verdicts = verdicts(seconds: 20) { sight(5, sidecar: min($0, 7)) }
    // Looked at every 2 s: what changed at 7 is seen at 8.
    #expect(verdicts.filter { $0.value != .waits }.keys.sorted() == [10])
  }

  @Test(arguments: [(3, 5), (nil, 10)])
  func `a sidecar that is missing is waited for as long as is said`(
    appearsAt: Int?, settledAt: Int
  ) {
    var rules = Self.rules
    rules.sidecarWaitSeconds = 10
    let verdicts = verdicts(rules, seconds: 20) { second in
      sight(5, sidecar: appearsAt.map { second >= $0 } == true ? 1 : nil)
    }
    // Looked at every 2 s: what came at 3 is seen at 4 and settled at 6.
    let settled = verdicts.filter { $0.value != .waits }.keys.sorted()
    #expect(settled == [appearsAt == nil ? settledAt : 6])
  }

  @Test func `what never settles is told once as stalled, and taken when it does`() {
    let verdicts = verdicts(seconds: 100) { sight(min($0, 80)) }
    #expect(verdicts.filter { $0.value == .stalled }.keys.sorted() == [60])
    #expect(verdicts.keys.max() == 82)
  }

  @Test func `a file that goes away is forgotten, one that was announced is waited for`() {
    #expect(verdicts(seconds: 9) { $0 < 2 ? sight(1) : .absent } == [2: .gone])
    let announced = verdicts(seconds: 9, isAnnounced: true) { $0 < 5 ? .absent : sight(1) }
    #expect(announced.filter { $0.value != .waits }.keys.sorted() == [8])
    let never = verdicts(seconds: 100, isAnnounced: true) { _ in .absent }
    #expect(never.filter { $0.value != .waits } == [60: .stalled])
  }

  @Test func `what there is no room for is refused`() {
    var rules = Self.rules
    rules.limitCount = 2
    var tracker = SettleTracker(rules: rules)
    let taken = ["/a.wav", "/b.wav", "/c.wav", "/b.wav"].map {
      tracker.notice(FilePath($0), sight(1), at: 0)
    }
    #expect(taken == [true, true, false, true])
    #expect(tracker.count == 2)
  }

  @Test func `a repeated notice does not put the end off`() {
    var tracker = SettleTracker(rules: Self.rules)
    for tenth in 0..<25 { _ = tracker.notice(file, sight(5), at: Double(tenth) / 10) }
    let due = tracker.due(at: 2.4)
    #expect(due == [file])
  }
}

struct OldestFirstTests {
  @Test func `files come out by age, whatever the order they came in`() {
    var queue = OldestFirst()
    var generator = SeededGenerator(seed: 7)
    for modified in (0..<500).shuffled(using: &generator) {
      let part = FileStamp.Part(sizeBytes: 1, modifiedNanoseconds: modified, inode: 1)
      queue.insert(
        ReadyFile(
          input: CallInput(path: "/x.wav", displayPath: "x.wav"), files: [],
          stamp: FileStamp(recording: part, sidecars: []), readyAt: Double(modified)))
    }
    #expect(queue.count == 500 && queue.earliestReadyAt == 0)
    var order: [Int] = []
    while let file = queue.popOldest() {
      order.append(file.stamp.recording.modifiedNanoseconds)
    }
    #expect(order == Array(0..<500))
  }
}

struct WatchPatternsTests {
  private let patterns = WatchPatterns(ignored: WatchSettings().ignoredNames + ["old/*"])

  @Test(arguments: [
    ("a.wav", WatchPatterns.Kind.recording), ("2026/01/a.MP3", .recording), ("a.json", .sidecar),
    ("a.txt", .other), (".a.wav", .other), (".upload/a.wav", .other), ("a.wav.tmp", .other),
    ("a.wav.part", .other), ("a.wav~", .other), ("b.part/a.wav", .other), ("old/a.wav", .other),
    ("older/a.wav", .recording), ("tmp/a.wav", .recording), ("a.tmp.wav", .recording),
  ])
  func `what is a recording, and what is not yet one`(path: String, kind: WatchPatterns.Kind) {
    #expect(patterns.kind(of: FilePath(path)) == kind)
  }
}

struct AnnouncementTests {
  private let buckets: [String: FilePath] = ["calls": "/mnt/calls"]

  private func paths(_ line: String, _ others: [String: FilePath] = [:]) throws -> [String] {
    try Announcement.inputs(
      in: Data(line.utf8), buckets: buckets.merging(others) { $1 }
    ).map(\.path.string)
  }

  private func record(_ event: String, _ key: String, bucket: String = "calls") -> String {
    #"{"eventName":"\#(event)","s3":{"bucket":{"name":"\#(bucket)"},"object":{"key":"\#(key)"}}}"#
  }

  @Test func `a notification of S3 names its objects, decoded`() throws {
    let line = #"{"Records":[\#(record("ObjectCreated:Put", "2026/a+b%28c%29.wav"))]}"#
    #expect(try paths(line) == ["/mnt/calls/2026/a b(c).wav"])
    let two = [record("ObjectCreated:Copy", "a.wav"), record("ObjectCreated:Post", "b.txt")]
    #expect(try paths(#"{"Records":[\#(two.joined(separator: ","))]}"#) == ["/mnt/calls/a.wav"])
  }

  @Test func `what MinIO sends is read, and what is removed is left out`() throws {
    let created = record("s3:ObjectCreated:Put", "a.wav")
    #expect(
      try paths(#"{"EventName":"x","Key":"calls/a.wav","Records":[\#(created)]}"#)
        == ["/mnt/calls/a.wav"])
    #expect(try paths(#"{"Records":[\#(record("ObjectRemoved:Delete", "a.wav"))]}"#) == [])
    #expect(try paths(#"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"calls"}"#) == [])
  }

  @Test(arguments: ["Message", "Body"])
  func `a notification in an envelope is read`(field: String) throws {
    let inner = #"{"Records":[\#(record("ObjectCreated:Put", "a.wav"))]}"#
    let quoted = inner.replacing(#"""#, with: #"\""#)
    #expect(try paths(#"{"Type":"x","\#(field)":"\#(quoted)"}"#) == ["/mnt/calls/a.wav"])
  }

  @Test(arguments: ["../a.wav", "/etc/a.wav", "a/../../b.wav", "a%2F..%2F..%2Fb.wav", ""])
  func `a key never leads out of its bucket`(key: String) {
    #expect(throws: AnnouncementError.self) {
      try paths(#"{"Records":[\#(record("ObjectCreated:Put", key))]}"#)
    }
  }

  @Test func `a bucket without a folder is refused, or lies beside the others`() throws {
    let line = #"{"Records":[\#(record("ObjectCreated:Put", "a.wav", bucket: "more"))]}"#
    #expect(throws: AnnouncementError.self) { try paths(line) }
    #expect(try paths(line, ["*": "/mnt"]) == ["/mnt/more/a.wav"])
    let above = #"{"Records":[\#(record("ObjectCreated:Put", "a.wav", bucket: ".."))]}"#
    #expect(throws: AnnouncementError.self) { try paths(above, ["*": "/mnt"]) }
  }

  @Test func `a manifest line is one`() throws {
    #expect(try paths(#"{"path": "x/a.wav", "channels": ["agent"]}"#) == ["x/a.wav"])
    #expect(throws: AnnouncementError.self) { try paths("?") }
    #expect(throws: AnnouncementError.self) { try paths(#"{"id": "x"}"#) }
    // What is wrong goes into a log, without the words of the line.
    do {
      _ = try paths(#"{"path": "a.wav", "channels": ["John Miller"]}"#)
      Issue.record("accepted")
    } catch let error as AnnouncementError {
      #expect(error.detail.text(in: .english) == "channels holds a word that it does not take")
    }
  }
}
