/// How the speech of reference and hypothesis is laid side by side.
public enum LaneMatching: String, CaseIterable, Hashable, Sendable {
  /// By speaker where both sides share a name, else by channel where both have channels, else all
  /// speech together.
  case auto
  /// By the speaker's name.
  case speaker
  /// By channel.
  case channel
  /// All speech together; labels are mapped optimally, as for diarization of a mono recording.
  case mono
}
