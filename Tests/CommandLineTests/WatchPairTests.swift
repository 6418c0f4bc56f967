import CallTypes
import Foundation
import TestSupport
import Testing

/// A watch of recorders that write one party a file.
@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct WatchPairTests {
  private let folder: ScratchFolder
  private let platform = ["--platform", "asterisk-monitor", "--set", "roles.recordedLeg=agent"]

  init() throws {
    folder = try ScratchFolder()
    try folder.makeFolder("calls")
    try folder.makeFolder("drop")
  }

  private func start(
    _ arguments: [String] = [], pairWaitSeconds: Double = 60, settleSeconds: Double = 0.2
  ) throws -> RunningWatch {
    let watch = try RunningWatch(
      ["calls"] + platform + ["--set", "watch.pairWaitSeconds=\(pairWaitSeconds)"] + arguments,
      in: folder, settleSeconds: settleSeconds)
    try watch.logLine(holding: #""message":"ready""#)
    return watch
  }

  /// Writes one file of a call; each has a content of its own.
  private func write(
    _ call: String, _ side: String, seconds: Double = 1, to place: String = "calls"
  )
    throws
  {
    let number = Double(call.utf8.reduce(0) { ($0 * 31 + Int($1)) % 97 })
    let f0Hz = 100 + number + (side == "in" ? 0 : 100)
    try folder.write(
      CallBytes.mono(seconds: seconds, f0Hz: f0Hz).bytes, as: "\(place)/\(call)-\(side).wav")
  }

  private func expectEnd(_ watch: RunningWatch, lineCount: Int) {
    let (status, seconds) = watch.end()
    #expect(status == 0 && seconds < 10, "\(watch.log)")
    #expect(watch.lines.count == lineCount, "\(watch.lines)")
  }

  private func scanned(_ arguments: [String] = []) throws -> [String] {
    try callsift(
      ["scan", "calls", "--format", "jsonl", "--store", "none"] + platform + arguments,
      in: folder.path
    ).lines.sorted()
  }

  @Test func `both files of a call are told as one call, as a scan tells them`() throws {
    try write("there", "in")
    try write("there", "out")
    var watch = try start()
    _ = watch.lines(1)
    // The second file comes when the first has long been finished.
    try write("late", "out")
    try write("beside", "in")
    try write("beside", "out")
    _ = watch.lines(2)
    try write("late", "in")
    try write("deep", "in", to: "calls/deep/er")
    try write("deep", "out", to: "calls/deep/er")
    let lines = watch.lines(4)
    expectEnd(watch, lineCount: 4)
    #expect(try lines.sorted() == scanned())
    #expect(try callIds(lines) == ["beside", "deep/er/deep", "late", "there"])
    // Listed again, by a restart and by regular listings, they are known for one call.
    watch = try start(["--set", "watch.reconcileSeconds=0.2"], pairWaitSeconds: 0)
    try write("last", "in")
    try write("last", "out")
    let last = watch.lines(1)
    Thread.sleep(forTimeInterval: 1)
    expectEnd(watch, lineCount: 1)
    #expect(try callIds(last) == ["last"])
  }

  @Test
  func `a half whose other one does not come is told as a scan does, and whole when it comes`()
    throws
  {
    let watch = try start(pairWaitSeconds: 0.5)
    try write("a", "out")
    let orphan = watch.lines(1)
    #expect(try orphan == scanned())
    #expect(orphan.first?.contains(#""code":"sideMissing""#) == true)
    try write("a", "in")
    let lines = watch.lines(2)
    expectEnd(watch, lineCount: 2)
    #expect(try [lines.last ?? ""] == scanned())
    #expect(try callIds(lines) == ["a", "a"])
  }

  @Test func `a half waits as long as its other one is being written`() throws {
    let watch = try start(pairWaitSeconds: 0.2)
    let whole = CallBytes.mono(seconds: 1, f0Hz: 210).bytes
    let descriptor = open(
      folder.path("calls/a-out.wav"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    let writer = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try writer.write(contentsOf: Data(whole.prefix(1000)))
    try write("a", "in")
    // Several times the wait, and the time of two other calls.
    for name in ["b", "c"] {
      try write(name, "in")
      try write(name, "out")
      Thread.sleep(forTimeInterval: 1)
    }
    #expect(try callIds(watch.lines(2)) == ["b", "c"])
    try writer.write(contentsOf: Data(whole.dropFirst(1000)))
    try writer.close()
    let lines = watch.lines(3)
    expectEnd(watch, lineCount: 3)
    #expect(try lines.sorted() == scanned())
  }

  @Test func `a half that is written anew is told with the one that stayed`() throws {
    let watch = try start(pairWaitSeconds: 0.3)
    try write("a", "in")
    try write("a", "out")
    _ = watch.lines(1)
    try write("a", "in", seconds: 2)
    let lines = watch.lines(2)
    expectEnd(watch, lineCount: 2)
    #expect(try [lines.last ?? ""] == scanned())
  }

  @Test func `two files that may both be a half are told as a scan does`() throws {
    try write("a", "in")
    try write("a", "out")
    try folder.write(CallBytes.mono(seconds: 2).bytes, as: "calls/a-in.mp3")
    let watch = try start(pairWaitSeconds: 0.5)
    let lines = watch.lines(3)
    expectEnd(watch, lineCount: 3)
    #expect(try lines.sorted() == scanned())
  }

  @Test func `killed again and again, pairs are told under the ids of an undisturbed watch`()
    throws
  {
    let (killCount, callsPerKill) = (6, 6)
    var calls: [String] = []
    let arguments = ["--no-stdout", "--drop", "drop"]
    let drops = { try folder.names(in: "drop").filter { !$0.hasPrefix(".") } }
    for kill in 0..<killCount {
      // Of one call the second file comes after the kill.
      for number in 0..<callsPerKill {
        try write("call\(kill)x\(number)", "in")
        if number > 0 { try write("call\(kill)x\(number)", "out") }
        calls.append("call\(kill)x\(number)")
      }
      let watch = try start(arguments, settleSeconds: 0.05)
      if kill > 0 { try write("call\(kill - 1)x0", "out") }
      Thread.sleep(forTimeInterval: 0.05 * Double(kill))
      _ = watch.end(SIGKILL)
    }
    try write("call\(killCount - 1)x0", "out")
    var watch = try start(arguments, settleSeconds: 0.05)
    let isWhole = try Retry.until { try drops().count >= calls.count }
    #expect(isWhole)
    expectEnd(watch, lineCount: 0)
    let disturbed = try drops().sorted()
    #expect(
      try callIds(disturbed.map { try folder.text("drop/\($0)") }) == calls.sorted())
    // Another store and drop folder, and nothing that happens.
    try folder.makeFolder("drop2")
    watch = try RunningWatch(
      ["calls", "--no-stdout", "--drop", "drop2", "--store", "other.sqlite"] + platform,
      in: folder)
    let isRepeated = try Retry.until {
      try folder.names(in: "drop2").filter { !$0.hasPrefix(".") }.count >= calls.count
    }
    #expect(isRepeated)
    expectEnd(watch, lineCount: 0)
    #expect(try folder.names(in: "drop2").sorted() == disturbed)
  }

  @Test func `files of a conversation are one call when their metadata say so`() throws {
    let place = "calls/conversation_id=6f0c1a52-93b1-4d6e-8b1b-2a7c0c5f9e10"
    let ids = [
      "0b5a3c1e-1d2f-4a6b-9c8d-7e6f5a4b3c2d", "1b5a3c1e-1d2f-4a6b-9c8d-7e6f5a4b3c2d",
    ]
    let genesys = ["--platform", "genesys-cloud"]
    let watch = try RunningWatch(["calls"] + genesys, in: folder)
    try watch.logLine(holding: #""message":"ready""#)
    for id in ids {
      try folder.write(CallBytes.mono(seconds: 2).bytes, as: "\(place)/\(id).wav")
    }
    // Metadata come last, as exports do it.
    for id in ids {
      let times = #""startTime":"2026-03-02T10:15:00Z","endTime":"2026-03-02T10:15:02Z""#
      try folder.write("{\(times)}", as: "\(place)/\(id)_metadata.json")
    }
    let lines = watch.lines(1)
    expectEnd(watch, lineCount: 1)
    let scan = try callsift(
      ["scan", "calls", "--format", "jsonl", "--store", "none"] + genesys, in: folder.path)
    #expect(lines == scan.lines && lines.first?.contains(#""parts""#) == true)
  }

  @Test func `announced files are joined, in any order and however often they are named`() throws {
    for call in ["a", "b", "c", "d"] {
      try write(call, "in")
      try write(call, "out")
    }
    func notification(_ key: String) -> String {
      #"{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"calls"},"object":{"key":"#
        + "\"\(key)\"}}}]}"
    }
    let keys = ["a-out.wav", "b-in.wav", "a-in.wav", "b-out.wav", "b-in.wav", "a-out.wav"]
    let manifest = [
      #"{"path":"calls/c-in.wav","secondPath":"calls/c-out.wav","id":"C"}"#,
      #"{"path":"calls/d-out.wav","id":"D","channels":["customer"]}"#,
      #"{"path":"calls/d-in.wav","id":"D","channels":["agent"]}"#,
      #"{"path":"calls/c-in.wav","secondPath":"calls/c-out.wav","id":"C"}"#,
    ]
    let announce = { (lines: [String]) in
      try callsift(
        [
          "watch", "--from-stdin", "--bucket", "calls=calls", "--store", "store.sqlite", "--set",
          "watch.settleSeconds=0.2", "--set", "watch.pairWaitSeconds=1",
        ] + platform, input: Array(lines.joined(separator: "\n").utf8), in: folder.path)
    }
    let first = try announce(keys.map(notification) + manifest)
    #expect(first.status == 0, "\(first)")
    #expect(try callIds(first.lines) == ["C", "D", "a", "b"], "\(first)")
    #expect(first.lines.allSatisfy { $0.contains(#""parts":"#) })
    // Told once, and a file that is named alone is found with its half.
    let again = try announce([notification("a-out.wav"), notification("b-in.wav"), manifest[0]])
    #expect(again.status == 0 && again.lines.isEmpty, "\(again)")
  }
}
