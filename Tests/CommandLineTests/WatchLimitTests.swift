import TestSupport
import Testing

/// Limits of the system, in namespaces of the tests' own.
@Suite(
  .enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt),
  .enabled(if: Namespaces.canBeMade, "no file systems can be mounted here (unshare)"))
struct WatchLimitTests {
  @Test func `a disk that is full stops nothing for good and loses nothing`() throws {
    let folder = try ScratchFolder()
    try folder.makeFolder("calls")
    try folder.makeFolder("disk")
    for index in 0..<6 {
      let call = CallBytes.stereo(seconds: 1, f0Hz: 100 + Double(index), gapSeconds: 0.5)
      try folder.write(call.bytes, as: "calls/\(index).wav")
    }
    let program = try #require(CallSiftProgram.path)
    let script = """
      mount -t tmpfs -o size=1m tmpfs disk || exit 99
      await() { for i in $(seq 600); do grep -q "$1" "$2" && return; sleep 0.05; done; exit 98; }
      "$0" watch watched --store disk/store.sqlite --set watch.settleSeconds=0.1 > out 2> log &
      await '"ready"' log
      dd if=/dev/zero of=disk/fill bs=1k 2> /dev/null
      cp calls/*.wav watched
      await diskFull log
      rm disk/fill
      for i in $(seq 600); do [ "$(wc -l < out)" -ge 6 ] && break; sleep 0.05; done
      kill -TERM $!
      wait $!
      """
    try folder.makeFolder("watched")
    let result = try run(
      "/usr/bin/env", ["unshare", "-Urm", "sh", "-c", script, program], in: folder.path)
    #expect(result.status == 0, "\(result)")
    let lines = try folder.text("out").split(separator: "\n").map(String.init)
    #expect(try callIds(lines) == (0..<6).map { "\($0).wav" })
  }

  @Test func `where the kernel gives no more watches, folders are polled, and the log says so`()
    throws
  {
    let folder = try ScratchFolder()
    let call = { CallBytes.mono(seconds: $0).bytes }
    try folder.write(call(0.5), as: "calls/a/1.wav")
    let limited = #"echo 1 > /proc/sys/user/max_inotify_watches && exec "$0" "$@""#
    let watch = try RunningWatch(
      ["calls", "--set", "watch.fallbackPollSeconds=0.2"], in: folder,
      through: ["unshare", "-Ur", "sh", "-c", limited])
    #expect(try watch.logLine(holding: "no more watches").contains(#""level":"warning""#))
    try folder.write(call(0.6), as: "calls/b/c/2.wav")
    #expect(try callIds(watch.lines(2)) == ["a/1.wav", "b/c/2.wav"])
    #expect(watch.end().status == 0)
  }
}

private enum Namespaces {
  static let canBeMade: Bool = {
    let script =
      "mount -t tmpfs -o size=1m tmpfs /mnt && echo 9 > /proc/sys/user/max_inotify_watches"
    // Where there is no unshare, none can be made.
    let result = try? run("/usr/bin/env", ["unshare", "-Urm", "sh", "-c", script])
    return result?.status == 0
  }()
}
