public import CallTypes

/// EV108: the samples' mean is not zero.
public enum DCOffsetDetector: EventDetector {
  public static let code = EventCode.dcOffset
  public static let settingsGroup = "dcOffset"

  /// Settings of the offset.
  public struct Settings: DescribedSettings {
    /// Mean of the samples from which it is an offset, of full scale.
    public var minimumRatio = 0.01

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumRatio", "Mean of the samples, of full scale, above which a channel has an offset",
        source: "RULES.md EV108: 1 %", range: 0...1)
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.lines.flatMap { line in
      line.channelIndices.compactMap { index in
        let offset = conversation.channels[index].tracks.faults.dcOffset
        guard abs(offset) > settings.dcOffset.minimumRatio else { return nil }
        return CallEvent(
          code, TimeSpan(0, conversation.durationSeconds), party: line.party,
          values: [.offsetRatio: offset])
      }
    }
  }
}
