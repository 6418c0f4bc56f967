public import CallTypes

/// QC117: the customer is put on hold without being asked, or not thanked.
///
/// What it finds: holds with no word of the agent in the 8 s before, and holds after which the customer
/// speaks first. Queue music before the agent's first word is nobody's hold; where nobody speaks after a
/// hold, only what went before is judged.
/// Why it matters: H3 "让客户等候需经过其同意", "感谢客户的等候": a wait that was agreed seems shorter.
/// Threshold and source: 8 s before, first word after, holds of 10 s or more; H3.
/// Example: music begins 15 s after the agent's last word: flagged.
public enum HoldWithoutCourtesyRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC117")
  public static let name = "HoldWithoutCourtesy"
  public static let chineseName = "等待无告知"
  public static let severity = FlagSeverity.minor
  public static let summary = "A hold is not announced, or the agent does not speak first after it."
  public static let chineseSummary = "让客户等待前未告知，或等待后未先致谢。"
  public static let source = "H3 \"让客户等候需经过其同意\", \"感谢客户的等候\""
  public static let settingsGroup = "holdWithoutCourtesy"

  /// Settings of courtesy by timing.
  public struct Settings: DescribedSettings {
    /// From this number of such holds on, courtesy is missing.
    public var maximumCount = 1
    /// Shortest hold that asks for courtesy, in seconds.
    public var minimumHoldSeconds = 10.0
    /// The agent spoke at most this long before a hold, in seconds.
    public var announcementSeconds = 8.0
    /// The customer is first when ahead by at least this, in seconds.
    public var headStartSeconds = 0.25
    /// Stretch before and after a hold that is played, in seconds.
    public var evidenceSeconds = 3.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumCount", "From this number of holds without courtesy on, the call is flagged",
        source: "RULES.md QC117: one", range: 1...100),
      SettingDescription(
        "minimumHoldSeconds", "Shortest hold that asks for courtesy",
        source: "own choice: shorter music may be a misdialled key", range: 1...600),
      SettingDescription(
        "announcementSeconds", "The agent spoke at most this long before the hold",
        source: "RULES.md QC117", range: 0...60),
      SettingDescription(
        "headStartSeconds", "The customer spoke first after a hold when ahead by this much",
        source: "own choice: as overlap.dualStartSeconds", range: 0...5),
      SettingDescription(
        "evidenceSeconds", "Stretch before and after a hold that is played",
        source: "own choice: a phrase", range: 0.5...60),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.holdWithoutCourtesy
    let conversation = findings.conversation
    guard conversation.hasSidesApart, conversation.side(of: .agent) != nil else {
      return .notEnoughEvidence(conversation.reasonWithoutParty)
    }
    let holds = conversation.holds(findings.settings.silence).filter {
      $0.agentBeforeSeconds != nil && $0.span.durationSeconds.reaches(limits.minimumHoldSeconds)
    }
    let faults = holds.map { (hold: $0, trace: trace(of: $0, limits)) }.filter { !$0.trace.isEmpty }
    guard faults.count >= limits.maximumCount else { return .clear }
    let whole = TimeSpan(0, conversation.durationSeconds)
    let evidence = faults.flatMap { fault in
      let (start, end) = (fault.hold.span.startSeconds, fault.hold.span.endSeconds)
      return [
        TimeSpan(start - limits.announcementSeconds, start + limits.evidenceSeconds),
        TimeSpan(end - limits.evidenceSeconds, end + limits.evidenceSeconds),
      ].compactMap { $0.intersection(whole) }
    }
    return flag(
      findings, party: .agent, value: Double(faults.count),
      threshold: Double(limits.maximumCount), unit: .count, evidence: evidence,
      trace: faults.flatMap(\.trace))
  }

  /// What was missing around a hold; empty where nothing was.
  private static func trace(of hold: Hold, _ limits: Settings) -> [TraceStep] {
    var faults: [TraceStep] = []
    if let before = hold.agentBeforeSeconds {
      let agoSeconds = hold.span.startSeconds - before
      if !limits.announcementSeconds.reaches(agoSeconds) {
        faults.append(TraceStep(.agentSilentBefore, [.durationSeconds: agoSeconds]))
      }
    }
    if let agent = hold.agentReturnSeconds, let customer = hold.customerReturnSeconds,
      (agent - customer).reaches(limits.headStartSeconds)
    {
      faults.append(TraceStep(.customerFirst, [.startSeconds: customer]))
    }
    return faults.isEmpty ? [] : [TraceStep(.hold, hold.span)] + faults
  }
}
