/// Everything CallSift says about one call: the value that crosses to store, formats and page.
///
/// Times are seconds from the first sample, levels dBFS, ratios 0…1. A value that cannot be known is
/// `null`, and `notes` says why.
public struct CallReport: Codable, Hashable, Sendable {
  /// Name and version of this shape.
  public static let schemaName = "callsift.report/1"

  /// Always `schemaName`.
  public var schema = CallReport.schemaName
  /// The call's name, unique in its archive.
  public var callId: String
  /// The file that was read.
  public var file: FileReport
  /// What the file holds.
  public var audio: AudioReport
  /// What the user declared about the call.
  public var metadata: CallMetadata
  /// One entry per channel, in file order.
  public var channels: [ChannelReport]
  /// One entry per party; channels of unknown role are `channel0`, `channel1`, ….
  public var parties: [Party: PartyReport]
  /// Who had how much of the talk.
  public var talk: TalkReport
  /// What happened, by start time.
  public var events: [CallEvent]
  /// What a reviewer should hear, by code.
  public var flags: [QualityFlag]
  /// Points and band.
  public var score: QualityScore
  /// Whether and how soon to review.
  public var review: ReviewDecision
  /// Why a value is `null`: path of the value, and the reason.
  public var notes: [String: UnknownReason]
  /// How the report came about.
  public var analysis: AnalysisReport

  /// Makes a report.
  public init(
    callId: String, file: FileReport, audio: AudioReport, metadata: CallMetadata,
    channels: [ChannelReport], parties: [Party: PartyReport], talk: TalkReport,
    events: [CallEvent], flags: [QualityFlag], score: QualityScore, review: ReviewDecision,
    notes: [String: UnknownReason], analysis: AnalysisReport
  ) {
    self.callId = callId
    self.file = file
    self.audio = audio
    self.metadata = metadata
    self.channels = channels
    self.parties = parties
    self.talk = talk
    self.events = events
    self.flags = flags
    self.score = score
    self.review = review
    self.notes = notes
    self.analysis = analysis
  }
}

/// Why a value cannot be known.
public enum UnknownReason: String, Codable, CaseIterable, Hashable, Sendable {
  /// No channel was declared to be the agent's or the customer's.
  case rolesUnknown
  /// Both parties share one channel.
  case mixedChannel
  /// The recording holds no channel of that party.
  case partyAbsent
  /// Nobody speaks in what was heard.
  case noSpeech
  /// Too little to measure on.
  case notEnoughSpeech
  /// No ringing was recorded, from which the rule would start.
  case noRingback
  /// The format declares no length.
  case notDeclared
  /// A technical flag forbids judging the agent.
  case notScorable
  /// The time has no zone, and `roles.timeZone` is not set.
  case timeZoneUnknown
  /// More parties speak than agent and customer.
  case moreParties
  /// Only one party speaks, and at length: nothing of it was a conversation.
  case onePartyOnly
  /// Voices of one channel were told apart, but not surely enough.
  case speakersUnsure
  /// Too much of the recording is missing: most of the call may not have been heard.
  case recordingCutShort
}

/// The file that a report is about.
public struct FileReport: Codable, Hashable, Sendable {
  /// Path as given, below the scanned folder; bytes that are no UTF-8 are shown as `\xNN`.
  public var path: String
  /// SHA-256 of the file's bytes, in hexadecimal; `nil` when it could not be read.
  @ExplicitNull public var sha256: String?
  /// Size in bytes, of all parts together; `nil` when it could not be read.
  @ExplicitNull public var sizeBytes: Int?
  /// The files of a call that was recorded one party a file, in the order of the channels; `nil` for
  /// one file. `sha256` is then the hash of their hashes.
  @ExplicitNull public var parts: [FilePart]?

  /// Makes a file record.
  public init(path: String, sha256: String?, sizeBytes: Int?, parts: [FilePart]? = nil) {
    self.path = path
    self.sha256 = sha256
    self.sizeBytes = sizeBytes
    self.parts = parts
  }
}

/// One of the files that a call was recorded in.
public struct FilePart: Codable, Hashable, Sendable {
  /// Path as given; `nil` when there is no such file.
  @ExplicitNull public var path: String?
  /// SHA-256 of the file's bytes, in hexadecimal; `nil` when it could not be read.
  @ExplicitNull public var sha256: String?
  /// Size in bytes; `nil` when it could not be read.
  @ExplicitNull public var sizeBytes: Int?

  /// Makes a record of a part.
  public init(path: String?, sha256: String?, sizeBytes: Int?) {
    self.path = path
    self.sha256 = sha256
    self.sizeBytes = sizeBytes
  }
}

/// What a recording holds, as declared and as decoded.
public struct AudioReport: Codable, Hashable, Sendable {
  /// File format, such as `wav`.
  public var container: String
  /// Sample coding, such as `mulaw`.
  public var codec: String
  /// Native sampling rate.
  public var sampleRateHz: Int
  /// Number of channels.
  public var channelCount: Int
  /// Length of what was decoded.
  public var durationSeconds: Double
  /// Length that the header promises; `nil` where it promises none.
  @ExplicitNull public var declaredDurationSeconds: Double?

