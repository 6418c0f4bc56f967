public import CallTypes

/// Every threshold of conversation analysis; the names of the groups are keys of the settings file.
public struct ConversationSettings: Codable, Hashable, Sendable {
  /// From probabilities to speech spans.
  public var speechSpans = SpeechSpanSettings()
  /// Levels over sliding windows.
  public var levels = LevelSettings()
  /// F0 and syllables.
  public var voice = VoiceSettings()
  /// Turns and the floor.
  public var turns = TurnSettings()
  /// How the end of a call is read.
  public var callEnd = CallEndSettings()
  /// The agent's own measure.
  public var agentHistory = AgentHistorySettings()
  /// Who is taken for the agent by the sound.
  public var roleInference = RoleInferenceSettings()
  /// Voices of one channel.
  public var speakers = SpeakerSettings()

  /// EV101.
  public var silence = SilenceDetector.Settings()
  /// EV102.
  public var overlap = OverlapDetector.Settings()
  /// EV103.
  public var lowVolume = LowVolumeDetector.Settings()
  /// EV104.
  public var raisedVoice = RaisedVoiceDetector.Settings()
  /// EV105.
  public var noise = NoiseDetector.Settings()
  /// EV106.
  public var clipping = ClippingDetector.Settings()
  /// EV107.
  public var dropout = DropoutDetector.Settings()
  /// EV108.
  public var dcOffset = DCOffsetDetector.Settings()
  /// EV109.
  public var tone = ToneDetector.Settings()
  /// EV110.
  public var music = MusicDetector.Settings()
  /// EV111.
  public var echo = EchoDetector.Settings()
  /// EV112.
  public var oneWayChannel = OneWayAudioDetector.Settings()
  /// EV113.
  public var monologue = MonologueDetector.Settings()
  /// EV114.
  public var slowResponse = SlowResponseDetector.Settings()

  /// QC101.
  public var talkRatioOutOfBand = TalkRatioOutOfBandRule.Settings()
  /// QC102.
  public var agentInterrupts = AgentInterruptsRule.Settings()
  /// QC103.
  public var deadAir = DeadAirRule.Settings()
  /// QC104.
  public var tooMuchSilence = TooMuchSilenceRule.Settings()
  /// QC105.
  public var customerTooQuiet = CustomerTooQuietRule.Settings()
  /// QC106.
  public var agentTooQuiet = AgentTooQuietRule.Settings()
  /// QC107.
  public var agentRaisedVoiceAtQuietCustomer = AgentRaisedVoiceAtQuietCustomerRule.Settings()
  /// QC108.
  public var agentDidNotSpeakUp = AgentDidNotSpeakUpRule.Settings()
  /// QC109.
  public var noisyLine = NoisyLineRule.Settings()
  /// QC110.
  public var silentCall = SilentCallRule.Settings()
  /// QC111.
  public var silentCallProtocol = SilentCallProtocolRule.Settings()
  /// QC112.
  public var quietCallProtocol = QuietCallProtocolRule.Settings()
  /// QC113.
  public var slowAnswer = SlowAnswerRule.Settings()
  /// QC114.
  public var agentDidNotGreetFirst = AgentDidNotGreetFirstRule.Settings()
  /// QC115.
  public var rushedGreeting = RushedGreetingRule.Settings()
  /// QC116.
  public var holdTooLong = HoldTooLongRule.Settings()
  /// QC117.
  public var holdWithoutCourtesy = HoldWithoutCourtesyRule.Settings()
  /// QC118.
  public var monotoneAgent = MonotoneAgentRule.Settings()
  /// QC119.
  public var speechTooFast = SpeechTooFastRule.Settings()
  /// QC120.
  public var speechTooSlow = SpeechTooSlowRule.Settings()
  /// QC121.
  public var poorVoiceMatching = PoorVoiceMatchingRule.Settings()
  /// QC122.
  public var customerShouting = CustomerShoutingRule.Settings()
  /// QC123.
  public var agentShoutsBack = AgentShoutsBackRule.Settings()
  /// QC124.
  public var agentHungUpFirst = AgentHungUpFirstRule.Settings()
  /// QC125.
  public var abruptEnd = AbruptEndRule.Settings()
  /// QC126.
  public var agentMonologue = AgentMonologueRule.Settings()
  /// QC127.
  public var slowAgentResponse = SlowAgentResponseRule.Settings()
  /// QC128.
  public var oneWayAudio = OneWayAudioRule.Settings()
  /// QC129.
  public var clippedAudio = ClippedAudioRule.Settings()
  /// QC130.
  public var dropouts = DropoutsRule.Settings()
  /// QC131.
  public var dualMono = DualMonoRule.Settings()
  /// QC132.
  public var channelsSwappedSuspected = ChannelsSwappedSuspectedRule.Settings()
  /// QC133.
  public var channelSkew = ChannelSkewRule.Settings()
  /// QC134.
  public var agitatedCustomer = AgitatedCustomerRule.Settings()

  /// Evidence of flags.
  public var evidence = EvidenceSettings()
  /// Points and bands.
  public var score = ScoreSettings()
  /// Monthly grades of agents.
  public var grade = GradeSettings()
  /// The queue of reviewers.
  public var review = ReviewSettings()

  /// Every setting with its default.
  public init() {}

  /// Every group by the key of the settings file, in the order of declaration.
  public static var groups: [(groupName: String, settings: any DescribedSettings.Type)] {
    let analyses: [(String, any DescribedSettings.Type)] = [
      ("speechSpans", SpeechSpanSettings.self), ("levels", LevelSettings.self),
      ("voice", VoiceSettings.self), ("turns", TurnSettings.self),
      ("callEnd", CallEndSettings.self), ("agentHistory", AgentHistorySettings.self),
      ("roleInference", RoleInferenceSettings.self), ("speakers", SpeakerSettings.self),
    ]
    let verdicts: [(String, any DescribedSettings.Type)] = [
      ("evidence", EvidenceSettings.self), ("score", ScoreSettings.self),
      ("grade", GradeSettings.self),
      ("review", ReviewSettings.self),
    ]
    return analyses + EventDetectors.all.map { ($0.settingsGroup, settingsType(of: $0)) }
      + QualityRules.all.map { ($0.settingsGroup, settingsType(of: $0)) } + verdicts
  }

  private static func settingsType<Detector: EventDetector>(
    of detector: Detector.Type
  ) -> any DescribedSettings.Type { Detector.Settings.self }

  private static func settingsType<Rule: QualityRule>(
    of rule: Rule.Type
  ) -> any DescribedSettings.Type { Rule.Settings.self }
}
