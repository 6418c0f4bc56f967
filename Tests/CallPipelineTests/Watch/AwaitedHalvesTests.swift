import SystemPackage
import Testing

@testable import CallPipeline

struct AwaitedHalvesTests {
  private let group = PairGroup(kind: .names(inOneFolder: true), name: "/calls/a")

  private func file(_ name: String, size: Int = 1) -> FinishedFile {
    let part = FileStamp.Part(sizeBytes: size, modifiedNanoseconds: 1, inode: 1)
    return FinishedFile(
      path: FilePath(name), input: CallInput(path: FilePath(name), displayPath: name),
      stamp: FileStamp(recording: part, sidecars: []))
  }

  private func waiting(_ names: String..., at now: Double = 0) -> AwaitedHalves {
    var halves = AwaitedHalves()
    for name in names { halves.add(file(name), to: group, waitSeconds: 10, at: now) }
    return halves
  }

  @Test func `nothing is due where nothing waits`() {
    var halves = AwaitedHalves()
    #expect(halves.nextDue == nil && halves.due(at: 1e9).isEmpty && halves.count == 0)
    #expect(halves.files(of: group).isEmpty)
    halves.noteLook(group, isWaitedFor: true, againSeconds: 1, limitSeconds: 60, at: 0)
    halves.remove(group)
    #expect(halves.nextDue == nil && halves.count == 0)
  }

  @Test func `a half is looked for after its wait, once, and then taken for what it is`() {
    var halves = waiting("/calls/a-in.wav")
    #expect(halves.nextDue == 10 && halves.due(at: 9.99).isEmpty)
    #expect(halves.due(at: 10).map(\.step) == [.look])
    // As long as somebody looks nothing is due.
    #expect(halves.nextDue == nil && halves.due(at: 1000).isEmpty && halves.count == 1)
    halves.noteLook(group, isWaitedFor: false, againSeconds: 1, limitSeconds: 60, at: 11)
    #expect(halves.due(at: 11).map(\.step) == [.decide])
  }

  @Test func `a half whose other one is still written waits for it, and not for ever`() {
    var halves = waiting("/calls/a-in.wav")
    var decidedAt: Double?
    for second in stride(from: 0.0, through: 100, by: 1) where decidedAt == nil {
      for due in halves.due(at: second) {
        if due.step == .decide { decidedAt = second }
        halves.noteLook(group, isWaitedFor: true, againSeconds: 5, limitSeconds: 60, at: second)
      }
    }
    // With the step after the look that is made when the time is over.
    #expect(decidedAt == 61)
  }

  @Test func `the wait begins with the first file, and the same file anew begins none`() {
    var halves = waiting("/calls/a-in.wav")
    halves.add(file("/calls/a-in.wav", size: 2), to: group, waitSeconds: 10, at: 5)
    halves.add(file("/calls/a-out.wav"), to: group, waitSeconds: 10, at: 6)
    #expect(halves.nextDue == 10 && halves.count == 2)
    #expect(halves.files(of: group).map(\.path) == ["/calls/a-in.wav", "/calls/a-out.wav"])
    #expect(halves.files(of: group).map(\.stamp.recording.sizeBytes) == [2, 1])
  }

  @Test func `what is removed is not counted`() {
    var halves = waiting("/calls/a-in.wav", "/calls/a-out.wav")
    halves.remove("/calls/a-in.wav", of: group)
    halves.remove("/calls/other.wav", of: group)
    #expect(halves.count == 1 && halves.nextDue == 10)
    halves.remove("/calls/a-out.wav", of: group)
    #expect(halves.count == 0 && halves.nextDue == nil)
    halves = waiting("/calls/a-in.wav", "/calls/a-out.wav")
    halves.remove(group)
    #expect(halves.count == 0 && halves.nextDue == nil)
  }
}
