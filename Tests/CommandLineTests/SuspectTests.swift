import CallTypes
import Foundation
import TestSupport
import Testing

/// Recordings over which scans have ended: killed from outside, or by the recording.
///
/// The recording goes through FFmpeg, which is a script here and can do what a recording does that makes a
/// decoder write where it must not: end the program that reads it.
@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct SuspectTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try folderOfCalls(count: 2)
    // 30 frames of AMR, which the script does not read.
    let frame: [UInt8] = [0x04] + [UInt8](repeating: 0, count: 12)
    try folder.write(
      Array("#!AMR\n".utf8) + Array(repeatElement(frame, count: 30).joined()), as: "a.amr")
  }

  private func writeDecoder(_ script: String) throws {
    try folder.write("#!/bin/sh\n\(script)\n", as: "bin/ffmpeg")
    #expect(chmod(folder.path("bin/ffmpeg"), 0o755) == 0)
  }

  private let words = ["scan", ".", "--format", "jsonl", "--jobs", "1", "--store"]

  /// The script stands for FFmpeg, and a signal of its own ends the program at once.
  private var environment: [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return ["PATH": "\(folder.path("bin")):\(path)", "SWIFT_BACKTRACE": "enable=no"]
  }

  private func scan(_ store: String = "s.sqlite") throws -> ProgramResult {
    try callsift(words + [store], environment: environment, in: folder.path)
  }

  @Test func `a recording that ten scans were killed over from outside is analysed`() throws {
    // While there is `hold`, it ends the scan, also where another process has been asked to try the
    // recording; else it gives 8,000 samples of silence, as FFmpeg would.
    try writeDecoder(
      """
      if [ -e hold ]; then
        scan=$PPID
        if tr '\\000' '\\n' < /proc/$PPID/environ | grep -q CALLSIFT_TRIAL; then
          read -r _ _ _ scan _ < /proc/$PPID/stat
          echo >> tried
        fi
        kill -KILL $scan
        exec sleep 5
      fi
      printf '.snd\\000\\000\\000\\030\\377\\377\\377\\377\\000\\000\\000\\006\\000\\000\\037\\100\\000\\000\\000\\001'
      head -c 32000 /dev/zero
      """)
    try folder.write("", as: "hold")
    for _ in 1...10 { #expect(try scan().signal == SIGKILL) }
    #expect(try folder.text("tried").count == 7)
    try FileManager.default.removeItem(atPath: folder.path("hold"))
    let resumed = try scan()
    #expect(resumed.status == 0 && resumed.lines.count == 3, "\(resumed)")
    #expect(try resumed.standardOutput == scan("none").standardOutput)
  }

  @Test func `a recording that ends every process that reads it is left alone`() throws {
    try writeDecoder("kill -SEGV $PPID")
    for _ in 1...3 { #expect(try scan().signal == SIGSEGV) }
    for _ in 1...2 {
      let last = try scan()
      #expect(last.status == 3 && last.signal == nil, "\(last)")
      let records = try records(of: last)
      #expect(records.count == 3)
      let failure = try #require(records.compactMap(\.failure).first)
      #expect(failure.callId == "a.amr" && failure.error.code == .quarantined)
    }
  }
}
