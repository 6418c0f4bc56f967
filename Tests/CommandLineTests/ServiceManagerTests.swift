import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct ServiceManagerTests {
  /// Plays systemd: takes datagrams, asks for a reload, then for the end, and prints what it was told.
  private static let manager = """
    import os, signal, socket, subprocess, sys
    place = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    place.bind(sys.argv[1])
    place.settimeout(30)
    address = sys.argv[1].replace(chr(0), "@")
    watch = subprocess.Popen(sys.argv[2:], stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        env={**os.environ, "NOTIFY_SOCKET": address, "WATCHDOG_USEC": "900000"})
    told, asked = [], 0
    while "STOPPING=1" not in told:
        told += [line for line in place.recv(4096).decode().split("\\n")]
        beats = told.count("WATCHDOG=1")
        if asked == 0 and "READY=1" in told and beats > 2:
            asked, _ = 1, watch.send_signal(signal.SIGHUP)
        if asked == 1 and any(line.startswith("MONOTONIC_USEC=") for line in told):
            asked, _ = 2, watch.terminate()
    print(*dict.fromkeys(line.split("=")[0] for line in told), watch.wait())
    """

  @Test(arguments: ["path", "abstract"])
  func `systemd hears of readiness, life, reloading and the end`(kind: String) throws {
    let folder = try ScratchFolder()
    try folder.makeFolder("calls")
    // The abstract namespace has no files; its names begin with a NUL, which no argument can hold.
    let script =
      kind == "path"
      ? Self.manager : "import sys; sys.argv[1] = chr(0) + sys.argv[1]\n" + Self.manager
    let result = try run(
      "/usr/bin/env",
      [
        "python3", "-c", script, folder.path("socket"), try #require(CallSiftProgram.path), "watch",
        "calls", "--store", "store.sqlite",
      ], in: folder.path, limitSeconds: 60)
    let told = Set(try #require(result.lines.first, "\(result)").split(separator: " "))
    #expect(
      told == ["READY", "WATCHDOG", "STATUS", "RELOADING", "MONOTONIC_USEC", "STOPPING", "0"],
      "\(result)")
  }

  @Test(.enabled(if: installedProgram("systemd-analyze") != nil, "systemd is not installed"))
  func `the unit for systemd exposes little`() throws {
    let unit = CallSiftProgram.root.path + "/tools/service/callsift-watch.service"
    // In tenths: 3.0.
    let result = try run(
      "/usr/bin/env",
      ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=30", unit])
    #expect(result.status == 0, "\(result)")
    #expect(result.output.contains("Overall exposure level"))
  }
}