  /// Makes a record of the audio.
  public init(
    container: String, codec: String, sampleRateHz: Int, channelCount: Int,
    durationSeconds: Double, declaredDurationSeconds: Double?
  ) {
    self.container = container
    self.codec = codec
    self.sampleRateHz = sampleRateHz
    self.channelCount = channelCount
    self.durationSeconds = durationSeconds
    self.declaredDurationSeconds = declaredDurationSeconds
  }
}

/// What is known about a call besides its sound, by manifest, sidecar or the recording's name.
public struct CallMetadata: Codable, Hashable, Sendable {
  /// Who handled it.
  @ExplicitNull public var agentId: String?
  /// Queue or skill group.
  @ExplicitNull public var queue: String?
  /// `inbound` or `outbound`, as declared.
  @ExplicitNull public var direction: String?
  /// Start of the call: as declared, or from the name, then always with its zone.
  @ExplicitNull public var startTime: String?
  /// Who called or was called: as declared, or a keyed hash of the number.
  @ExplicitNull public var customerId: String?
  /// Recorder or telephony platform.
  @ExplicitNull public var platform: String?

  /// Makes a record with nothing declared.
  public init() {}
}

/// One channel of the recording.
public struct ChannelReport: Codable, Hashable, Sendable {
  /// Place in the file, from 0.
  public var index: Int
  /// Declared role.
  public var party: ChannelRole
  /// Where the role was learnt.
  public var partySource: PartySource
  /// How likely the role is right, 0…1; `nil` unless it was inferred from the sound.
  @ExplicitNull public var partyConfidence: Double?
  /// P.56 active speech level over the call; `nil` without speech.
  @ExplicitNull public var activeLevelDBFS: Double?
  /// Median background level; `nil` for a recording shorter than a frame.
  @ExplicitNull public var noiseFloorDBFS: Double?
  /// Active level minus background level.
  @ExplicitNull public var snrDB: Double?
  /// Share of samples in clipped runs, 0…1.
  public var clippedRatio: Double
  /// Mean of the samples, full scale 1.0.
  public var dcOffsetRatio: Double
  /// Speech in the channel.
  public var speechSeconds: Double
  /// Stretches in which there is no recording of the channel, by time; `nil` where there is all along.
  @ExplicitNull public var absent: [TimeSpan]?
  /// How several voices in the channel were told apart; `nil` where the channel is one party's.
  @ExplicitNull public var speakers: SpeakersReport?

  /// Makes a record of a channel.
  public init(
    index: Int, party: ChannelRole, partySource: PartySource, partyConfidence: Double? = nil,
    activeLevelDBFS: Double?, noiseFloorDBFS: Double?, snrDB: Double?, clippedRatio: Double,
    dcOffsetRatio: Double, speechSeconds: Double, absent: [TimeSpan]? = nil,
    speakers: SpeakersReport? = nil
  ) {
    self.index = index
    self.party = party
    self.partySource = partySource
    self.partyConfidence = partyConfidence
    self.absent = absent
    self.speakers = speakers
    self.activeLevelDBFS = activeLevelDBFS
    self.noiseFloorDBFS = noiseFloorDBFS
    self.snrDB = snrDB
    self.clippedRatio = clippedRatio
    self.dcOffsetRatio = dcOffsetRatio
    self.speechSeconds = speechSeconds
  }
}

/// How the report came about.
public struct AnalysisReport: Codable, Hashable, Sendable {
  /// Version of CallSift.
  public var version: String
  /// Hash of version, settings and model: equal fingerprints, comparable reports.
  public var fingerprint: String
  /// What was odd about the file.
  public var warnings: [AnalysisWarning]

  /// Makes a record of the analysis.
  public init(version: String, fingerprint: String, warnings: [AnalysisWarning]) {
    self.version = version
    self.fingerprint = fingerprint
    self.warnings = warnings
  }
}

/// Something odd about a file that was analysed all the same.
public struct AnalysisWarning: Codable, Hashable, Sendable {
  /// Stable name.
  public var code: WarningCode
  /// What was found, for a person, in English.
  public var message: String
  /// The same for every language; `nil` of reports from before there was more than one.
  @ExplicitNull public var wording: Message?

  /// Makes a warning of a sentence in all languages.
  public init(_ code: WarningCode, _ wording: Message) {
    self.init(code: code, message: wording.text(in: .english))
    self.wording = wording
  }

  /// Makes a warning of a sentence in English.
  public init(code: WarningCode, message: String) {
    self.code = code
    self.message = message
    wording = nil
  }
}

/// Names of warnings.
public enum WarningCode: String, Codable, CaseIterable, Hashable, Sendable {
  /// The recorder died before it wrote the length; analysed to the end of the file.
  case headerUnfinalized
  /// Less audio than the header promises.
  case truncated
  /// Samples that were no number or infinite, taken as zero.
  case invalidSamples
  /// The decoder gave up before the end; what came before is analysed.
  case decodeError
  /// Roles are declared for another number of channels.
  case rolesDoNotFit
  /// The metadata beside the recording make no sense.
  case sidecarIgnored
  /// One of the two files of a call is not there, or cannot be read: one side was analysed.
  case sideMissing
  /// One of the two files of a call begins later or ends earlier than the other.
  case sideShorter
  /// The two files of a call have different sampling rates.
  case ratesDiffer
  /// Several files may be the other half of the call, so that none was taken.
  case pairAmbiguous
}
