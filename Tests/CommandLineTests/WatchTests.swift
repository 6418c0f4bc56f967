import CallTypes
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct WatchTests {
  private let folder: ScratchFolder
  private let call = CallBytes.stereo(seconds: 2, f0Hz: 120, gapSeconds: 1).bytes

  init() throws {
    folder = try ScratchFolder()
    try folder.makeFolder("calls")
  }

  private func start(_ arguments: [String] = [], settleSeconds: Double = 0.2) throws
    -> RunningWatch
  {
    let watch = try RunningWatch(
      ["calls"] + arguments, in: folder, settleSeconds: settleSeconds)
    try watch.logLine(holding: #""message":"ready""#)
    return watch
  }

  /// A call of its own content.
  private func call(_ number: Int) -> [UInt8] {
    CallBytes.stereo(seconds: 1, f0Hz: 100 + Double(number), gapSeconds: 0.5).bytes
  }

  private func expectEnd(_ watch: RunningWatch, lineCount: Int) {
    let (status, seconds) = watch.end()
    #expect(status == 0 && seconds < 10, "\(watch.log)")
    #expect(watch.lines.count == lineCount)
  }

  @Test func `what lies there, what comes, and what is in new folders is told as a scan does`()
    throws
  {
    try folder.write(call(1), as: "calls/there.wav")
    try folder.write("no recording", as: "calls/bad.wav")
    let watch = try start()
    try folder.write(call(2), as: "calls/new.wav")
    try folder.write(call(3), as: "calls/deep/er/new.wav")
    try folder.write(call(3), as: "calls/copy.wav")
    let lines = watch.lines(5)
    expectEnd(watch, lineCount: 5)
    let scan = try callsift(
      ["scan", "calls", "--format", "jsonl", "--store", "none"], in: folder.path)
    #expect(lines.sorted() == scan.lines.sorted())
  }

  @Test func `a watch that only keeps a store runs until it is asked to end`() throws {
    let folder = try folderOfCalls(count: 1)
    let watch = try RunningWatch([".", "--no-stdout"], in: folder)
    try watch.logLine(holding: "ready")
    #expect(watch.end().status == 0)
    #expect(watch.lines.isEmpty)
  }

  @Test func `the working folder can be watched by its dot`() throws {
    let folder = try folderOfCalls(count: 1)
    let watch = try RunningWatch(["."], in: folder)
    #expect(watch.lines(1).first?.contains(#""path":"call0.wav""#) == true)
    #expect(watch.end().status == 0)
  }

  @Test func `a restart tells nothing twice, and what was missed meanwhile`() throws {
    try folder.write(call(1), as: "calls/a.wav")
    try folder.write("no recording", as: "calls/bad.wav")
    var watch = try start()
    #expect(try callIds(watch.lines(2)) == ["a.wav", "bad.wav"])
    expectEnd(watch, lineCount: 2)
    try folder.write(call(2), as: "calls/b.wav")
    watch = try start()
    #expect(try callIds(watch.lines(1)) == ["b.wav"])
    expectEnd(watch, lineCount: 1)
  }

  @Test func `a file that is written slowly, with pauses, is read when it is whole`() throws {
    let watch = try start()
    let whole = call
    let handle = try writer("calls/slow.wav")
    for part in 0..<4 {
      let bytes = whole[(part * whole.count / 4)..<((part + 1) * whole.count / 4)]
      try handle.write(contentsOf: Data(bytes))
      // Longer than the settle time: the other file shows that the watch had time to look.
      try folder.write(call(part), as: "calls/beside\(part).wav")
      #expect(try !callIds(watch.lines(part + 1)).contains("slow.wav"))
    }
    try handle.close()
    let line = try #require(watch.lines(5).first { $0.contains(#""callId":"slow.wav""#) })
    #expect(line.contains(#""sizeBytes":\#(whole.count)"#))
    expectEnd(watch, lineCount: 5)
  }

  /// A file that stays open for writing.
  private func writer(_ name: String) throws -> FileHandle {
    let descriptor = open(folder.path(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    try #require(descriptor >= 0)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  @Test func `what is renamed into place is read under its last name only`() throws {
    try folder.makeFolder("elsewhere")
    let watch = try start()
    try folder.write(call(1), as: "elsewhere/a.wav")
    try move("elsewhere/a.wav", "calls/a.wav")
    try folder.write(call(2), as: "calls/b.wav.part")
    try folder.write(call(2), as: "calls/.c.wav")
    try move("calls/b.wav.part", "calls/b.wav")
    try folder.write(call(3), as: "elsewhere/full/d.wav")
    try folder.write(call(4), as: "elsewhere/full/in/e.wav")
    try move("elsewhere/full", "calls/full")
    #expect(
      try callIds(watch.lines(4)) == ["a.wav", "b.wav", "full/d.wav", "full/in/e.wav"])
    // Folders keep being watched under their new name.
    try folder.write(call(5), as: "calls/full/in/f.wav")
    #expect(try callIds(watch.lines(5)).contains("full/in/f.wav"))
    expectEnd(watch, lineCount: 5)
  }

  private func move(_ from: String, _ to: String) throws {
    try FileManager.default.moveItem(atPath: folder.path(from), toPath: folder.path(to))
  }

  @Test func `a file that is never finished is told as stalled, and read when it is`() throws {
    let watch = try start(["--set", "watch.deadlineSeconds=1"])
    let handle = try writer("calls/stuck.wav")
    try handle.write(contentsOf: Data(call.prefix(100)))
    let stalled = try #require(watch.lines(1).first)
    #expect(stalled.contains(#""code":"stalled""#) && stalled.contains(#""callId":"stuck.wav""#))
    try handle.write(contentsOf: Data(call.dropFirst(100)))
    try handle.close()
    #expect(watch.lines(2).last?.contains(CallReport.schemaName) == true)
    expectEnd(watch, lineCount: 2)
  }

  @Test func `folders are polled where that is asked for`() throws {
    try folder.write(call(1), as: "calls/a.wav")
    let watch = try start(["--poll", "0.2"])
    try folder.write(call(2), as: "calls/in/b.wav")
    #expect(try callIds(watch.lines(2)) == ["a.wav", "in/b.wav"])
    expectEnd(watch, lineCount: 2)
  }

  @Test func `a sidecar is read with its recording`() throws {
    let watch = try start(["--set", "watch.sidecarWaitSeconds=30"])
    try folder.write(call(1), as: "calls/a.wav")
    try folder.write(#"{"metadata": {"agentId": "A-7"}}"#, as: "calls/a.json")
    #expect(try #require(watch.lines(1).first).contains(#""agentId":"A-7""#))
    expectEnd(watch, lineCount: 1)
  }

  @Test func `more files than are waited for at a time are all read`() throws {
    for index in 0..<40 { try folder.write(call(index), as: "calls/\(index).wav") }
    let watch = try start(["--set", "watch.pendingLimitCount=4"])
    #expect(Set(try callIds(watch.lines(40, limitSeconds: 100))).count == 40)
    expectEnd(watch, lineCount: 40)
  }

  @Test func `a watched folder that goes away and comes back is watched again`() throws {
    let watch = try start(["--set", "watch.reconcileSeconds=0.3"])
    try move("calls", "gone")
    try watch.logLine(holding: "cannot be read")
    try folder.write(call(1), as: "calls/a.wav")
    #expect(try callIds(watch.lines(1)) == ["a.wav"])
    try folder.write(call(2), as: "calls/b.wav")
    #expect(try callIds(watch.lines(2)) == ["a.wav", "b.wav"])
    expectEnd(watch, lineCount: 2)
  }

  @Test func `filters leave reports out, and failures never`() throws {
    try folder.write(call(1), as: "calls/a.wav")
    try folder.write("no recording", as: "calls/bad.wav")
    let watch = try start(["--rule", "QC134", "--min-severity", "critical"])
    #expect(try callIds(watch.lines(1)) == ["bad.wav"])
    let statistics = try Retry.until { () throws -> Bool in
      try callsift(["stats", "--store", "store.sqlite"], in: folder.path).output
        .contains("1 calls")
    }
    #expect(statistics)
    expectEnd(watch, lineCount: 1)
  }

  @Test func `what failed is listed with its reason, and tried again when asked for`() throws {
    try folder.write("no recording", as: "calls/in/bad.wav")
    let arguments = ["--quarantine", "quarantine"]
    var watch = try start(arguments)
    _ = watch.lines(1)
    expectEnd(watch, lineCount: 1)
    #expect(try folder.text("quarantine/in/bad.wav/reason.json").contains(#""code":"un"#))
    #expect(try folder.names(in: "calls/in") == ["bad.wav"])
    let retried = try callsift(
      ["retry", "--quarantined", "--store", "store.sqlite"], in: folder.path)
    #expect(retried.status == 0 && retried.output.hasPrefix("1 "), "\(retried)")
    watch = try start(arguments)
    #expect(try callIds(watch.lines(1)) == ["in/bad.wav"])
    expectEnd(watch, lineCount: 1)
  }

  @Test func `SIGHUP takes new settings, and keeps the old ones where the new are wrong`() throws {
    try folder.write("silence:\n  minimumSeconds: 2\n", as: "own.yaml")
    try folder.write(call(1), as: "calls/a.wav")
    let watch = try start(["--settings", "own.yaml"])
    _ = watch.lines(1)
    try folder.write("silence:\n  minimumSecond: 1\n", as: "own.yaml")
    watch.signal(SIGHUP)
    #expect(try watch.logLine(holding: "the old ones stay").contains("minimumSecond"))
    try folder.write(call(2), as: "calls/b.wav")
    let before = watch.lines(2)
    try folder.write("silence:\n  minimumSeconds: 1\n", as: "own.yaml")
    watch.signal(SIGHUP)
    try watch.logLine(holding: "read anew")
    // Under other settings both are other work.
    let after = watch.lines(4)
    let fingerprints = try after.map { line -> String in
      let analysis = try JSONValue(parsing: line)["analysis"]
      guard case .string(let text) = analysis?["fingerprint"] else { return "" }
      return text
    }
    #expect(before.count == 2 && Set(fingerprints[..<2]).count == 1)
    #expect(Set(fingerprints[2...]).count == 1 && Set(fingerprints).count == 2)
    expectEnd(watch, lineCount: 4)
  }

  @Test func `the log is JSON in UTC and names no file`() throws {
    try folder.write(call(1), as: "calls/+4915112345.wav")
    try folder.write("no recording", as: "calls/+4915154321.wav")
    let watch = try start()
    _ = watch.lines(2)
    expectEnd(watch, lineCount: 2)
    for line in watch.log {
      let entry = try JSONValue(parsing: line)
      guard case .string(let time) = entry["time"] else {
        Issue.record("\(line)")
        continue
      }
      #expect(time.hasSuffix("Z") && entry["level"] != nil && entry["message"] != nil)
      #expect(!line.contains("49151"))
    }
  }

  @Test func `killed again and again, it loses nothing and tells nothing under two ids`() throws {
    let killCount = 6
    try folder.makeFolder("drop")
    for index in 0..<(10 * killCount) {
      try folder.write(call(index), as: "calls/\(index).wav")
      guard index % 10 == 9 else { continue }
      let watch = try RunningWatch(["calls", "--drop", "drop"], in: folder, settleSeconds: 0.05)
      _ = watch.lines(3)
      _ = watch.end(SIGKILL)
    }
    let watch = try RunningWatch(["calls", "--drop", "drop"], in: folder, settleSeconds: 0.05)
    // Hidden names are those of files that a kill has left half written.
    let drops = { try folder.names(in: "drop").filter { !$0.hasPrefix(".") } }
    let isWhole = try Retry.until { try drops().count >= 10 * killCount }
    #expect(isWhole)
    #expect(watch.end().status == 0)
    let ids = try callIds(drops().map { try folder.text("drop/\($0)") })
    #expect(ids == (0..<(10 * killCount)).map { "\($0).wav" }.sorted())
  }

  @Test func `what a power cut takes of the store is made again under the same ids`() throws {
    let arguments = ["calls", "--no-stdout", "--drop", "drop"]
    try folder.makeFolder("drop")
    for index in 0..<20 { try folder.write(call(index), as: "calls/\(index).wav") }
    var watch = try RunningWatch(arguments, in: folder)
    let isTold = try Retry.until { try folder.names(in: "drop").count == 20 }
    try #require(isTold)
    _ = watch.end(SIGKILL)
    // The end of the log had not reached the disk: SQLite goes on from the last commit that is whole.
    let log = folder.path("store.sqlite-wal")
    let size = try #require(
      FileManager.default.attributesOfItem(atPath: log)[.size] as? Int)
    #expect(size > 0 && truncate(log, size / 2) == 0)
    let statistics = { try callsift(["stats", "--store", "store.sqlite"], in: folder.path).output }
    #expect(try !statistics().contains(" 20 calls"))
    watch = try RunningWatch(arguments, in: folder)
    let isMade = try Retry.until { try statistics().contains(" 20 calls") }
    #expect(isMade)
    expectEnd(watch, lineCount: 0)
    #expect(try folder.names(in: "drop").count == 20)
    #expect(try callsift(["verify", "--store", "store.sqlite"], in: folder.path).status == 0)
  }

  @Test(arguments: [
    (["watch"], "name folders"), (["watch", "missing"], "is no folder"),
    (["watch", ".", "--store", "none"], "needs a store"),
    (["watch", ".", "--poll", "0"], "--poll"),
    (["watch", ".", "--webhook", "http://example.com/"], "--allow-insecure-webhook"),
    (["watch", ".", "--webhook", "https://10.0.0.1/"], "--allow-private-webhook"),
    (["watch", ".", "--webhook", "https://example.com/"], "CALLSIFT_WEBHOOK_SECRETS"),
    (["watch", ".", "--exec", "no-such-program"], "no program"),
    (["watch", ".", "--rule", "QC999"], "QC999"),
    (["watch", ".", "--min-severity", "x"], "critical"),
    (["retry"], "--quarantined"),
  ])
  func `a mistake is told before anything is watched`(arguments: [String], reason: String) throws {
    let result = try callsift(
      arguments, environment: ["CALLSIFT_STORE": "s.sqlite"], in: folder.path, limitSeconds: 20)
    #expect(result.status == 2, "\(result)")
    #expect(result.standardError.contains(reason), "\(result)")
  }
}

/// Asks again until something is so.
enum Retry {
  /// - Returns: Whether it became so in time.
  static func until(
    limitSeconds: Double = 60, _ isTrue: () throws -> Bool
  ) throws -> Bool {
    let limit = ContinuousClock.now + .seconds(limitSeconds)
    while ContinuousClock.now < limit {
      if try isTrue() { return true }
      // The other side is another process: there is no clock to be moved on.
      Thread.sleep(forTimeInterval: 0.02)
    }
    return false
  }
}
