public import CallTypes

/// QC134: the customer gets louder, higher and faster.
///
/// What it finds: level, F0 and syllable rate of the customer's last third of speech against the first,
/// each by its own standard deviation over stretches of 5 s of speech. All three must rise by more than
/// that, and by more than can be heard. It says what rose, not what the customer feels.
/// Why it matters: H2 情感识别, H3 憤怒的顧客: how an upset customer is met decides about the call. The
/// customer's voice costs the agent no points.
/// Threshold and source: > 1 own standard deviation each, at least 30 s of speech; RULES.md QC134.
/// Example: the level 6 dB, F0 3 semitones, rate 1.2 syllables/s higher at the end: flagged.
public enum AgitatedCustomerRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC134")
  public static let name = "AgitatedCustomer"
  public static let chineseName = "客户情绪激动"
  public static let severity = FlagSeverity.major
  public static let summary = "The customer gets louder, higher and faster over the call."
  public static let chineseSummary = "通话过程中客户的音量、音调和语速都明显升高。"
  public static let source = "H2 情感识别; H3 憤怒的顧客"
  public static let settingsGroup = "agitatedCustomer"
  public static let defaultPoints = 0.0

  /// Settings of the rise.
  public struct Settings: DescribedSettings {
    /// Least rise of each measure by its own standard deviation.
    public var minimumRiseRatio = 1.0
    /// Least rise of the level, in dB.
    public var minimumRiseDB = 2.0
    /// Least rise of F0, in semitones.
    public var minimumRiseSemitones = 1.0
    /// Least rise of the rate.
    public var minimumRiseSyllablesPerSecond = 0.3
    /// Speech in one stretch, in seconds.
    public var stretchSeconds = 5.0
    /// Least number of stretches.
    public var minimumCount = 6

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumRiseRatio", "Rise of each measure, by its own standard deviation, that is much",
        source: "RULES.md QC134", range: 0...10),
      SettingDescription(
        "minimumRiseDB", "Least rise of the level that is heard as louder",
        source: "own choice: as QC108", range: 0...40),
      SettingDescription(
        "minimumRiseSemitones", "Least rise of F0 that is heard as higher",
        source: "own choice: half of EV104's", range: 0...24),
      SettingDescription(
        "minimumRiseSyllablesPerSecond", "Least rise of the rate that is heard as faster",
        source: "Quené 2007: tempo is told apart from about 5 %", range: 0...10),
      SettingDescription(
        "stretchSeconds", "Speech in one stretch whose level, F0 and rate are taken",
        source: "own choice: about twenty syllables", range: 1...60),
      SettingDescription(
        "minimumCount", "Least number of stretches: two for each third of the call",
        source: "own choice", range: 3...1000),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.agitatedCustomer
    let conversation = findings.conversation
    guard conversation.hasSidesApart, let customer = conversation.side(of: .customer) else {
      return .notEnoughEvidence(conversation.reasonWithoutParty)
    }
    let needed = Double(limits.minimumCount) * limits.stretchSeconds
    guard customer.lead.speechSeconds.reaches(needed) else {
      return .notEnoughEvidence(.notEnoughSpeech)
    }
    let stretches = customer.lead.stretches(
      ofSeconds: limits.stretchSeconds, findings.settings.voice)
    guard stretches.count >= limits.minimumCount else {
      return .notEnoughEvidence(.notEnoughSpeech)
    }
    let rises = [
      rise(stretches.map(\.levelDBFS), atLeast: limits.minimumRiseDB),
      rise(stretches.map(\.f0Semitones), atLeast: limits.minimumRiseSemitones),
      rise(
        stretches.map(\.syllablesPerSecond), atLeast: limits.minimumRiseSyllablesPerSecond),
    ]
    guard let least = rises.map(\.ratio).min(), !limits.minimumRiseRatio.reaches(least) else {
      return .clear
    }
    let trace = [
      TraceStep(.levelRise, [.riseDB: rises[0].by]),
      TraceStep(.f0Rise, [.riseSemitones: rises[1].by]),
      TraceStep(.rateRise, [.riseSyllablesPerSecond: rises[2].by]),
    ]
    return flag(
      findings, party: .customer, value: least, threshold: limits.minimumRiseRatio, unit: .ratio,
      evidence: stretches.suffix(stretches.count / 3).flatMap(\.speech), trace: trace,
      baseline: .call)
  }

  /// Mean of the last third minus that of the first, and by the standard deviation of all values.
  ///
  /// A rise smaller than `minimum` is none: its ratio is 0.
  private static func rise(
    _ values: [Double], atLeast minimum: Double
  ) -> (by: Double, ratio: Double) {
    let third = values.count / 3
    func mean(_ values: some Collection<Double>) -> Double {
      values.reduce(0, +) / Double(max(1, values.count))
    }
    let rise = mean(values.suffix(third)) - mean(values.prefix(third))
    let middle = mean(values)
    let deviation = mean(values.map { ($0 - middle) * ($0 - middle) }).squareRoot()
    guard rise.reaches(minimum), deviation > 0 else { return (rise, 0) }
    return (rise, rise / deviation)
  }
}
