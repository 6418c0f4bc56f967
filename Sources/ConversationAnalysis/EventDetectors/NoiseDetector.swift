public import CallTypes

/// EV105: the background is too loud for the speech.
public enum NoiseDetector: EventDetector {
  public static let code = EventCode.noise
  public static let settingsGroup = "noise"

  /// Settings of noisy speech; windows are those of `levels`.
  public struct Settings: DescribedSettings {
    /// Speech-to-noise ratio below which speech is noisy, in dB.
    public var minimumRatioDB = 10.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumRatioDB", "Speech-to-noise ratio below which a line is bad",
        source: "RULES.md EV105: > 20 dB excellent, 10–20 fair, < 10 bad", range: -20...60)
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.sides.indices.flatMap { index in
      let lead = conversation.sides[index].lead
      let windows = conversation.levelWindows[index]
      let isNoisy = { (window: LevelWindow) in
        (window.snrDB ?? .infinity) < settings.noise.minimumRatioDB
      }
      return windows.stretches(entering: isNoisy, staying: isNoisy).compactMap {
        stretch -> CallEvent? in
        let speech = lead.spans.clipped(to: stretch)
        guard let first = speech.first, let last = speech.last else { return nil }
        var values: [EventMeasure: Double] = [.speechSeconds: speech.totalSeconds]
        if let noiseDBFS = lead.meanNoiseFloorDBFS(in: stretch) {
          values[.snrDB] = lead.activeLevelDBFS(in: stretch).map { $0 - noiseDBFS }
        }
        return CallEvent(
          code, TimeSpan(first.startSeconds, last.endSeconds),
          party: conversation.sides[index].party, values: values)
      }
    }
  }
}
