/// Every change of the store's shape, oldest first. A released entry is never edited: a change is one
/// more entry.
enum StoreMigration {
  /// The statements of each; a store's version is how many of them it has had.
  static let all = [firstShape, tracks, audit, ownFailures, outbox, agentVoice, checksums]

  /// A sum beside what is kept as it is and reaches a report, see `Checksum`.
  private static let checksums = """
    ALTER TABLE ledger ADD COLUMN failureChecksum INTEGER;
    ALTER TABLE recording ADD COLUMN failureChecksum INTEGER;
    ALTER TABLE agentVoice ADD COLUMN checksum INTEGER;
    UPDATE ledger SET failureChecksum = checksum(failure) WHERE failure IS NOT NULL;
    UPDATE recording SET failureChecksum = checksum(failure) WHERE failure IS NOT NULL;
    UPDATE agentVoice
      SET checksum = checksum(agentId, callKey, network, speechSeconds, coordinates);
    """

  /// `agentVoice`: where an agent's voice lies, by recording; 32-bit floats, little-endian.
  private static let agentVoice = """
    CREATE TABLE agentVoice (
      agentId TEXT NOT NULL,
      callKey TEXT NOT NULL,
      network TEXT NOT NULL,
      speechSeconds REAL NOT NULL,
      coordinates BLOB NOT NULL,
      enrolledAt REAL NOT NULL,
      PRIMARY KEY (agentId, callKey)
    ) STRICT, WITHOUT ROWID;
    """

  /// `tracks`: what a content's reports rest on, see `TrackArchive`.
  private static let tracks = """
    CREATE TABLE tracks (
      ledgerID INTEGER PRIMARY KEY REFERENCES ledger (id) ON DELETE CASCADE,
      signal TEXT NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;
    """

  /// `audit`: what was taken out of the store, without its name.
  private static let audit = """
    CREATE TABLE audit (
      id INTEGER PRIMARY KEY,
      happenedAt REAL NOT NULL,
      action TEXT NOT NULL,
      callCount INTEGER NOT NULL
    ) STRICT;
    """

  /// `recording.failure`: why that very file could not be analysed, under its own names; the ledger's
  /// text has those of the first file with the content.
  private static let ownFailures = """
    ALTER TABLE recording ADD COLUMN failure TEXT;
    """

  /// `outbox`: what happened and has to be told, `delivery` the places where that has not been done yet.
  /// An event that has been told everywhere stays as its id, so that it is not posted again.
  private static let outbox = """
    ALTER TABLE ledger ADD COLUMN retryCount INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      eventID TEXT NOT NULL UNIQUE,
      recordingID INTEGER REFERENCES recording (id) ON DELETE CASCADE,
      createdAt REAL NOT NULL,
      payload BLOB
    ) STRICT;
    CREATE INDEX outboxByRecording ON outbox (recordingID);

    CREATE TABLE delivery (
      id INTEGER PRIMARY KEY,
      outboxID INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
      destination TEXT NOT NULL,
      attemptCount INTEGER NOT NULL DEFAULT 0,
      nextAttemptAt REAL NOT NULL,
      UNIQUE (destination, outboxID)
    ) STRICT;
    CREATE INDEX deliveryByEvent ON delivery (outboxID);

    CREATE TABLE disabledDestination (
      destination TEXT PRIMARY KEY,
      disabledAt REAL NOT NULL
    ) STRICT;
    """

