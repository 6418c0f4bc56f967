import Foundation
import TestSupport
import Testing

/// Long and heavy: run with `CALLSIFT_SOAK=1`, and eight hours of traffic with `CALLSIFT_SOAK_HOURS=8`.
@Suite(
  .enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt),
  .enabled(
    if: ProcessInfo.processInfo.environment["CALLSIFT_SOAK"] == "1", "CALLSIFT_SOAK is not 1"),
  .serialized)
struct WatchSoakTests {
  private let folder: ScratchFolder
  private let call = CallBytes.stereo(seconds: 0.3, f0Hz: 120, gapSeconds: 0.1).bytes

  init() throws {
    folder = try ScratchFolder()
    try folder.makeFolder("calls")
  }

  /// A call of its own content: a chunk of its number behind the sound.
  private func write(_ number: Int, in subfolder: String = "calls", _ sound: [UInt8]? = nil) throws
  {
    let digits = "\(number)"
    let text = String(repeating: "0", count: 8 - digits.count) + digits
    let chunk = Array("JUNK".utf8) + [8, 0, 0, 0] + Array(text.utf8)
    try folder.write((sound ?? call) + chunk, as: "\(subfolder)/\(number).wav")
  }

  private func names(_ range: Range<Int>) -> [String] { range.map { "\($0).wav" }.sorted() }

  /// A figure of the store, as another program reads it.
  private func count(_ query: String) throws -> String {
    let script =
      "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])"
    return try run(
      "/usr/bin/env", ["python3", "-c", script, folder.path("store.sqlite"), query]
    ).lines.first ?? ""
  }

