import CallTypes

/// Channels that belong to one party, or to all of them.
struct Line: Sendable {
  /// Whose they are; `mixed` where several share one.
  let party: Party
  /// Places in the file.
  let channelIndices: [Int]
}

/// One side of a conversation: all channels of one party, or one voice of a channel.
struct Side: Sendable {
  /// Who speaks.
  let party: Party
  /// The party's own channels; usually one, none where it shares one.
  let channelIndices: [Int]
  /// The channel with most of the party's speech: levels and voice are measured there.
  let lead: ChannelSpeech
  /// When the party speaks, on any of its channels; ordered.
  let speech: [TimeSpan]
  /// When any other party speaks; ordered.
  let otherSpeech: [TimeSpan]
  /// When none of the party's channels was recorded; ordered.
  let absent: [TimeSpan]

  /// Seconds of speech.
  var speechSeconds: Double { speech.totalSeconds }

  /// Whether the call began before the side was recorded.
  var isAbsentAtStart: Bool { absent.first.map { $0.startSeconds <= 0 } ?? false }
}

/// A recording as a conversation: sides, silences, turns. Every detector and rule looks at this.
///
/// Sides are ordered by party, not by channel, so that the order of channels changes nothing.
/// Channels that share a role are one side. Two channels with the same sound are one mixed side. A channel
/// in which two voices were told apart has two sides.
public struct Conversation: Sendable {
  /// Where frames lie.
  let grid: FrameGrid
  /// Length of the recording.
  let durationSeconds: Double
  /// How much more the recording held than was decoded, in seconds.
  let missingSeconds: Double
  /// Every channel, in file order.
  let channels: [ChannelSpeech]
  /// Whether the first two channels carry the same sound.
  let isDualMono: Bool
  /// Correlation of the first two channels.
  let interchannelCorrelation: Double?
  /// The parties.
  let sides: [Side]
  /// Whose each channel is.
  let lines: [Line]
  /// The voices of the one channel, where they were told apart.
  let speakers: SpeakerSeparation?
  /// When anybody speaks; ordered.
  let anySpeech: [TimeSpan]
  /// Who holds the floor; empty where sides cannot be told apart.
  let floor: Floor
  /// Every stretch in which nobody speaks, with its cause; ordered.
  let silences: [ClassifiedSilence]
  /// Levels over sliding windows, one list per side.
  let levelWindows: [[LevelWindow]]
  /// Stretches of quiet speech, one list per side.
  private(set) var quietStretches: [[QuietStretch]] = []

  /// Sees the tracks of a recording as a conversation.
  ///
  /// - Parameter speakerRoles: Roles of the voices of one channel, by who speaks first; those missing
  ///   are unknown.
  init(
    _ tracks: CallTracks, roles: [ChannelRole], speakerRoles: [ChannelRole] = [],
    settings: ConversationSettings
  ) {
    let grid = Self.grid(of: tracks)
    let isDualMono =
      tracks.interchannelCorrelation.map {
        abs($0).reaches(settings.dualMono.minimumCorrelationRatio)
      } ?? false
    self.grid = grid
    durationSeconds = max(0, tracks.durationSeconds)
    missingSeconds = max(0, tracks.missingSeconds)
    interchannelCorrelation = tracks.channels.count > 1 ? tracks.interchannelCorrelation : nil
    self.isDualMono = tracks.channels.count > 1 && isDualMono
    channels = tracks.channels.enumerated().map { index, channel in
      ChannelSpeech(
        index: index, role: index < roles.count ? roles[index] : .unknown,
        // The same sound at two levels is no echo of itself; what was filled in is no silence.
        tracks: (isDualMono ? channel.withoutEchoes : channel).withoutFilledZeros, grid: grid,
        settings: settings)
    }
    let ownSides = Self.sides(of: channels, isDualMono: self.isDualMono)
    lines = ownSides.map { Line(party: $0.party, channelIndices: $0.channelIndices) }
    speakers = Self.shared(channels, isDualMono: self.isDualMono).flatMap {
      SpeakerSeparation(of: $0, settings: settings)
    }
    sides = speakers.flatMap { Self.sides(of: $0, roles: speakerRoles) } ?? ownSides
    anySpeech = sides.flatMap(\.speech).union()
    let apart = Self.areApart(sides)
    floor =
      apart
      ? ConversationAnalysis.floor(of: sides.map(\.speech), settings: settings.turns)
      : Floor(roles: [])
    silences = classifiedSilences(
      SilenceScene(
        sides: sides, areApart: apart, roles: floor.roles, anySpeech: anySpeech,
        whole: TimeSpan(0, durationSeconds), ringing: Self.tones(.ringback, of: channels),
        busy: Self.tones(.busy, of: channels), music: channels.flatMap(\.music).union(),
        absent: sides.flatMap(\.absent).union()),
      settings: settings.silence)
    levelWindows = sides.map(\.lead.levelWindows)
    quietStretches = sides.indices.map {
      LowVolumeDetector.stretches(ofSide: $0, in: self, settings)
    }
  }

  /// Whether there are two or more sides, each with one party.
  var hasSidesApart: Bool { Self.areApart(sides) }

  /// When any side but one was not recorded; ordered.
  func absent(besides index: Int) -> [TimeSpan] {
    sides.indices.filter { $0 != index }.flatMap { sides[$0].absent }.union()
  }