  /// Tables singular; a column is spelt as the report's JSON spells it.
  ///
  /// `recording` is a path as it was last seen, `ledger` what became of a content with given settings
  /// and declarations, `call` the report of a path, `event` and `flag` its parts.
  private static let firstShape = """
    CREATE TABLE recording (
      id INTEGER PRIMARY KEY,
      location TEXT NOT NULL UNIQUE,
      sizeBytes INTEGER NOT NULL,
      modifiedNanoseconds INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      sha256 TEXT NOT NULL
    ) STRICT;

    CREATE TABLE ledger (
      id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      declaration TEXT NOT NULL,
      state TEXT NOT NULL
        CHECK (state IN ('seen', 'claimed', 'done', 'failed', 'quarantined')),
      changedAt REAL NOT NULL,
      attemptCount INTEGER NOT NULL DEFAULT 0,
      leaseHost TEXT,
      leaseProcessID INTEGER,
      leaseProcessStart INTEGER,
      leaseExpiresAt REAL,
      failure TEXT,
      UNIQUE (sha256, fingerprint, declaration)
    ) STRICT;

    CREATE TABLE call (
      id INTEGER PRIMARY KEY,
      recordingID INTEGER NOT NULL UNIQUE REFERENCES recording (id) ON DELETE CASCADE,
      ledgerID INTEGER NOT NULL REFERENCES ledger (id),
      callId TEXT NOT NULL,
      path TEXT NOT NULL,
      analysedAt REAL NOT NULL,
      version TEXT NOT NULL,
      durationSeconds REAL NOT NULL,
      sampleRateHz INTEGER NOT NULL,
      channelCount INTEGER NOT NULL,
      container TEXT NOT NULL,
      codec TEXT NOT NULL,
      agentId TEXT,
      queue TEXT,
      direction TEXT,
      startTime TEXT,
      customerId TEXT,
      platform TEXT,
      customerRatio REAL,
      agentRatio REAL,
      silenceSeconds REAL,
      overlapSeconds REAL,
      points REAL,
      band TEXT,
      required INTEGER NOT NULL,
      scorable INTEGER NOT NULL,
      priority REAL NOT NULL,
      report BLOB NOT NULL
    ) STRICT;
    CREATE INDEX callByLedger ON call (ledgerID);
    CREATE INDEX callByName ON call (callId);
    CREATE INDEX callByPriority ON call (priority);
    CREATE INDEX callByAgent ON call (agentId, startTime);

    CREATE TABLE event (
      id INTEGER PRIMARY KEY,
      callRowID INTEGER NOT NULL REFERENCES call (id) ON DELETE CASCADE,
      code TEXT NOT NULL,
      kind TEXT NOT NULL,
      startSeconds REAL NOT NULL,
      endSeconds REAL NOT NULL,
      party TEXT,
      cause TEXT,
      yieldedBy TEXT,
      "values" TEXT NOT NULL
    ) STRICT;
    CREATE INDEX eventByCall ON event (callRowID);

    CREATE TABLE flag (
      id INTEGER PRIMARY KEY,
      callRowID INTEGER NOT NULL REFERENCES call (id) ON DELETE CASCADE,
      code TEXT NOT NULL,
      name TEXT NOT NULL,
      severity TEXT NOT NULL,
      party TEXT,
      value REAL NOT NULL,
      threshold REAL NOT NULL,
      margin REAL NOT NULL,
      unit TEXT NOT NULL,
      evidence TEXT NOT NULL
    ) STRICT;
    CREATE INDEX flagByCall ON flag (callRowID);
    CREATE INDEX flagByCode ON flag (code);

    CREATE VIEW call_summary AS
      SELECT call.callId, call.path, call.agentId, call.queue, call.direction, call.startTime,
        call.durationSeconds, call.customerRatio, call.agentRatio, call.silenceSeconds,
        call.overlapSeconds, call.points, call.band, call.required, call.scorable, call.priority,
        (SELECT group_concat(code, ' ') FROM
          (SELECT code FROM flag WHERE flag.callRowID = call.id ORDER BY code)) AS flags,
        ledger.sha256, recording.sizeBytes, ledger.fingerprint,
        datetime(call.analysedAt, 'unixepoch') AS analysedAt
      FROM call
        JOIN ledger ON ledger.id = call.ledgerID
        JOIN recording ON recording.id = call.recordingID
      ORDER BY call.priority DESC, call.callId;

    CREATE VIEW flag_list AS
      SELECT call.callId, call.path, call.agentId, call.queue, call.startTime, flag.code, flag.name,
        flag.severity, flag.party, flag.value, flag.threshold, flag.margin, flag.unit,
        flag.evidence, call.priority
      FROM flag JOIN call ON call.id = flag.callRowID
      ORDER BY call.priority DESC, call.callId, flag.code;

    CREATE VIEW agent_week AS
      SELECT agentId, date(startTime, 'weekday 0', '-6 days') AS weekStart,
        count(*) AS callCount, sum(durationSeconds) AS durationSeconds,
        sum(required) AS requiredCount, avg(points) AS meanPoints,
        avg(customerRatio) AS meanCustomerRatio,
        (SELECT count(*) FROM flag JOIN call AS own ON own.id = flag.callRowID
          WHERE own.agentId = call.agentId
            AND date(own.startTime, 'weekday 0', '-6 days')
              IS date(call.startTime, 'weekday 0', '-6 days')) AS flagCount
      FROM call
      WHERE agentId IS NOT NULL
      GROUP BY agentId, weekStart
      ORDER BY agentId, weekStart;
    """
}
