/// What a channel of a recording carries, as the user declared it.
public enum ChannelRole: String, Codable, CaseIterable, Hashable, Sendable {
  /// The call centre's side.
  case agent
  /// The caller's or the called person's side.
  case customer
  /// Both sides in one channel.
  case mixed
  /// Nobody said; never guessed.
  case unknown
}

/// Where a channel's role was learnt, strongest first.
public enum PartySource: String, Codable, CaseIterable, Hashable, Sendable {
  /// The `--channels` switch.
  case commandLine
  /// A line of the `--manifest` file.
  case manifest
  /// A file of metadata beside the recording.
  case sidecar
  /// The recording's name, by `roles.namePatterns` of the settings.
  case name
  /// What a platform is documented to record, by `--platform`.
  case platform
  /// `roles.channels` of the settings file or of `--set`.
  case settings
  /// The sound, with `--channels auto`; `partyConfidence` says how sure it is.
  case inferred
  /// Nobody declared the role.
  case unknown
}

/// Who speaks: the holder of one side of a conversation.
///
/// Encoded as `agent`, `customer`, `mixed`; `channel0`, `channel1`, … where the role is unknown;
/// `speaker0`, `speaker1` for voices that were told apart in one channel, by who speaks first.
public enum Party: Hashable, Sendable {
  /// The call centre's side.
  case agent
  /// The other side.
  case customer
  /// Several people in one channel.
  case mixed
  /// A channel whose role nobody declared.
  case channel(Int)
  /// One of the voices in a channel, whose role nobody knows.
  case speaker(Int)

  /// Text form, used in every format.
  public var label: String {
    switch self {
    case .agent: "agent"
    case .customer: "customer"
    case .mixed: "mixed"
    case .channel(let index): "channel\(index)"
    case .speaker(let index): "speaker\(index)"
    }
  }

  /// Reads the text form; `nil` for any other text.
  public init?(label: String) {
    switch label {
    case "agent": self = .agent
    case "customer": self = .customer
    case "mixed": self = .mixed
    default:
      // Both words have seven letters.
      guard let index = Int(label.dropFirst(7)), index >= 0 else { return nil }
      switch label.prefix(7) {
      case "channel": self = .channel(index)
      case "speaker": self = .speaker(index)
      default: return nil
      }
    }
  }

  /// The party that a channel with this role stands for.
  public init(role: ChannelRole, channelIndex: Int) {
    switch role {
    case .agent: self = .agent
    case .customer: self = .customer
    case .mixed: self = .mixed
    case .unknown: self = .channel(channelIndex)
    }
  }
}

extension Party: Codable, CodingKeyRepresentable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let label = try container.decode(String.self)
    guard let party = Party(label: label) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "unknown party \(label)")
    }
    self = party
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(label)
  }

  public var codingKey: any CodingKey { TextKey(label) }

  public init?(codingKey: some CodingKey) { self.init(label: codingKey.stringValue) }
}

/// A coding key for dictionaries whose keys are text forms.
struct TextKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }

  init(_ text: String) { stringValue = text }
  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { nil }
}
