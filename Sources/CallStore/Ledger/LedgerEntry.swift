public import CallTypes

/// A file as it lies on its disk: while nothing of this changes, its content is taken to be the same.
public struct RecordingIdentity: Hashable, Sendable {
  /// Absolute path, as text that no other path has.
  public var location: String
  /// Size in bytes.
  public var sizeBytes: Int
  /// Time of the last change, in nanoseconds since 1970.
  public var modifiedNanoseconds: Int
  /// Number of the file in its file system.
  public var inode: Int

  /// Names a file.
  public init(location: String, sizeBytes: Int, modifiedNanoseconds: Int, inode: Int) {
    self.location = location
    self.sizeBytes = sizeBytes
    self.modifiedNanoseconds = modifiedNanoseconds
    self.inode = inode
  }
}

/// Everything that a report depends on besides the file's content and name.
public struct AnalysisTerms: Hashable, Sendable {
  /// Hash of version, settings and model.
  public var fingerprint: String
  /// Hash of what the user declared about the call.
  public var declaration: String

  /// Names terms.
  public init(fingerprint: String, declaration: String) {
    self.fingerprint = fingerprint
    self.declaration = declaration
  }
}

/// A content that is analysed once under given terms, whatever names it has.
public struct LedgerKey: Hashable, Sendable {
  /// SHA-256 of the file's bytes, in hexadecimal.
  public var sha256: String
  /// Under which terms.
  public var terms: AnalysisTerms

  /// Names a piece of work.
  public init(sha256: String, terms: AnalysisTerms) {
    self.sha256 = sha256
    self.terms = terms
  }
}

/// What became of a content; the order is that of a call's life.
public enum LedgerState: String, CaseIterable, Hashable, Sendable {
  /// Known, and nobody is at work on it.
  case seen
  /// A process is at work on it.
  case claimed
  /// There is a report.
  case done
  /// It cannot be analysed.
  case failed
  /// It ended every process that was at work on it.
  case quarantined
}

/// What a store knows about a file before anything of it is read.
public enum Standing: Hashable, Sendable {
  /// New, or changed: its content has to be read.
  case unknown
  /// Its content is known by its hash, and not settled under these terms.
  case open(sha256: String)
  /// Nothing is left to do.
  case settled(SettledCall)
}

/// An outcome that the store holds.
public struct SettledCall: Hashable, Sendable {
  /// What the store keeps of it; its names may be those of another file with the same content.
  public var kept: KeptOutcome
  /// Whether it was recorded for this very file.
  public var isOwn: Bool

  /// Makes an entry.
  public init(kept: KeptOutcome, isOwn: Bool) {
    self.kept = kept
    self.isOwn = isOwn
  }
}

/// An outcome as a store keeps it.
public enum KeptOutcome: Hashable, Sendable {
  /// It was analysed.
  case report(EncodedReport)
  /// It could not be.
  case failure(CallFailure)
}

/// The answer to a process that wants to analyse a content.
public enum Claim: Hashable, Sendable {
  /// It is yours until you record or release it.
  case granted
  /// It is yours, and so many processes in a row ended over it. It may be what ended them: whether it
  /// is shows in a process that reads nothing else; then it is cleared, or put into quarantine.
  case passedOn(endedCount: Int)
  /// It has been done.
  case settled(SettledCall)
  /// Somebody who is alive is at work on it.
  case taken
}

/// A call to be recorded.
public struct FinishedCall: Hashable, Sendable {
  /// The file.
  public var identity: RecordingIdentity
  /// The work that was claimed.
  public var key: LedgerKey
  /// What became of it.
  public var outcome: CallOutcome
  /// What a report rests on; `nil` = not to be kept, or kept already.
  public var tracks: KeptTracks?
  /// What is told about it, in the same transaction; `nil` = nothing.
  public var event: OutboxEvent?
  /// Whether processes ended before they recorded it, so that this one had better do so at once.
  public var isUrgent = false

  /// Makes an entry.
  public init(
    identity: RecordingIdentity, key: LedgerKey, outcome: CallOutcome, tracks: KeptTracks? = nil,
    event: OutboxEvent? = nil
  ) {
    self.identity = identity
    self.key = key
    self.outcome = outcome
    self.tracks = tracks
    self.event = event
  }
}