  private func expectLedger(of callCount: Int) throws {
    #expect(try count("SELECT count(*) FROM ledger WHERE state = 'done'") == "\(callCount)")
    #expect(try count("SELECT count(*) FROM ledger") == "\(callCount)")
    #expect(try count("SELECT count(*) FROM outbox") == "\(callCount)")
    #expect(try count("SELECT count(*) FROM delivery") == "0")
    #expect(
      try callsift(["verify", "--store", "store.sqlite"], in: folder.path).status == 0)
  }

  @Test func `ten thousand files while the kernel's queue overflows are all told once`() throws {
    let fileCount = 10_000
    let watch = try RunningWatch(["calls", "--no-tracks"], in: folder)
    try watch.logLine(holding: #""message":"ready""#)
    // Stopped, it reads no events; two for each file are more than the queue of 16,384 holds.
    watch.signal(SIGSTOP)
    for number in 0..<fileCount { try write(number) }
    watch.signal(SIGCONT)
    try watch.logLine(holding: "the kernel lost events")
    #expect(try callIds(watch.lines(fileCount, limitSeconds: 500)) == names(0..<fileCount))
    #expect(watch.end().status == 0)
    try expectLedger(of: fileCount)
  }

  @Test func `a thousand files that waited when it was killed are told after the restart`() throws {
    for number in 0..<1000 { try write(number) }
    var watch = try RunningWatch(["calls"], in: folder, settleSeconds: 60)
    try watch.logLine(holding: #""message":"ready""#)
    #expect(watch.end(SIGKILL).status == SIGKILL && watch.lines.isEmpty)
    watch = try RunningWatch(["calls"], in: folder)
    #expect(try callIds(watch.lines(1000, limitSeconds: 200)) == names(0..<1000))
    #expect(watch.end().status == 0)
    try expectLedger(of: 1000)
  }

  @Test func `killed fifty times during a stream of 2,000 files it loses and doubles nothing`()
    throws
  {
    let (fileCount, killCount) = (2000, 50)
    try folder.makeFolder("drop")
    for kill in 0..<killCount {
      let range = (kill * fileCount / killCount)..<((kill + 1) * fileCount / killCount)
      let watch = try RunningWatch(
        ["calls", "--no-stdout", "--drop", "drop"], in: folder, settleSeconds: 0.05)
      for number in range { try write(number) }
      // At another moment each time: from before the first file is done to well among them.
      Thread.sleep(forTimeInterval: Double(kill % 10) * 0.08)
      _ = watch.end(SIGKILL)
    }
    let watch = try RunningWatch(
      ["calls", "--no-stdout", "--drop", "drop"], in: folder, settleSeconds: 0.05)
    let drops = { try folder.names(in: "drop").filter { !$0.hasPrefix(".") } }
    // All may be there already: a program that has just been started is ended by the signal.
    try watch.logLine(holding: #""message":"ready""#)
    let isWhole = try Retry.until { try drops().count >= fileCount }
    #expect(isWhole)
    #expect(watch.end().status == 0)
    #expect(try callIds(drops().map { try folder.text("drop/\($0)") }) == names(0..<fileCount))
    try expectLedger(of: fileCount)
  }

  @Test func `from settled to told: median 0.3 s, 99 of 100 within 1 s, at two calls a second`()
    throws
  {
    let (callCount, settleSeconds) = (120, 2.0)
    let minute = CallBytes.stereo(seconds: 56, f0Hz: 130, gapSeconds: 4).bytes
    let watch = try RunningWatch(
      ["calls", "--no-tracks"], in: folder, settleSeconds: settleSeconds)
    try watch.logLine(holding: #""message":"ready""#)
    let start = ContinuousClock.now
    var writtenAt: [Double] = []
    var toldAt: [Double] = []
    let seconds = { (ContinuousClock.now - start) / .seconds(1) }
    for number in 0..<callCount {
      while seconds() < Double(number) / 2 {
        Thread.sleep(forTimeInterval: 0.002)
        while toldAt.count < watch.lines.count { toldAt.append(seconds()) }
      }
      try write(number, minute)
      writtenAt.append(seconds())
    }
    while toldAt.count < callCount, seconds() < Double(callCount) {
      Thread.sleep(forTimeInterval: 0.002)
      while toldAt.count < watch.lines.count { toldAt.append(seconds()) }
    }
    #expect(watch.end().status == 0)
    // In the order of their writing: the oldest is told first.
    let latencies = zip(writtenAt, toldAt).map { $1 - $0 - settleSeconds }.sorted()
    try #require(latencies.count == callCount)
    let (median, high) = (latencies[callCount / 2], latencies[callCount * 99 / 100])
    print("latency: median \(median) s, 99 % \(high) s, most \(latencies[callCount - 1]) s")
    #expect(median <= 0.3 && high <= 1)
  }

  @Test func `a writer of a byte a second is waited for to the last byte`() throws {
    // The last of it only: what makes a recording is there at once.
    let slowCount = 60
    let names = ["open.wav", "reopened.wav"]
    let watch = try RunningWatch(["calls"], in: folder, settleSeconds: 2)
    try watch.logLine(holding: #""message":"ready""#)
    func append(_ bytes: ArraySlice<UInt8>, to name: String) throws -> FileHandle {
      let descriptor = open(
        folder.path("calls/" + name), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
      try #require(descriptor >= 0)
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try handle.write(contentsOf: Data(bytes))
      return handle
    }
    let head = call.count - slowCount
    let held = try append(call[..<head], to: names[0])
    try append(call[..<head], to: names[1]).close()
    for number in 0..<slowCount {
      Thread.sleep(forTimeInterval: 1)
      let byte = call[(head + number)..<(head + number + 1)]
      // One program holds its file open, the other opens and closes it for each byte.
      try held.write(contentsOf: Data(byte))
      try append(byte, to: names[1]).close()
      // What is finished beside them does not wait for them.
      if number == slowCount / 2 { try write(number) }
    }
    #expect(try callIds(watch.lines) == ["\(slowCount / 2).wav"])
    try held.close()
    let lines = watch.lines(3)
    #expect(watch.end().status == 0 && watch.lines.count == 3)
    #expect(try callIds(lines) == (["\(slowCount / 2).wav"] + names).sorted())
    for line in lines.dropFirst() {
      #expect(line.contains(#""sizeBytes":\#(call.count)"#), "\(line)")
    }
    #expect(try count("SELECT count(*) FROM recording") == "3")
  }

  @Test func `hours of traffic leave memory and descriptors as they were`() throws {
    // As many calls as come in so many hours at two a second, 40 minutes if nobody says otherwise, in a
    // few minutes; each goes when it has been told.
    let hours = ProcessInfo.processInfo.environment["CALLSIFT_SOAK_HOURS"].flatMap(Double.init)
    let roundCount = 24
    let filesPerRound = Int((hours ?? 2.0 / 3) * 7200) / roundCount
    let watch = try RunningWatch(
      ["calls", "--no-tracks", "--no-stdout", "--drop", "drop", "--pages", "0"], in: folder,
      settleSeconds: 0.1)
    let entry = try JSONValue(parsing: try watch.logLine(holding: "pages are served"))
    guard case .string(let port) = entry["port"] else { return }
    try folder.makeFolder("drop")
    var figures: [(memory: Double, descriptors: Double)] = []
    for round in 0..<roundCount {
      let range = (round * filesPerRound)..<((round + 1) * filesPerRound)
      for number in range { try write(number) }
      let isTold = try Retry.until(limitSeconds: 60 + Double(filesPerRound) / 5) {
        try folder.names(in: "drop").filter { !$0.hasPrefix(".") }.count == filesPerRound
      }
      try #require(isTold)
      for number in range {
        try FileManager.default.removeItem(atPath: folder.path("calls/\(number).wav"))
      }
      for name in try folder.names(in: "drop") {
        try FileManager.default.removeItem(atPath: folder.path("drop/\(name)"))
      }
      figures.append(
        (
          try figure("process_resident_memory_bytes", port), try figure("process_open_fds", port)
        ))
    }
    #expect(watch.end().status == 0)
    let (warm, last) = (figures[roundCount / 4], figures[roundCount - 1])
    print(
      "memory \(warm.memory) → \(last.memory), descriptors \(warm.descriptors) → \(last.descriptors)"
    )
    #expect(last.memory < 1.15 * warm.memory, "\(figures)")
    #expect(last.descriptors <= warm.descriptors + 2, "\(figures)")
  }

  private func figure(_ name: String, _ port: String) throws -> Double {
    let script =
      "import sys, urllib.request as r; "
      + "sys.stdout.write(r.urlopen(f'http://127.0.0.1:{sys.argv[1]}/metrics').read().decode())"
    let page = try run("/usr/bin/env", ["python3", "-c", script, port])
    let line = try #require(page.lines.first { $0.hasPrefix(name + " ") }, "\(page)")
    return try #require(Double(line.dropFirst(name.count + 1)))
  }
}
