/// How one party spoke.
public struct PartyReport: Codable, Hashable, Sendable {
  /// Speech in all.
  public var speechSeconds: Double
  /// When the party spoke.
  public var speech: [TimeSpan]
  /// Number of turns.
  public var turnCount: Int
  /// P.56 active speech level; `nil` without speech.
  @ExplicitNull public var activeLevelDBFS: Double?
  /// Median F0; `nil` without enough voiced speech.
  @ExplicitNull public var f0MedianHz: Double?
  /// Standard deviation of F0 in semitones; `nil` without enough voiced speech.
  @ExplicitNull public var f0SpreadSemitones: Double?
  /// Voiced speech that F0 rests on.
  public var voicedSeconds: Double
  /// Syllable nuclei per second of speech; `nil` without enough speech.
  @ExplicitNull public var syllablesPerSecond: Double?
  /// Median of the floor-transfer offsets with which the party took the floor; `nil` when it never
  /// answered. Negative = it usually starts before the other ends.
  @ExplicitNull public var medianResponseSeconds: Double?
  /// Longest time the party held the floor.
  public var longestMonologueSeconds: Double
  /// Interruptions of at least one second, the length that rules count.
  public var interruptionCount: Int
  /// Interruptions that the party began, by their least length: 0.5, 1 and 2 s.
  public var interruptionCounts: InterruptionCounts
  /// Short listener responses.
  public var backchannelCount: Int

  /// Makes a record of a party.
  public init(
    speechSeconds: Double, speech: [TimeSpan], turnCount: Int, activeLevelDBFS: Double?,
    f0MedianHz: Double?, f0SpreadSemitones: Double?, voicedSeconds: Double,
    syllablesPerSecond: Double?, medianResponseSeconds: Double?, longestMonologueSeconds: Double,
    interruptionCounts: InterruptionCounts, backchannelCount: Int
  ) {
    self.speechSeconds = speechSeconds
    self.speech = speech
    self.turnCount = turnCount
    self.activeLevelDBFS = activeLevelDBFS
    self.f0MedianHz = f0MedianHz
    self.f0SpreadSemitones = f0SpreadSemitones
    self.voicedSeconds = voicedSeconds
    self.syllablesPerSecond = syllablesPerSecond
    self.medianResponseSeconds = medianResponseSeconds
    self.longestMonologueSeconds = longestMonologueSeconds
    self.interruptionCounts = interruptionCounts
    interruptionCount = interruptionCounts.atLeast1Second
    self.backchannelCount = backchannelCount
  }
}

/// Interruptions by their least length.
public struct InterruptionCounts: Codable, Hashable, Sendable {
  /// Of 0.5 s or more.
  public var atLeastHalfSecond: Int
  /// Of 1 s or more.
  public var atLeast1Second: Int
  /// Of 2 s or more.
  public var atLeast2Seconds: Int

  /// Makes a record of counts.
  public init(atLeastHalfSecond: Int = 0, atLeast1Second: Int = 0, atLeast2Seconds: Int = 0) {
    self.atLeastHalfSecond = atLeastHalfSecond
    self.atLeast1Second = atLeast1Second
    self.atLeast2Seconds = atLeast2Seconds
  }
}

/// Who had how much of the talk, by the three denominators in use.
public struct TalkReport: Codable, Hashable, Sendable {
  /// Customer speech ÷ (customer + agent speech); overlap counts for both. The rule uses this.
  @ExplicitNull public var customerRatio: Double?
  /// Agent speech ÷ (customer + agent speech).
  @ExplicitNull public var agentRatio: Double?
  /// Customer speech ÷ time in which anybody speaks.
  @ExplicitNull public var customerShareOfTalk: Double?
  /// Agent speech ÷ time in which anybody speaks.
  @ExplicitNull public var agentShareOfTalk: Double?
  /// Customer speech ÷ length of the call without what is excluded.
  @ExplicitNull public var customerShareOfCall: Double?
  /// Agent speech ÷ length of the call without what is excluded.
  @ExplicitNull public var agentShareOfCall: Double?
  /// Speech ÷ speech of all, per channel, whatever its role.
  public var channelRatios: [Double]
  /// Time in which two or more speak.
  public var overlapSeconds: Double
  /// The same if tones and echoes were taken for speech, in seconds.
  public var overlapBeforeSuppressionSeconds: Double
  /// Time in which nobody speaks, without what is excluded.
  public var silenceSeconds: Double
  /// Time before the answer, on hold, paused and after the call: part of no ratio.
  public var excludedSeconds: Double

  /// Makes a record of shares.
  public init(
    customerRatio: Double?, agentRatio: Double?, customerShareOfTalk: Double?,
    agentShareOfTalk: Double?, customerShareOfCall: Double?, agentShareOfCall: Double?,
    channelRatios: [Double], overlapSeconds: Double,
    overlapBeforeSuppressionSeconds: Double, silenceSeconds: Double,
    excludedSeconds: Double
  ) {
    self.customerRatio = customerRatio
    self.agentRatio = agentRatio
    self.customerShareOfTalk = customerShareOfTalk
    self.agentShareOfTalk = agentShareOfTalk
    self.customerShareOfCall = customerShareOfCall
    self.agentShareOfCall = agentShareOfCall
    self.channelRatios = channelRatios
    self.overlapSeconds = overlapSeconds
    self.overlapBeforeSuppressionSeconds = overlapBeforeSuppressionSeconds
    self.silenceSeconds = silenceSeconds
    self.excludedSeconds = excludedSeconds
  }
}
