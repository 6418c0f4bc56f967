public import CallTypes

/// Settings of points and bands.
public struct ScoreSettings: DescribedSettings {
  /// Points that a flag at its threshold costs, by rule code.
  public var weightPoints: [String: Double]
  /// Most points that a flag costs, by rule code.
  public var capPoints: [String: Double]
  /// Least points of the band `excellent`.
  public var excellentPoints = 95.0
  /// Least points of the band `good`.
  public var goodPoints = 90.0
  /// Lowest active level at which a side's speech can be judged.
  public var readableDBFS = -55.0
  /// Greatest share of a recording that may be missing at its end.
  public var maximumMissingRatio = 0.1

  public init() {
    let codes = QualityRules.all.map { ($0.code.rawValue, $0.defaultPoints) }
    weightPoints = Dictionary(codes) { first, _ in first }
    capPoints = weightPoints.mapValues { 2 * $0 }
  }

  public static let descriptions = [
    SettingDescription(
      "weightPoints",
      "Points at the threshold: critical 10, major 5, minor 3; 0 where the agent is not at fault",
      source: "RULES.md section 3"),
    SettingDescription(
      "capPoints", "Most points of a flag, however far beyond its threshold: twice the weight",
      source: "RULES.md section 3; factor is our own choice"),
    SettingDescription(
      "excellentPoints", "Least points of an excellent call",
      source: "H3 bands; RULES.md section 3",
      range: 0...100),
    SettingDescription(
      "goodPoints", "Least points of a good call", source: "H3 bands; RULES.md section 3",
      range: 0...100),
    SettingDescription(
      "readableDBFS", "Active level below which speech cannot be judged: the noise of 8-bit codecs",
      source: "own choice: 19 dB under the limit of EV103", range: -120...0),
    SettingDescription(
      "maximumMissingRatio",
      "Greatest share of a recording that may be missing, by the length that the file declares",
      source: "own choice: as oneWayChannel.maximumAbsentRatio", range: 0...1),
  ]
}

/// Whether the agent may be judged by a call.
struct Scorability: Hashable, Sendable {
  /// Rules that forbid it, by code.
  var reasons: [RuleCode] = []
  /// Why no points are given; `nil` when they are.
  var unknown: UnknownReason?
}

/// Whether the agent may be judged: roles known, both heard, no technical rule against it.
func scorability(of findings: Findings, flags: [QualityFlag]) -> Scorability {
  let conversation = findings.conversation
  var reasons = flags.map(\.code).filter { QualityRules.rule($0)?.forbidsScoring ?? false }
  let levelRules = [AgentTooQuietRule.code, CustomerTooQuietRule.code]
  for flag in flags where levelRules.contains(flag.code) {
    guard let party = flag.party,
      let levelDBFS = conversation.side(of: party)?.lead.activeLevelDBFS,
      levelDBFS < findings.settings.score.readableDBFS
    else { continue }
    reasons.append(flag.code)
  }
  guard reasons.isEmpty else {
    return Scorability(reasons: reasons.sorted(), unknown: .notScorable)
  }
  let wholeSeconds = conversation.durationSeconds + conversation.missingSeconds
  if conversation.missingSeconds > findings.settings.score.maximumMissingRatio * wholeSeconds {
    return Scorability(unknown: .recordingCutShort)
  }
  guard conversation.side(of: .agent) != nil, conversation.side(of: .customer) != nil else {
    return Scorability(unknown: conversation.reasonWithoutParty)
  }
  if conversation.isOneSided(findings.settings.oneWayChannel) {
    return Scorability(unknown: .partyAbsent)
  }
  let countConfidence = conversation.speakers?.report.partyCountConfidence ?? 1
  if countConfidence < findings.settings.speakers.minimumScoredConfidenceRatio {
    return Scorability(unknown: .speakersUnsure)
  }
  // One voice in two moods is no call of two.
  if conversation.speakers?.isExchange == false { return Scorability(unknown: .speakersUnsure) }
  if conversation.anySpeech.isEmpty { return Scorability(unknown: .noSpeech) }
  // A third voice has turns of its own: what agent and customer owe each other cannot be told apart.
  let leastSeconds = findings.settings.silentCall.maximumCustomerSeconds
  if conversation.sides.count(where: { $0.speechSeconds.reaches(leastSeconds) }) > 2 {
    return Scorability(unknown: .moreParties)
  }
  return Scorability(unknown: onePartySpeaks(findings) ? .onePartyOnly : nil)
}

/// Whether only one party speaks, and at length: a lecture, a message, or a line that was not recorded.
///
/// A short call to a silent line is a silent call, by whose procedure the agent is judged (QC111). Who
/// speaks for longer than all of that procedure may take is answered by somebody who is not heard.
private func onePartySpeaks(_ findings: Findings) -> Bool {
  let leastSeconds = findings.settings.silentCall.maximumCustomerSeconds
  let longestSeconds = findings.settings.silentCallProtocol.maximumTotalSeconds
  let sides = findings.conversation.sides
  return sides.contains { !$0.speechSeconds.reaches(leastSeconds) }
    && sides.contains { $0.speechSeconds.reaches(longestSeconds) }
}

/// How far a flag lies beyond its threshold, in units of the threshold, 0 or more.
func relativeMargin(of flag: QualityFlag) -> Double {
  let threshold = abs(flag.threshold)
  return threshold > 0 ? flag.margin / threshold : 0
}

/// Points: 100 minus, for each flag, weight × (1 + relative margin), at most the cap.
func qualityScore(
  flags: [QualityFlag], scorability: Scorability, settings: ScoreSettings
) -> QualityScore {
  guard scorability.unknown == nil else {
    return QualityScore(points: nil, band: nil, deductions: [])
  }
  let deductions = flags.compactMap { flag -> ScoreDeduction? in
    let weight = settings.weightPoints[flag.code.rawValue] ?? 0
    let cap = settings.capPoints[flag.code.rawValue] ?? 0
    let points = min(cap, weight * (1 + relativeMargin(of: flag))).rounded(toPlaces: 1)
    return points > 0 ? ScoreDeduction(code: flag.code, points: points) : nil
  }
  let lost = deductions.reduce(0) { $0 + $1.points }
  let points = max(0, 100 - lost).rounded(toPlaces: 1)
  let band: ScoreBand =
    points >= settings.excellentPoints
    ? .excellent : points >= settings.goodPoints ? .good : .needsImprovement
  return QualityScore(points: points, band: band, deductions: deductions)
}
