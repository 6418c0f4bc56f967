public import CallTypes

/// Settings of the two rules about a party that is hard to hear; each rule has its own values.
public struct QuietPartySettings: DescribedSettings {
  /// Quiet speech that is too much, in seconds.
  public var maximumQuietSeconds = 10.0
  /// Share of quiet speech that is too much.
  public var maximumQuietRatio = 0.20
  /// Least speech of the party, in seconds.
  public var minimumSpeechSeconds = 5.0

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "maximumQuietSeconds", "From this much quiet speech on, the party is too quiet",
      source: "RULES.md QC105, QC106", range: 0...3600),
    SettingDescription(
      "maximumQuietRatio", "From this share of quiet speech on, the party is too quiet",
      source: "RULES.md QC105, QC106", range: 0...1),
    SettingDescription(
      "minimumSpeechSeconds", "Least speech of the party before the share is judged",
      source: "own choice: one level window", range: 0...600),
  ]
}

extension QualityRule {
  /// Whether a party is too quiet: by seconds or by share of its speech.
  static func quietVerdict(
    of party: Party, on findings: Findings, limits: QuietPartySettings
  ) -> RuleVerdict {
    guard let side = findings.conversation.side(of: party) else {
      return .notEnoughEvidence(findings.conversation.reasonWithoutParty)
    }
    let speechSeconds = side.lead.speechSeconds
    guard speechSeconds > 0, speechSeconds.reaches(limits.minimumSpeechSeconds) else {
      return .notEnoughEvidence(.notEnoughSpeech)
    }
    let events = findings.events(.lowVolume, of: party)
    guard !events.isEmpty else { return .clear }
    let quietSeconds = events.reduce(0) { $0 + ($1.values[.speechSeconds] ?? 0) }
    let evidence = events.map(\.span)
    if quietSeconds.reaches(limits.maximumQuietSeconds) {
      return flag(
        findings, party: party, value: quietSeconds, threshold: limits.maximumQuietSeconds,
        unit: .seconds, evidence: evidence)
    }
    let ratio = quietSeconds / speechSeconds
    guard ratio.reaches(limits.maximumQuietRatio) else { return .clear }
    return flag(
      findings, party: party, value: ratio, threshold: limits.maximumQuietRatio, unit: .ratio,
      evidence: evidence)
  }
}
