import CallStore
import CallTypes
import Foundation
import Synchronization
import TestSupport
import Testing

struct ClaimTests {
  private let folder: ScratchFolder
  private var file: String { folder.path("store.sqlite") }

  init() throws { folder = try ScratchFolder() }

  /// A store that several processes have open.
  private func open(
    as owner: LeaseOwner = .thisProcess, at now: Double = 1000
  ) throws -> CallStore {
    try CallStore.open(at: file, owner: owner, now: { now })
  }

  /// A process of this machine that is no more.
  private func deadProcess() throws -> LeaseOwner {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    var owner = LeaseOwner.thisProcess
    owner.processID = Int(process.processIdentifier)
    return owner
  }

  private func claim(
    _ store: CallStore, _ content: String = "content-1", name: String = "a.wav",
    since: Double? = nil
  ) throws -> Claim {
    try store.claim(
      StoredSamples.key(content), of: StoredSamples.identity(name), since: since)
  }

  @Test func `a new file is unknown, a claimed one open by its hash, a recorded one settled`()
    throws
  {
    let store = try open()
    let standing = { try store.standing(of: StoredSamples.identity(), under: StoredSamples.terms) }
    #expect(try standing() == .unknown)
    #expect(try claim(store) == .granted)
    #expect(try standing() == .open(sha256: "content-1"))
    try store.record([StoredSamples.finished()])
    #expect(try standing() == .settled(StoredSamples.settled(isOwn: true)))
  }

  @Test(arguments: [
    RecordingIdentity(
      location: "/archive/a.wav", sizeBytes: 101, modifiedNanoseconds: 1, inode: 7),
    RecordingIdentity(
      location: "/archive/a.wav", sizeBytes: 100, modifiedNanoseconds: 2, inode: 7),
    RecordingIdentity(
      location: "/archive/a.wav", sizeBytes: 100, modifiedNanoseconds: 1, inode: 8),
  ])
  func `a file of the same name that was changed or replaced is unknown`(
    identity: RecordingIdentity
  ) throws {
    let store = try open()
    try store.record([StoredSamples.finished()])
    #expect(try store.standing(of: identity, under: StoredSamples.terms) == .unknown)
  }

  @Test(arguments: [
    AnalysisTerms(fingerprint: "settings-2", declaration: "declared-1"),
    AnalysisTerms(fingerprint: "settings-1", declaration: "declared-2"),
  ])
  func `other settings or declarations leave the work open`(terms: AnalysisTerms) throws {
    let store = try open()
    try store.record([StoredSamples.finished()])
    let standing = try store.standing(of: StoredSamples.identity(), under: terms)
    #expect(standing == .open(sha256: "content-1"))
  }

  @Test func `the same content under another name is settled by the first's report`() throws {
    let store = try open()
    try store.record([StoredSamples.finished()])
    let claim = try claim(store, name: "copy.wav")
    #expect(try claim == .settled(StoredSamples.settled(isOwn: false)))
  }

  @Test func `a claim of a living process is respected`() throws {
    let own = LeaseOwner.thisProcess
    #expect(try claim(open(as: own)) == .granted)
    #expect(try claim(open(at: 1_000_000)) == .taken, "however old the claim is")
  }

  @Test func `a claim of a dead process passes on`() throws {
    #expect(try claim(open(as: deadProcess())) == .granted)
    #expect(try claim(open()) == .passedOn(endedCount: 1))
  }

  @Test func `a claim of a process whose number was given to another passes on`() throws {
    var former = LeaseOwner.thisProcess
    former.processStart -= 1
    #expect(try claim(open(as: former)) == .granted)
    #expect(try claim(open()) == .passedOn(endedCount: 1))
  }

  @Test func `a claim of another machine passes on when its time is over`() throws {
    let other = LeaseOwner(host: "other.example", processID: 1, processStart: 1)
    #expect(try claim(open(as: other, at: 1000)) == .granted)
    #expect(try claim(open(at: 1899)) == .taken)
    #expect(try claim(open(at: 1901)) == .passedOn(endedCount: 1))
  }

  @Test func `claims that are given back are open to all`() throws {
    let store = try open()
    #expect(try claim(store) == .granted)
    try store.releaseClaims()
    #expect(try claim(open()) == .granted)
  }

  @Test func `one claim is given back alone`() throws {
    let store = try open()
    for content in ["content-1", "content-2"] { #expect(try claim(store, content) == .granted) }
    try store.releaseClaims(of: StoredSamples.key("content-1"))
    #expect(try claim(open(), "content-1") == .granted)
    #expect(try claim(open(), "content-2") == .taken)
  }

  @Test func `a file that fails is not tried again, unless that is asked for`() throws {
    let store = try open(at: 1000)
    let failure = StoredSamples.failure()
    try store.record([
      FinishedCall(
        identity: StoredSamples.identity(), key: StoredSamples.key(), outcome: .failure(failure))
    ])
    #expect(try claim(store) == .settled(SettledCall(kept: .failure(failure), isOwn: true)))
    let copy = try claim(store, name: "copy.wav")
    #expect(copy == .settled(SettledCall(kept: .failure(failure), isOwn: false)))
    #expect(try claim(open(at: 2000), since: 2000) == .granted)
  }

  @Test func `it is told how many processes ended over a content`() throws {
    #expect(try claim(open(as: deadProcess())) == .granted)
    for count in 1...20 {
      #expect(try claim(open(as: deadProcess())) == .passedOn(endedCount: count))
    }
    #expect(try claim(open()) == .passedOn(endedCount: 21))
    #expect(try claim(open()) == .taken, "it is claimed like any other")
  }

  @Test func `of a content that is cleared no process has ended`() throws {
    for _ in 1...3 { _ = try claim(open(as: deadProcess())) }
    let process = try open(as: deadProcess())
    #expect(try claim(process) == .passedOn(endedCount: 3))
    try process.clear(StoredSamples.key())
    #expect(try claim(open(), name: "copy.wav") == .passedOn(endedCount: 1), "its own end counts")
  }

  @Test func `a content in quarantine is left alone, unless that is asked for`() throws {
    #expect(try claim(open()) == .granted)
    let left = try open().quarantine(StoredSamples.key(), endedCount: 4)
    #expect(try claim(open()) == .settled(left))
    guard case .failure(let failure) = left.kept else {
      Issue.record("it is no failure")
      return
    }
    #expect(failure.error.code == .quarantined && failure.error.message.hasPrefix("4 runs"))
    #expect(try claim(open(), since: 2000) == .granted, "--force has it tried again")
  }

  @Test func `eight at a time are granted each content once`() async throws {
    let stores = try (0..<8).map { index in
      var owner = LeaseOwner.thisProcess
      owner.host = "machine-\(index).example"
      return try open(as: owner)
    }
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for store in stores {
        group.addTask {
          try (0..<50).filter { try claim(store, "content-\($0)", name: "\($0)") == .granted }
            .count
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts.reduce(0, +) == 50)
  }
}

struct LeaseOwnerTests {
  @Test func `this process has a machine, a number and a start`() {
    let own = LeaseOwner.thisProcess
    #expect(!own.host.isEmpty)
    #expect(own.processID == Int(getpid()))
    #expect(own.processStart > 0)
  }
}
