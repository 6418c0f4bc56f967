public import CallTypes

/// Where the points of a voice lie in one recording: their mean.
public struct VoiceSample: Hashable, Sendable {
  /// Mean of the points; shape `[VoiceTrack.dimensionCount]`.
  public var coordinates: [Float]
  /// Speech that it rests on.
  public var speechSeconds: Double

  /// Makes a sample.
  ///
  /// - Precondition: one number for each coordinate.
  public init(coordinates: [Float], speechSeconds: Double) {
    precondition(coordinates.count == VoiceTrack.dimensionCount, "a voice has its coordinates")
    self.coordinates = coordinates
    self.speechSeconds = speechSeconds
  }
}

/// The voice of an agent, from enrolled recordings.
public struct VoiceProfile: Hashable, Sendable {
  /// Mean of the samples: each recording counts the same, as what differs is the line, not the voice.
  public var coordinates: [Float]
  /// Recordings that it rests on.
  public var sampleCount: Int
}

/// Enrolled voices of agents.
///
/// A recording is never its own measure: it is known by its content and left out where it is judged.
public struct AgentVoices: Hashable, Sendable {
  /// Samples by agent and by recording, as `AgentHistories.callKey(of:)` names it.
  public private(set) var samples: [String: [String: VoiceSample]]

  /// Makes a collection of samples.
  public init(samples: [String: [String: VoiceSample]] = [:]) { self.samples = samples }

  /// The voices that an agent of a call may have.
  ///
  /// - Parameters:
  ///   - agentId: Who the agent is said to be; `nil` = any of those that are enrolled.
  ///   - callKey: The recording that is judged; `nil` = none of the enrolled ones.
  /// - Returns: One profile per agent, by name; none where the agent is not enrolled.
  public func profiles(ofAgent agentId: String?, without callKey: String?) -> [VoiceProfile] {
    let agents = agentId.map { [$0] } ?? samples.keys.sorted()
    return agents.compactMap { agent in
      let others = samples[agent, default: [:]].filter { $0.key != callKey }
        .sorted { $0.key < $1.key }.map(\.value)
      return others.isEmpty ? nil : VoiceProfile(of: others)
    }
  }
}

extension VoiceProfile {
  /// - Precondition: at least one sample.
  init(of samples: [VoiceSample]) {
    precondition(!samples.isEmpty, "a profile rests on something")
    var sums = [Float](repeating: 0, count: VoiceTrack.dimensionCount)
    for sample in samples { for place in sums.indices { sums[place] += sample.coordinates[place] } }
    coordinates = sums.map { $0 / Float(samples.count) }
    sampleCount = samples.count
  }
}

extension AgentVoices {
  /// Least speech that a voice is known by, in seconds: the mean over fewer points moves by more than
  /// voices differ. An own choice.
  public static let leastSpeechSeconds = 3.0
}

extension ChannelSpeech {
  /// Where the voice of all speech lies; `nil` without a track of voices, or with too little speech.
  var voice: VoiceSample? {
    guard let voices = tracks.voices else { return nil }
    let speech = SpeakerSeparation.VoicedPoints(voices, self)
    // Where two speak at once the point lies between them.
    let own = speech.places.indices.filter { voices.overlapSteps[speech.places[$0]] < 128 }
    let seconds = Double(own.count) * voices.grid.hopSeconds
    guard seconds.reaches(AgentVoices.leastSpeechSeconds) else { return nil }
    var sums = [Float](repeating: 0, count: VoiceTrack.dimensionCount)
    for index in own {
      for place in sums.indices { sums[place] += speech.points[index][place] }
    }
    return VoiceSample(coordinates: sums.map { $0 / Float(own.count) }, speechSeconds: seconds)
  }
}

extension Side {
  /// Where the party's voice lies.
  var voice: VoiceSample? { lead.voice }
}

/// Logistic regression of the difference of squared distances, dev voices (MODEL.md).
private let oddsPerSquaredDistance = 0.1
/// The same of voices in a channel of both parties, dev voices (MODEL.md).
private let sharedOddsPerSquaredDistance = 0.15
/// Squared distance from a profile over which a voice is somebody else's: 1 % of calls of one voice lie
/// further away (MODEL.md).
private let largestSquaredDistance: Float = 42
/// A voice alone never says more than this: voices of a few in a hundred are taken for another's.
private let largestVoiceRatio = 0.98

/// How likely the first of two voices is an agent's, if one of them is.
///
/// - Parameter shareChannel: Whether the voices are those of one channel.
/// - Returns: `nil` where neither voice is near any profile.
func agentVoiceRatio(
  of first: VoiceSample, rather second: VoiceSample, among profiles: [VoiceProfile],
  shareChannel: Bool = false
) -> Double? {
  let spread = shareChannel ? VoiceSpread.inSharedChannel : VoiceSpread.shared
  let slope = shareChannel ? sharedOddsPerSquaredDistance : oddsPerSquaredDistance
  func distance(_ sample: VoiceSample) -> Float {
    profiles.reduce(.infinity) {
      min($0, spread.squaredDistance($1.coordinates, sample.coordinates))
    }
  }
  let (one, other) = (distance(first), distance(second))
  guard min(one, other) <= largestSquaredDistance else { return nil }
  let odds = Decibels.exponential(slope * Double(max(-400, min(400, other - one))))
  return min(max(odds / (1 + odds), 1 - largestVoiceRatio), largestVoiceRatio)
}

/// Why no voice is taken from a recording.
public enum VoiceRefusal: String, Error, Hashable, Sendable, CaseIterable {
  /// Nobody says which channel is the agent's.
  case rolesUnknown
  /// The channel holds more than one party.
  case severalParties
  /// The agent says too little.
  case tooLittleSpeech
  /// Nobody says who the agent is.
  case noAgentId
  /// The recording has no content of its own, such as a pipe.
  case noContent
}

/// The agent's voice in a recording whose channels have voice tracks.
///
/// - Parameters:
///   - roles: Role of each channel, in file order; missing ones are unknown.
///   - isOfAgent: Whether a recording of one voice is said to be the agent's.
public func enrollableVoice(
  in tracks: CallTracks, roles: [ChannelRole], isOfAgent: Bool, settings: ConversationSettings
) -> Result<VoiceSample, VoiceRefusal> {
  let conversation = Conversation(tracks, roles: roles, settings: settings)
  if let agent = conversation.side(of: .agent) {
    return agent.voice.map { .success($0) } ?? .failure(.tooLittleSpeech)
  }
  guard let speakers = conversation.speakers else { return .failure(.rolesUnknown) }
  guard speakers.report.partyCount == 1 else { return .failure(.severalParties) }
  guard isOfAgent else { return .failure(.rolesUnknown) }
  return speakers.parts[0].voice.map { .success($0) } ?? .failure(.tooLittleSpeech)
}