  /// Whether so much of a side was not recorded that the sides cannot be compared.
  func isOneSided(_ settings: OneWayAudioDetector.Settings) -> Bool {
    sides.contains { $0.absent.totalSeconds > settings.maximumAbsentRatio * durationSeconds }
  }

  /// Index of a party's side; `nil` when the recording has none.
  func sideIndex(of party: Party) -> Int? { sides.firstIndex { $0.party == party } }

  /// A party's side; `nil` when the recording has none.
  func side(of party: Party) -> Side? { sides.first { $0.party == party } }

  /// Whether the sides are voices of one channel.
  var hasSpeakers: Bool { speakers?.parts.count == 2 }

  /// Party that a channel belongs to.
  func party(ofChannel index: Int) -> Party {
    lines.first { $0.channelIndices.contains(index) }?.party ?? .mixed
  }

  /// From the first word to the last; `nil` when nobody speaks.
  var talkSpan: TimeSpan? {
    guard let first = anySpeech.first, let last = anySpeech.last else { return nil }
    return TimeSpan(first.startSeconds, last.endSeconds)
  }

  /// Why a party has no side here.
  var reasonWithoutParty: UnknownReason {
    switch speakers?.report.partyCount {
    case 1: return .onePartyOnly
    case 2: return .rolesUnknown
    case .some: return .moreParties
    case nil: break
    }
    if sides.contains(where: { $0.party == .mixed }) { return .mixedChannel }
    return channels.contains { $0.role == .unknown } ? .rolesUnknown : .partyAbsent
  }

  /// Silences that are part of no ratio: before the answer, on hold, paused, after the call.
  var excludedSilences: [TimeSpan] { silences.filter { $0.isExcluded }.map(\.span) }

  /// When any channel holds tones of a cause; ordered.
  private static func tones(_ cause: EventCause, of channels: [ChannelSpeech]) -> [TimeSpan] {
    channels.flatMap(\.toneSequences).filter { $0.cause == cause }.map(\.span).union()
  }

  private static func areApart(_ sides: [Side]) -> Bool {
    sides.count > 1 && !sides.contains { $0.party == .mixed }
  }

  private static func grid(of tracks: CallTracks) -> FrameGrid {
    guard var grid = tracks.channels.first?.levelDBFS.grid else {
      return FrameGrid(
        hopSeconds: 0.01, frameSeconds: 0.032, frameCount: 0,
        durationSeconds: max(0, tracks.durationSeconds))
    }
    for channel in tracks.channels {
      grid.frameCount = min(grid.frameCount, channel.levelDBFS.grid.frameCount)
    }
    grid.durationSeconds = max(0, tracks.durationSeconds)
    return grid
  }

  /// The channel that several may speak in: the only one, unless it is said to be one party's.
  private static func shared(_ channels: [ChannelSpeech], isDualMono: Bool) -> ChannelSpeech? {
    guard let channel = channels.first, channels.count == 1 || isDualMono else { return nil }
    return isDualMono || [.mixed, .unknown].contains(channel.role) ? channel : nil
  }

  /// A side for each of two voices; `nil` for any other number.
  private static func sides(of found: SpeakerSeparation, roles: [ChannelRole]) -> [Side]? {
    guard found.parts.count == 2 else { return nil }
    return found.parts.enumerated().map { index, part in
      let role = index < roles.count ? roles[index] : .unknown
      return Side(
        party: role == .unknown ? .speaker(index) : Party(role: role, channelIndex: 0),
        channelIndices: [], lead: part, speech: part.spans,
        otherSpeech: found.parts[1 - index].spans, absent: part.tracks.absentSpans)
    }.sorted { $0.party.rank < $1.party.rank }
  }

  private static func sides(of channels: [ChannelSpeech], isDualMono: Bool) -> [Side] {
    var members: [Party: [ChannelSpeech]] = [:]
    if isDualMono {
      members[.mixed] = channels.first.map { [$0] }
    } else {
      for channel in channels {
        members[Party(role: channel.role, channelIndex: channel.index), default: []]
          .append(channel)
      }
    }
    let ordered = members.sorted { $0.key.rank < $1.key.rank }
    let speech = ordered.map { $0.value.flatMap(\.spans).union() }
    return ordered.indices.compactMap { place in
      let (party, channels) = ordered[place]
      // Of channels with equal speech the first leads: `max` would take the last.
      guard let lead = channels.reversed().max(by: { $0.speechSeconds < $1.speechSeconds })
      else { return nil }
      let others = speech.indices.filter { $0 != place }.flatMap { speech[$0] }
      let absent = channels.dropFirst().reduce(channels[0].tracks.absentSpans) {
        $0.intersection($1.tracks.absentSpans)
      }
      return Side(
        party: party, channelIndices: channels.map(\.index), lead: lead, speech: speech[place],
        otherSpeech: others.union(), absent: absent)
    }
  }
}

extension Party {
  /// Place in an order that no order of channels changes: agent, customer, mixed, channels.
  var rank: Int {
    switch self {
    case .agent: 0
    case .customer: 1
    case .mixed: 2
    case .speaker(let index): 3 + index
    case .channel(let index): 1000 + index
    }
  }
}
