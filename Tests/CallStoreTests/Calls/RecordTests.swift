import CallStore
import CallTypes
import GRDB
import TestSupport
import Testing

struct RecordTests {
  private let folder: ScratchFolder
  private let store: CallStore

  init() throws {
    folder = try ScratchFolder()
    store = try CallStore.open(at: folder.path("store.sqlite"), now: { 86_400 })
  }

  /// Rows as another program sees them, columns in order, joined by bars.
  private func rows(_ sql: String) throws -> [String] {
    let other = try DatabaseQueue(path: folder.path("store.sqlite"))
    return try other.read { db in
      try Row.fetchAll(db, sql: sql).map { row in
        row.databaseValues.map { value in
          if case .null = value.storage { return "null" }
          return String.fromDatabaseValue(value) ?? value.description
        }.joined(separator: "|")
      }
    }
  }

  @Test func `a call stands in the summary by what people ask for`() throws {
    try store.record([StoredSamples.finished()])
    let found = try rows(
      """
      SELECT callId, agentId, queue, direction, durationSeconds, customerRatio, points, band,
        required, priority, flags, sha256, sizeBytes, fingerprint, analysedAt FROM call_summary
      """)
    #expect(
      found == [
        "a.wav|A-1|sales|null|60.25|0.7|91.5|good|1|2.5|QC103|content-1|100|settings-1|"
          + "1970-01-02 00:00:00"
      ])
  }

  @Test func `a flag stands in the list with its evidence`() throws {
    try store.record([StoredSamples.finished()])
    let found = try rows(
      "SELECT callId, code, name, severity, value, threshold, margin, evidence FROM flag_list")
    #expect(found == ["a.wav|QC103|DeadAir|major|12.0|10.0|2.0|[[1,13]]"])
  }

  @Test func `an event stands with its span, party and numbers`() throws {
    try store.record([StoredSamples.finished()])
    let found = try rows(
      #"SELECT code, kind, startSeconds, endSeconds, party, cause, "values" FROM event"#)
    #expect(found == [#"EV101|silence|1.0|13.0|agent|deadAir|{"durationSeconds":12}"#])
  }

  @Test func `an agent's week begins on Monday and adds up`() throws {
    var sunday = StoredSamples.report("b.wav", content: "content-2")
    sunday.metadata.startTime = "2026-03-08T23:59:59Z"
    var monday = StoredSamples.report("c.wav", content: "content-3")
    monday.metadata.startTime = "2026-03-09T00:00:00Z"
    monday.flags = []
    let calls = [StoredSamples.report(), sunday, monday].map { report in
      FinishedCall(
        identity: StoredSamples.identity(report.callId),
        key: StoredSamples.key(report.file.sha256 ?? ""), outcome: .report(report))
    }
    try store.record(calls)
    let found = try rows(
      "SELECT agentId, weekStart, callCount, durationSeconds, meanPoints, flagCount FROM agent_week"
    )
    #expect(found == ["A-1|2026-03-02|2|120.5|91.5|2", "A-1|2026-03-09|1|60.25|91.5|0"])
  }

  @Test func `a content under two names is two calls and one piece of work`() throws {
    try store.record([StoredSamples.finished(), StoredSamples.finished("copy.wav")])
    #expect(try rows("SELECT callId FROM call_summary") == ["a.wav", "copy.wav"])
    #expect(try rows("SELECT state FROM ledger") == ["done"])
  }

  @Test func `new content under an old name takes its place, with nothing left of the old`() throws
  {
    try store.record([StoredSamples.finished()])
    try store.record([StoredSamples.finished(content: "content-2", modified: 2)])
    #expect(try rows("SELECT sha256 FROM call_summary") == ["content-2"])
    #expect(try rows("SELECT sha256, state FROM ledger") == ["content-2|done"])
    #expect(try rows("SELECT count(*) FROM event") == ["1"])
    #expect(try rows("SELECT count(*) FROM flag") == ["1"])
  }

  @Test func `a file that fails now has no report of before`() throws {
    try store.record([StoredSamples.finished()])
    let failed = FinishedCall(
      identity: StoredSamples.identity(modified: 2), key: StoredSamples.key("content-2"),
      outcome: .failure(StoredSamples.failure()))
    try store.record([failed])
    #expect(try rows("SELECT callId FROM call") == [])
    #expect(try rows("SELECT sha256, state FROM ledger") == ["content-2|failed"])
  }

  @Test func `a batch is recorded whole or not at all`() throws {
    var endless = StoredSamples.report("b.wav", content: "content-2")
    endless.audio.durationSeconds = .infinity
    let unwritable = FinishedCall(
      identity: StoredSamples.identity("b.wav"), key: StoredSamples.key("content-2"),
      outcome: .report(endless))
    #expect(throws: CallStoreError.self) {
      try store.record([StoredSamples.finished(), unwritable])
    }
    #expect(try rows("SELECT count(*) FROM call") == ["0"])
  }
}
