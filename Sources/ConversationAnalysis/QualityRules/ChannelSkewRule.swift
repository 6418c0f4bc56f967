public import CallTypes

/// QC133: one channel runs ahead of the other.
///
/// What it finds: two people who hear each other take turns, with few and short overlaps (Sacks,
/// Schegloff & Jefferson 1974, Language 50:696). Moving a channel makes one of them talk over the
/// other's ends and the other answer late. Where one move leaves the least overlap and has both sides
/// answer when people do, while as recorded one of them begins before the other has ended at most
/// turns, the channels were not recorded from the same instant on. It is a suspicion: one who cuts in
/// at every turn, on another who always waits as long, looks the same.
/// Why it matters: overlaps, interruptions and response times of such a call are not what was heard, so
/// that it is not scored.
/// Threshold and source: a move of ≥ 0.5 s; overlap of at least 5 % of the speech of the side that says
/// less; at least 20 s of speech and four answers of each; medians of the answers ≥ −0.1 s on both
/// sides once moved and ≤ −0.3 s on one as recorded. In ten languages answers come at 0.0 to 0.5 s in
/// the mean (Stivers et al. 2009, PNAS 106:10587), and overlap is about 4 % of the speech (Heldner &
/// Edlund 2010, Journal of Phonetics 38:555). Chosen on tools/corpus, dev split: of 175 calls as they
/// are none is flagged, of the same with one channel 1 s late 148.
/// Example: the agent's channel begins 1 s late, so that every answer of the customer covers the end of
/// the question: flagged with 1 s.
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
    /// Moves that leave more overlap than the best by at most this share of what it takes away are as
    /// good.
    public var asGoodRatio = 0.25
    /// Earliest median answer of each side once the channel is moved, in seconds.
    public var minimumMovedAnswerSeconds = -0.1
    /// Latest median answer, as recorded, of the side that begins too early, in seconds.
    public var maximumEarlyAnswerSeconds = -0.3
    /// Least number of answers of each side.
    public var minimumAnswerCount = 4
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
        "asGoodRatio",
        "Moves that leave more overlap by this share of what the best takes away are as good",
        source: "tuned on tools/corpus, dev split: 0.1 to 0.25 made no difference", range: 0...0.9),
      SettingDescription(
        "minimumMovedAnswerSeconds",
        "Earliest median answer of each side, once the channel is moved; overlap is negative",
        source: "0.0 to 0.5 s in ten languages (Stivers et al. 2009), less what edges are off",
        range: -2...2),
      SettingDescription(
        "maximumEarlyAnswerSeconds",
        "Latest median answer, as recorded, of the side that begins too early; overlap is negative",
        source: "tuned on simulated turns: who waits 1.5 s longer than the other is no skew",
        range: -5...0),
      SettingDescription(
        "minimumAnswerCount", "Least number of answers of each side",
        source: "own choice: a median of fewer says little", range: 1...1000),
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
    let speech = conversation.sides.map(\.speech)
    let leastSeconds = speech.map(\.totalSeconds).min() ?? 0
    guard leastSeconds > 0, leastSeconds.reaches(limits.minimumSpeechSeconds) else {
      return .notEnoughEvidence(.notEnoughSpeech)
    }
    let overlaps = speech[0].intersection(speech[1])
    guard overlaps.totalSeconds.reaches(limits.minimumOverlapRatio * leastSeconds),
      let move = bestMove(of: speech[1], beside: speech[0], limits),
      abs(move).reaches(limits.minimumSkewSeconds)
    else { return .clear }
    let moved = floor(
      of: [speech[0], speech[1].moved(bySeconds: move)], settings: findings.settings.turns)
    let answers = [0, 1].compactMap { side -> Double? in
      let found = moved.transfers.filter { $0.toSide == side }.map(\.offsetSeconds)
      return found.count >= limits.minimumAnswerCount ? found.median : nil
    }
    guard answers.count == 2 else { return .notEnoughEvidence(.notEnoughSpeech) }
    // The same answers before the move: those of the moved side were earlier by it, the others later.
    let earliest = min(answers[0] + move, answers[1] - move)
    guard answers.allSatisfy({ $0.reaches(limits.minimumMovedAnswerSeconds) }),
      limits.maximumEarlyAnswerSeconds.reaches(earliest)
    else { return .clear }
    return flag(
      findings, value: abs(move), threshold: limits.minimumSkewSeconds, unit: .seconds,
      evidence: overlaps)
  }

  /// The move of one side's speech that leaves the least overlap: the middle of those as good.
  ///
  /// - Returns: In seconds, later is positive; `nil` when no move takes overlap away, or the largest one
  ///   is still as good: then nothing says how far.
  private static func bestMove(
    of moved: [TimeSpan], beside fixed: [TimeSpan], _ limits: Settings
  ) -> Double? {
    let reach = Int((limits.maximumSkewSeconds / limits.stepSeconds).rounded())
    let moves = (-reach...reach).map { Double($0) * limits.stepSeconds }
    let left = moves.map { fixed.intersection(moved.moved(bySeconds: $0)).totalSeconds }
    guard let least = left.min(), least < left[reach], let best = left.firstIndex(of: least) else {
      return nil
    }
    let asGood = least + limits.asGoodRatio * (left[reach] - least)
    guard let after = left[best...].firstIndex(where: { $0 > asGood }),
      let before = left[..<best].lastIndex(where: { $0 > asGood })
    else { return nil }
    return (moves[before + 1] + moves[after - 1]) / 2
  }
}

extension [TimeSpan] {
  /// The same list, later by so many seconds.
  fileprivate func moved(bySeconds seconds: Double) -> [TimeSpan] {
    map { TimeSpan($0.startSeconds + seconds, $0.endSeconds + seconds) }
  }
}
