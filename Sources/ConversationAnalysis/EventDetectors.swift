public import CallTypes

/// Finds one kind of event in a conversation.
public protocol EventDetector: SendableMetatype {
  /// The detector's thresholds.
  associatedtype Settings: DescribedSettings
  /// Code of the events that it finds.
  static var code: EventCode { get }
  /// Group of the settings file that holds its thresholds.
  static var settingsGroup: String { get }
  /// Every such event, in any order; stored below the flagging threshold.
  static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent]
}

/// The registry of event detectors.
public enum EventDetectors {
  /// Every detector, by code; each has a file of its name in `EventDetectors/`.
  public static let all: [any EventDetector.Type] = [
    SilenceDetector.self,
    OverlapDetector.self,
    LowVolumeDetector.self,
    RaisedVoiceDetector.self,
    NoiseDetector.self,
    ClippingDetector.self,
    DropoutDetector.self,
    DCOffsetDetector.self,
    ToneDetector.self,
    MusicDetector.self,
    EchoDetector.self,
    OneWayAudioDetector.self,
    MonologueDetector.self,
    SlowResponseDetector.self,
  ]

  /// What all detectors find, by start time, then end, code, party, cause.
  static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    all.flatMap { $0.events(in: conversation, settings: settings) }
      .sorted { order(of: $0) < order(of: $1) }
  }

  /// Place of an event in the report: by start, end, code, party, cause.
  private static func order(
    of event: CallEvent
  ) -> (Double, Double, String, Int, String) {
    (
      event.startSeconds, event.endSeconds, event.code.rawValue, event.party?.rank ?? -1,
      event.cause?.rawValue ?? ""
    )
  }
}
