/// How the voices of one channel were told apart, and how far that can be trusted.
///
/// All of a party's figures rest on it where several share a channel: the sides of such a call are
/// estimates. The error bars are those of simulated calls (models/voice-network/MODEL.md).
public struct SpeakersReport: Codable, Hashable, Sendable {
  /// Number of parties: 1, 2, or 3 for three and more.
  public var partyCount: Int
  /// How likely that number is right, 0…1.
  public var partyCountConfidence: Double
  /// Share of speech that is expected to be given to the wrong party, missed or doubled (diarization
  /// error rate, 0.25 s beside changes left out); `nil` unless there are two.
  @ExplicitNull public var expectedErrorRatio: Double?
  /// Half-width of the range in which a party's share of speech lies in nine of ten calls; `nil` unless
  /// there are two.
  @ExplicitNull public var shareMarginRatio: Double?
  /// How likely the party that is called the agent is the agent, 0…1; `nil` where nobody is.
  @ExplicitNull public var agentConfidence: Double?

  /// Makes a record of voices.
  public init(
    partyCount: Int, partyCountConfidence: Double, expectedErrorRatio: Double?,
    shareMarginRatio: Double?, agentConfidence: Double? = nil
  ) {
    self.partyCount = partyCount
    self.partyCountConfidence = partyCountConfidence
    self.expectedErrorRatio = expectedErrorRatio
    self.shareMarginRatio = shareMarginRatio
    self.agentConfidence = agentConfidence
  }
}
