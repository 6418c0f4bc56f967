internal import CallTypes
internal import Foundation

/// What the name of a recording says about its call.
public struct NameReading: Hashable, Sendable {
  /// The platform whose names were read; `nil` = none.
  public var platform: String?
  /// The call's own id.
  public var callId: String?
  /// One role per channel, by a pattern of the settings.
  var channels: [ChannelRole]?
  /// Agent, queue, times; a customer only as a pseudonym.
  var metadata = CallMetadata()
  /// Whether there is a time, and nobody knows its zone.
  var isZoneMissing = false
  /// Which of a call's two files this is; `nil` where the name does not say.
  var side: PairSide?
  /// Whose file this is, where its side is called by the role.
  var sideRole: ChannelRole?
  /// What the names of both files have in common.
  var pairName: String?

  init(platform: String?) { self.platform = platform }

  /// Takes what a pattern found, where nothing stronger said it before.
  mutating func take(_ parts: [NamePart: String], zone: TimeZone?, rules: NamingRules) {
    callId = callId ?? parts[.callId]
    metadata.agentId = metadata.agentId ?? parts[.agent]
    metadata.queue = metadata.queue ?? parts[.queue]
    metadata.direction = metadata.direction ?? parts[.direction]?.lowercased()
    metadata.customerId = metadata.customerId ?? parts[.customer].flatMap(rules.customerId)
    side = side ?? parts[.side].flatMap(PairSide.init(word:))
    pairName = pairName ?? parts[.pair]
    guard metadata.startTime == nil else { return }
    take(parts[.epoch].map(declaredTime(ofEpoch:)) ?? .nothing)
    if metadata.startTime == nil, let text = parts[.time] {
      take(declaredTime(of: text, zone: zone))
    }
  }

  private mutating func take(_ time: DeclaredTime) {
    switch time {
    case .instant(let text): (metadata.startTime, isZoneMissing) = (text, false)
    case .zoneMissing: isZoneMissing = true
    case .nothing: break
    }
  }
}

/// One of the two files of a call that was recorded one party a file.
enum PairSide: Hashable, Sendable {
  /// What the recorded leg says, or the agent: the first channel.
  case first
  /// What it hears, or the customer: the second channel.
  case second

  /// Reads the word of a name.
  init?(word: String) {
    switch word.lowercased() {
    case "in", "r", "rx", "agent", "left", "l", "1", "a", "caller": self = .first
    case "out", "t", "tx", "customer", "right", "2", "b", "callee": self = .second
    default: return nil
    }
  }
}
