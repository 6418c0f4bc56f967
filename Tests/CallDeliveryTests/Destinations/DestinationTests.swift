import CallDelivery
import CallStore
import CallTypes
import Foundation
import SystemPackage
import TestSupport
import Testing

struct DestinationTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    // As the program does: a reader that goes away is an error, not the end.
    signal(SIGPIPE, SIG_IGN)
  }

  private func delivery(_ id: String, _ text: String) -> Delivery {
    Delivery(id: 1, eventID: id, payload: Array(text.utf8), createdAt: 0, attemptCount: 2)
  }

  private func failure(_ path: String) throws -> Delivery {
    let failure = CallFailure(
      callId: path, file: FileReport(path: path, sha256: nil, sizeBytes: 3),
      error: FailureDetail(.unreadable, Message("recording.noSamples")))
    return delivery("f", String(decoding: try JSONEncoder().encode(failure), as: UTF8.self))
  }

  @Test func `a drop folder gets one whole file per event`() async throws {
    let drop = DropFolder(FilePath(folder.path("drop")))
    let results = await drop.deliver([delivery("a", "{1}"), delivery("b", "{2}")])
    #expect(results == [.delivered, .delivered])
    #expect(try folder.names(in: "drop") == ["a.json", "b.json"])
    #expect(try folder.text("drop/b.json") == "{2}\n")
  }

  @Test func `a drop folder that cannot be written to is tried again`() async throws {
    try folder.write("", as: "file")
    let drop = DropFolder(FilePath(folder.path("file/drop")))
    guard case .unavailable = await drop.deliver([delivery("a", "{}")])[0] else {
      Issue.record("not unavailable")
      return
    }
  }

  @Test func `a quarantine lists failures by their path, and leads nowhere else`() async throws {
    let quarantine = QuarantineFolder(FilePath(folder.path("q")))
    let report = delivery("r", #"{"schema":"callsift.report/1"}"#)
    let results = await quarantine.deliver([
      try failure("2026/a.wav"), report, try failure("../../etc/b.wav"), try failure("/c.wav"),
    ])
    #expect(results == [.delivered, .delivered, .delivered, .delivered])
    let reason = try folder.text("q/2026/a.wav/reason.json")
    #expect(reason.contains(#""code":"unreadable""#))
    #expect(try folder.names(in: "q") == ["2026", "c.wav", "etc"])
    #expect(try folder.names() == ["q"])
    // A byte that is no UTF-8 is shown by four characters.
    let long = String(repeating: #"\\xff"#, count: 80) + ".wav"
    #expect(await quarantine.deliver([try failure(long)]) == [.delivered])
  }

  private func program(_ arguments: [String], timeoutSeconds: Double = 10) -> ProgramDestination {
    ProgramDestination("/bin/sh", arguments: arguments, timeoutSeconds: timeoutSeconds)
  }

  @Test func `a program gets the event as its input, and its arguments as they are`() async throws {
    let script = #"cat > "$0"; printf '%s' "$1 $CALLSIFT_EVENT_ID $CALLSIFT_EVENT_ATTEMPT" >> "$0""#
    let result = await program(["-c", script, folder.path("out"), "$(touch x); `y`"])
      .deliver([delivery("evt_7", "{\"a\":1}")])
    #expect(result == [.delivered])
    #expect(try folder.text("out") == "{\"a\":1}\n$(touch x); `y` evt_7 3")
  }

  /// `tools/check` names the program in `CALLSIFT_BINARY`: a variable of ours like any secret.
  private static let hasVariable = ProcessInfo.processInfo.environment.keys.contains {
    $0.hasPrefix("CALLSIFT_")
  }

  @Test(.enabled(if: hasVariable, "there is no variable of ours to keep back"))
  func `a program is given no variable of the watch but the event's`() async throws {
    let script = #"cat > /dev/null; env | grep -o '^CALLSIFT_[A-Z_]*' | sort > "$0""#
    _ = await program(["-c", script, folder.path("out")]).deliver([delivery("evt_7", "{}")])
    #expect(try folder.text("out") == "CALLSIFT_EVENT_ATTEMPT\nCALLSIFT_EVENT_ID\n")
  }

  @Test func `a program that fails, hangs or is missing has not taken the event`() async throws {
    let failed = await program(["-c", "exit 3"]).deliver([delivery("a", "{}")])
    #expect(failed == [.refused("the program ended with status 3")])
    let hung = await program(["-c", "exec sleep 30"], timeoutSeconds: 0.1)
      .deliver([delivery("a", "{}")])
    #expect(hung == [.unavailable("the program took too long")])
    let missing = ProgramDestination("/nonexistent", arguments: [], timeoutSeconds: 1)
    #expect(
      await missing.deliver([delivery("a", "{}")])
        == [.unavailable("the program cannot be started")])
  }

  @Test func `a program that reads nothing is judged by its status`() async throws {
    let large = String(repeating: "x", count: 1 << 20)
    #expect(await program(["-c", "exit 0"]).deliver([delivery("a", large)]) == [.delivered])
  }

  @Test func `a destination has the same name over restarts, and another address another`() {
    let name = DropFolder("/a").name
    #expect(name == DropFolder("/b/../a").name && name != DropFolder("/b").name)
    #expect(name.hasPrefix("folder:") && name != QuarantineFolder("/a").name)
    #expect(program(["a", "b"]).name != program(["ab"]).name)
  }

  @Test func `lines go to standard output, and a closed reader is noticed`() async throws {
    // Both ends are closed to programs from the first moment: one that another test starts meanwhile
    // would hold the reading end open.
    let path = folder.path("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    let reading = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    // Without a reader, the writer below would wait for one.
    try #require(reading >= 0)
    let reader = FileHandle(fileDescriptor: reading, closeOnDealloc: true)
    let writer = FileHandle(
      fileDescriptor: open(path, O_WRONLY | O_CLOEXEC), closeOnDealloc: true)
    let output = StandardOutput(descriptor: writer.fileDescriptor)
    let results = await output.deliver([delivery("a", "{1}"), delivery("b", "{2}")])
    #expect(results == [.delivered, .delivered])
    #expect(reader.availableData == Data("{1}\n{2}\n".utf8))
    try reader.close()
    #expect(await output.deliver([delivery("a", "{1}")]) == [.closed])
  }
}
