internal import Foundation
internal import GRDB

/// A voice that was enrolled from one recording: personal data.
public struct EnrolledVoice: Hashable, Sendable {
  /// Whose voice it is.
  public var agentId: String
  /// What the recording is known by: the start of its content's SHA-256.
  public var callKey: String
  /// Hash of the network whose coordinates they are: those of another say nothing.
  public var network: String
  /// Where the voice lies.
  public var coordinates: [Float]
  /// Speech that it rests on.
  public var speechSeconds: Double

  /// Makes an enrolled voice.
  public init(
    agentId: String, callKey: String, network: String, coordinates: [Float], speechSeconds: Double
  ) {
    self.agentId = agentId
    self.callKey = callKey
    self.network = network
    self.coordinates = coordinates
    self.speechSeconds = speechSeconds
  }
}

/// What a store holds of one agent's voice.
public struct EnrolledAgent: Hashable, Codable, Sendable {
  /// Whose voice it is.
  public var agentId: String
  /// Recordings that it rests on.
  public var recordingCount: Int
  /// Speech that it rests on.
  public var speechSeconds: Double
  /// When the last one was enrolled, in seconds since 1970.
  public var enrolledAt: Double
  /// Recordings whose voice this version cannot use: they have to be enrolled anew.
  public var outdatedCount: Int
}

extension CallStore {
  /// Keeps a voice; the same recording of the same agent is kept once.
  ///
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func enroll(_ voice: EnrolledVoice) throws(CallStoreError) {
    try change { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO agentVoice
            (agentId, callKey, network, speechSeconds, coordinates, enrolledAt, checksum)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, checksum(?1, ?2, ?3, ?4, ?5))
          """,
        arguments: [
          voice.agentId, voice.callKey, voice.network, voice.speechSeconds,
          voice.coordinates.kept, now(),
        ])
    }
  }

  /// All voices that a network made, by agent and recording.
  ///
  /// - Throws: `CallStoreError` when the store cannot be read, or a voice is not what was kept: any
  ///   of them, as the damage may be to the name of its network.
  public func enrolledVoices(network: String) throws(CallStoreError) -> [EnrolledVoice] {
    try look { db in
      guard try changedVoiceCount(db) == 0 else { throw CallStoreError.damaged(file: file) }
      return try Row.fetchAll(
        db, sql: "SELECT * FROM agentVoice WHERE network = ? ORDER BY agentId, callKey",
        arguments: [network]
      ).map { row in
        let kept: Data = row["coordinates"]
        return EnrolledVoice(
          agentId: row["agentId"], callKey: row["callKey"], network: row["network"],
          coordinates: [Float](kept: kept), speechSeconds: row["speechSeconds"])
      }
    }
  }

  /// Voices that are not what was kept.
  func changedVoiceCount(_ db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM agentVoice
        WHERE checksum IS NOT checksum(agentId, callKey, network, speechSeconds, coordinates)
        """) ?? 0
  }

  /// Whose voices there are, by name.
  ///
  /// - Throws: `CallStoreError` when the store cannot be read.
  public func enrolledAgents(network: String) throws(CallStoreError) -> [EnrolledAgent] {
    try look { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT agentId, count(*) AS recordings, sum(speechSeconds) AS seconds,
            max(enrolledAt) AS enrolledAt, sum(network <> ?) AS outdated
          FROM agentVoice GROUP BY agentId ORDER BY agentId
          """, arguments: [network]
      ).map { row in
        EnrolledAgent(
          agentId: row["agentId"], recordingCount: row["recordings"],
          speechSeconds: row["seconds"], enrolledAt: row["enrolledAt"],
          outdatedCount: row["outdated"])
      }
    }
  }

  /// Takes voices out and writes zeros over their place. A line of `audit` says when and of how many
  /// recordings; it names nobody.
  ///
  /// - Parameter agentId: Whose; `nil` = everybody's.
  /// - Returns: Recordings whose voices were taken out.
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func deleteVoices(ofAgent agentId: String?) throws(CallStoreError) -> Int {
    do {
      return try database.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA secure_delete = ON")
        var count = 0
        try db.inTransaction(.immediate) {
          try db.execute(
            sql: "DELETE FROM agentVoice WHERE ?1 IS NULL OR agentId = ?1", arguments: [agentId])
          count = db.changesCount
          try db.execute(
            sql: "INSERT INTO audit (happenedAt, action, callCount) VALUES (?, ?, ?)",
            arguments: [now(), "delete voices", count])
          return .commit
        }
        try emptyWriteAheadLog(db)
        return count
      }
    } catch {
      throw CallStoreError(error, file: file)
    }
  }
}

extension [Float] {
  /// Little-endian 32-bit floats.
  fileprivate var kept: Data {
    reduce(into: Data()) { bytes, value in
      Swift.withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
  }

  fileprivate init(kept: Data) {
    let bytes = [UInt8](kept)
    self = stride(from: 0, to: bytes.count / 4 * 4, by: 4).map { start in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
      return Float(bitPattern: bits)
    }
  }
}
