import CallStore
import CallTypes
import Foundation
import GRDB
import TestSupport
import Testing

struct VoicesTests {
  private let folder: ScratchFolder
  private let store: CallStore

  init() throws {
    folder = try ScratchFolder()
    store = try CallStore.open(at: folder.path("store.sqlite"), now: { 86_400 })
  }

  private func voice(_ agent: String, _ call: String, at place: Float = 1) -> EnrolledVoice {
    EnrolledVoice(
      agentId: agent, callKey: call, network: "n1",
      coordinates: (0..<24).map { place + Float($0) / 8 }, speechSeconds: 20)
  }

  private func holds(_ bytes: Data) throws -> Bool {
    try folder.names().contains { name in
      try Data(contentsOf: URL(fileURLWithPath: folder.path(name))).range(of: bytes) != nil
    }
  }

  @Test func `a voice comes back as it was kept, and a recording counts once`() throws {
    let kept = voice("ada", "c1", at: -3.4375)
    for each in [voice("ada", "c1"), kept, voice("bob", "c1")] { try store.enroll(each) }
    #expect(try store.enrolledVoices(network: "n1") == [kept, voice("bob", "c1")])
    #expect(try store.enrolledVoices(network: "n2").isEmpty)
  }

  @Test func `agents are listed with what has to be enrolled anew`() throws {
    try store.enroll(voice("ada", "c1"))
    try store.enroll(voice("ada", "c2"))
    let listed = try store.enrolledAgents(network: "n2")
    #expect(listed.map(\.agentId) == ["ada"])
    let ada = try #require(listed.first)
    #expect((ada.recordingCount, ada.speechSeconds, ada.outdatedCount) == (2, 40, 2))
    #expect(ada.enrolledAt == 86_400)
  }

  @Test(arguments: ["ada", nil]) func `a deleted voice leaves nothing but an audit line`(
    agent: String?
  ) throws {
    try store.enroll(voice("ada", "c1", at: 5))
    try store.enroll(voice("bob", "c2"))
    #expect(try store.deleteVoices(ofAgent: agent) == (agent == nil ? 2 : 1))
    #expect(try store.enrolledAgents(network: "n1").map(\.agentId) == (agent == nil ? [] : ["bob"]))
    let point = withUnsafeBytes(of: Float(5).bitPattern.littleEndian) { Data($0) }
    #expect(try !holds(Data("ada".utf8)) && !holds(point + Data([0, 0, 0xA4, 0x40])))
    let audit = try DatabaseQueue(path: folder.path("store.sqlite")).read {
      try String.fetchAll($0, sql: "SELECT action FROM audit")
    }
    #expect(audit == ["delete voices"])
  }

  @Test func `a purged call takes its voice along`() throws {
    let content = String(repeating: "a1", count: 32)
    try store.record([StoredSamples.finished("a.wav", content: content)])
    try store.enroll(voice("ada", String(content.prefix(16))))
    try store.enroll(voice("ada", "another"))
    #expect(try store.purge(.call(id: "a.wav")) == 1)
    #expect(try store.enrolledVoices(network: "n1").map(\.callKey) == ["another"])
  }

  @Test func `voices of other stores are taken over, and what is here stays`() throws {
    try store.enroll(voice("ada", "c1", at: 2))
    let other = try CallStore.open(at: folder.path("other.sqlite"), now: { 10 })
    try other.enroll(voice("ada", "c1", at: 7))
    try other.enroll(voice("bob", "c3"))
    _ = try store.merge([other.file])
    #expect(
      try store.enrolledVoices(network: "n1") == [voice("ada", "c1", at: 2), voice("bob", "c3")])
  }
}
