public import CallTypes

/// QC133: one channel runs ahead of the other.
///
/// What it finds: speech of both sides that would lie one after the other if one channel were moved. Two
/// people who hear each other take turns: moving a channel makes them talk over each other. Where they
/// do so at every turn, and one move ends nearly all of it without making the other's answers come too
/// early, the channels were not recorded from the same instant on. It is a suspicion: an agent who cuts
/// in at every turn, on a customer who always waits as long, looks the same.
/// Why it matters: overlaps, interruptions and response times of such a call are not what was heard, so
/// that it is not scored.
/// Threshold and source: a move of ≥ 0.5 s that leaves at most a third of the overlap, which is at least
/// 5 % of the speech of the side that says less; at least 20 s of speech of each; own choice. Overlap in
/// conversations is about 4 % of the speech (Heldner & Edlund 2010, Journal of Phonetics 38:555: most
/// gaps and overlaps are shorter than half a second).
/// Example: the agent's channel begins 1 s late, so that every answer covers the end of the question:
/// flagged with 1 s.
public enum ChannelSkewRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC133")
  public static let name = "ChannelSkew"
  public static let chineseName = "声道不同步"
  public static let severity = FlagSeverity.technical
  public static let summary = "One channel seems to run ahead of the other."
  public static let chineseSummary = "两个声道的时间疑似不同步。"
  public static let source = "H2 \"通话中断、声音不清\""
  public static let settingsGroup = "channelSkew"
  public static let forbidsScoring = true

  /// Settings of the suspicion.
  public struct Settings: DescribedSettings {
    /// Smallest move that is a skew, in seconds.
    public var minimumSkewSeconds = 0.5
    /// Largest move tried, in seconds.
    public var maximumSkewSeconds = 4.0
    /// Step between moves, in seconds.
    public var stepSeconds = 0.05
    /// Least overlap, as a share of the speech of the side that says less.
    public var minimumOverlapRatio = 0.05
    /// Greatest share of the overlap that may be left by the move.
    public var maximumRemainingRatio = 0.33
    /// Least speech of each side, in seconds.
    public var minimumSpeechSeconds = 20.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumSkewSeconds", "Smallest move of a channel that is a skew",
        source: "own choice: longer than most gaps and overlaps (Heldner & Edlund 2010)",
        range: 0.1...10),
      SettingDescription(
        "maximumSkewSeconds", "Largest move of a channel that is tried",
        source: "own choice: shorter than a turn", range: 0.5...10),
      SettingDescription(
        "stepSeconds", "Step between the moves that are tried",
        source: "own choice: a tenth of the smallest skew", range: 0.01...0.5),
      SettingDescription(
        "minimumOverlapRatio", "Least overlap, as a share of the speech of the side that says less",
        source: "own choice: over the usual 4 % (Heldner & Edlund 2010)", range: 0.01...1),
      SettingDescription(
        "maximumRemainingRatio", "Greatest share of the overlap that may be left by the move",
        source: "own choice: what is left is the speakers' own", range: 0...1),
      SettingDescription(
        "minimumSpeechSeconds", "Least speech of each side before the channels are compared",
        source: "own choice: about five turns", range: 1...3600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.channelSkew
    let conversation = findings.conversation
    guard conversation.hasSidesApart, !conversation.hasSpeakers, conversation.sides.count == 2
    else {
      return .notEnoughEvidence(conversation.reasonWithoutParty)
    }
    let (fixed, moved) = (conversation.sides[0].speech, conversation.sides[1].speech)
    let leastSeconds = min(fixed.totalSeconds, moved.totalSeconds)
    guard leastSeconds > 0, leastSeconds.reaches(limits.minimumSpeechSeconds) else {
      return .notEnoughEvidence(.notEnoughSpeech)
    }
    let overlaps = fixed.intersection(moved)
    let overlapSeconds = overlaps.totalSeconds
    guard overlapSeconds.reaches(limits.minimumOverlapRatio * leastSeconds) else { return .clear }
    let allowedSeconds = limits.maximumRemainingRatio * overlapSeconds
    guard
      let skewSeconds = bestMove(of: moved, beside: fixed, leavingAtMost: allowedSeconds, limits),
      abs(skewSeconds).reaches(limits.minimumSkewSeconds)
    else { return .clear }
    return flag(
      findings, value: abs(skewSeconds), threshold: limits.minimumSkewSeconds, unit: .seconds,
      evidence: overlaps)
  }

  /// The move of one side's speech that leaves the least overlap: the middle of those that do.
  ///
  /// - Returns: In seconds, later is positive; `nil` when every move leaves more overlap than allowed, or
  ///   the largest one is still as good: then nothing says how far.
  private static func bestMove(
    of moved: [TimeSpan], beside fixed: [TimeSpan], leavingAtMost largestSeconds: Double,
    _ limits: Settings
  ) -> Double? {
    let reach = Int((limits.maximumSkewSeconds / limits.stepSeconds).rounded())
    let moves = (-reach...reach).map { Double($0) * limits.stepSeconds }
    let left = moves.map { move in
      let there = moved.map { TimeSpan($0.startSeconds + move, $0.endSeconds + move) }
      return fixed.intersection(there).totalSeconds
    }
    guard let least = left.min(), largestSeconds.reaches(least),
      let best = left.firstIndex(of: least)
    else { return nil }
    // As the gaps between turns leave room, a stretch of moves is about as good.
    guard let after = left[best...].firstIndex(where: { !largestSeconds.reaches($0) }),
      let before = left[..<best].lastIndex(where: { !largestSeconds.reaches($0) })
    else { return nil }
    return (moves[before + 1] + moves[after - 1]) / 2
  }
}
