public import CallTypes

/// The registry of quality rules.
public enum QualityRules {
  /// Every rule, by code; each has a file of its name in `QualityRules/`.
  public static let all: [any QualityRule.Type] = [
    TalkRatioOutOfBandRule.self,
    AgentInterruptsRule.self,
    DeadAirRule.self,
    TooMuchSilenceRule.self,
    CustomerTooQuietRule.self,
    AgentTooQuietRule.self,
    AgentRaisedVoiceAtQuietCustomerRule.self,
    AgentDidNotSpeakUpRule.self,
    NoisyLineRule.self,
    SilentCallRule.self,
    SilentCallProtocolRule.self,
    QuietCallProtocolRule.self,
    SlowAnswerRule.self,
    AgentDidNotGreetFirstRule.self,
    RushedGreetingRule.self,
    HoldTooLongRule.self,
    HoldWithoutCourtesyRule.self,
    MonotoneAgentRule.self,
    SpeechTooFastRule.self,
    SpeechTooSlowRule.self,
    PoorVoiceMatchingRule.self,
    CustomerShoutingRule.self,
    AgentShoutsBackRule.self,
    AgentHungUpFirstRule.self,
    AbruptEndRule.self,
    AgentMonologueRule.self,
    SlowAgentResponseRule.self,
    OneWayAudioRule.self,
    ClippedAudioRule.self,
    DropoutsRule.self,
    DualMonoRule.self,
    ChannelsSwappedSuspectedRule.self,
    ChannelSkewRule.self,
    AgitatedCustomerRule.self,
  ]

  /// The rule with a code.
  public static func rule(_ code: RuleCode) -> (any QualityRule.Type)? {
    all.first { $0.code == code }
  }

  /// Every verdict, by code.
  static func verdicts(on findings: Findings) -> [(code: RuleCode, verdict: RuleVerdict)] {
    all.map { ($0.code, $0.verdict(on: findings)) }
  }
}
