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
    NoiseDetector.self,
    ClippingDetector.self,
    DropoutDetector.self,
    DCOffsetDetector.self,
    OneWayAudioDetector.self,
    MonologueDetector.self,
    SlowResponseDetector.self,
  ]

  /// What all detectors find, by start time, then end, code, party.
  static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    all.flatMap { $0.events(in: conversation, settings: settings) }
      .sorted {
        ($0.startSeconds, $0.endSeconds, $0.code.rawValue, $0.party?.rank ?? -1)
          < ($1.startSeconds, $1.endSeconds, $1.code.rawValue, $1.party?.rank ?? -1)
      }
  }
}
