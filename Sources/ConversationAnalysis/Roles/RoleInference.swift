public import CallTypes

/// Settings of who is taken for the agent by the sound alone.
public struct RoleInferenceSettings: DescribedSettings {
  /// Shortest opening that is a greeting, in seconds.
  public var minimumGreetingSeconds = 1.5
  /// Longest opening that is a greeting, in seconds.
  public var maximumGreetingSeconds = 5.0
  /// Silence before the first word without which a recording may begin in the middle, in seconds.
  public var minimumLeadSeconds = 0.1
  /// First words closer than this belong to nobody, in seconds.
  public var dualStartSeconds = 0.25
  /// Shortest opening that is a greeting in a channel of both parties, in seconds.
  public var minimumSharedGreetingSeconds = 1.2
  /// Probability from which the first words of such a channel are one voice's.
  public var minimumSharedOpeningRatio = 0.8
  /// Less of the other voice in such a channel is no reply, in seconds.
  public var minimumSharedReplySeconds = 0.5
  /// The ringing ends at most this long before the first word, in seconds.
  public var maximumAnswerSeconds = 10.0
  /// Shortest wait that is a hold, in seconds.
  public var minimumHoldSeconds = 15.0
  /// How often who greets first is the agent.
  public var greetingRatio = 0.92
  /// How often who opens at greater length is the agent.
  public var longOpeningRatio = 0.7
  /// How often who says a word first, and no more, is the agent.
  public var firstWordRatio = 0.6
  /// How often who answers a word at length is the agent.
  public var replyRatio = 0.7
  /// How often the ringing points to the agent: who greets where it rang, or who was not rung up.
  public var ringRatio = 0.75
  /// How often who speaks last before a hold and first after it is the agent.
  public var holdRatio = 0.8

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "minimumGreetingSeconds", "Shortest opening that is a greeting: called customers say a word",
      source: "own choice: half of QC132's, as a greeting may be cut short", range: 0.5...10),
    SettingDescription(
      "maximumGreetingSeconds",
      "Longest opening that is a greeting: who speaks longer may be in the middle of a call",
      source: "tuned on tools/corpus, dev split: greetings last 1.4 to 5.4 s there", range: 1...60),
    SettingDescription(
      "minimumLeadSeconds",
      "Silence before the first word; without it the recording may begin later",
      source: "own choice: as QC114", range: 0...10),
    SettingDescription(
      "dualStartSeconds", "First words closer than this belong to nobody",
      source: "RULES.md EV102 dualStart", range: 0...2),
    SettingDescription(
      "minimumSharedGreetingSeconds",
      "Shortest opening that is a greeting in a channel of both parties, whose ends are less sure",
      source: "tuned on tools/corpus, dev and train split, mono", range: 0.24...10),
    SettingDescription(
      "minimumSharedOpeningRatio",
      "Mean probability of a voice from which the first words of such a channel are its own",
      source: "tuned on tools/corpus, dev split, mono: above, 2 of 252 were not; below, half",
      range: 0.5...1),
    SettingDescription(
      "minimumSharedReplySeconds",
      "Less of the other voice is no reply in such a channel, but a sound that is mistaken",
      source: "tuned on tools/corpus, dev and train split, mono", range: 0...5),
    SettingDescription(
      "maximumAnswerSeconds", "The ringing ends at most this long before the first word",
      source: "own choice: as QC132", range: 0...120),
    SettingDescription(
      "minimumHoldSeconds", "Shortest wait that is a hold and not a pause for thought",
      source: "own choice: below silence.holdSeconds, as more than one thing has to agree",
      range: 3...600),
    SettingDescription(
      "greetingRatio", "How often who greets first, at length, is the agent",
      source: "own choice: H3 has the agent greet; below tools/corpus, where the agent always does",
      range: 0.5...0.999),
    SettingDescription(
      "longOpeningRatio", "How often who opens at greater length than a greeting is the agent",
      source: "tuned on tools/corpus, dev split, calls of rules", range: 0.5...0.999),
    SettingDescription(
      "firstWordRatio", "How often who says a word first is the agent: called customers do, too",
      source: "own choice: hardly more than a coin", range: 0.5...0.999),
    SettingDescription(
      "replyRatio", "How often who answers a word at length is the agent",
      source: "own choice: calls that agents place", range: 0.5...0.999),
    SettingDescription(
      "ringRatio", "How often the ringing points to the agent, besides the greeting",
      source: "own choice: who is rung up answers; a word, a customer; at length, an agent",
      range: 0.5...0.999),
    SettingDescription(
      "holdRatio", "How often who speaks last before a hold and first after it is the agent",
      source: "own choice: RULES.md EV101, the agent returns first", range: 0.5...0.999),
  ]
}

/// Roles of two channels, or of two voices in one, as the sound suggests them.
public struct InferredRoles: Hashable, Sendable {
  /// One per channel, in file order; of voices, by who speaks first.
  public var roles: [ChannelRole]
  /// Whether they are roles of voices in one channel.
  public var areOfSpeakers: Bool
  /// How likely they are right, 0.5…1.
  public var confidenceRatio: Double
}

/// Who of two channels, or of two voices in one, is the agent, by who greets first, where it rang, who
/// returns from holds, and whose voice is that of an enrolled agent.
///
/// Each sign says with its own likelihood which side is the agent; signs are taken as independent of each
/// other, and either side as equally likely before (naive Bayes: their odds multiply).
///
/// - Parameter voices: Enrolled voices of the agents that may be in the call.
/// - Returns: `nil` for other than two parties, and where there is no sign.
public func inferredRoles(
  of tracks: CallTracks, settings: ConversationSettings, voices: [VoiceProfile] = []
) -> InferredRoles? {
  let unknown = [ChannelRole](repeating: .unknown, count: tracks.channels.count)
  let conversation = Conversation(tracks, roles: unknown, settings: settings)
  guard conversation.hasSidesApart, conversation.sides.count == 2,
    !conversation.isOneSided(settings.oneWayChannel)
  else { return nil }
  let limits = settings.roleInference
  // Whose words they were that opened the call is as uncertain as the voices are.
  let signs =
    (conversation.openingSigns(limits) + conversation.holdSigns(limits)).map { sign in
      guard let speakers = conversation.speakers else { return sign }
      return RoleSign(side: sign.side, ratio: speakers.agentConfidence(sign.ratio))
    } + conversation.voiceSigns(of: voices)
  guard !signs.isEmpty else { return nil }
  // Odds that the first channel's party is the agent.
  let odds = signs.reduce(1) { product, sign in
    let ratio = sign.ratio / (1 - sign.ratio)
    return sign.side == 0 ? product * ratio : product / ratio
  }
  let isFirst = odds > 1
  let ratio = isFirst ? odds / (1 + odds) : 1 / (1 + odds)
  return InferredRoles(
    roles: isFirst ? [.agent, .customer] : [.customer, .agent],
    areOfSpeakers: conversation.hasSpeakers,
    confidenceRatio: ratio)
}

/// Something that points to one side as the agent.
private struct RoleSign {
  /// Which side.
  var side: Int
  /// How often it is right.
  var ratio: Double
}

extension Conversation {
  /// Signs of who speaks first, how long, and where it rang.
  fileprivate func openingSigns(_ limits: RoleInferenceSettings) -> [RoleSign] {
    if hasSpeakers { return sharedOpeningSigns(limits) }
    let firstWords = sides.map { $0.speech.first?.startSeconds ?? durationSeconds }
    let first = firstWords[0] <= firstWords[1] ? 0 : 1
    let (start, reply) = (firstWords[first], firstWords[1 - first])
    guard sides.allSatisfy({ !$0.speech.isEmpty && !$0.isAbsentAtStart }),
      start.reaches(limits.minimumLeadSeconds), (reply - start).reaches(limits.dualStartSeconds)
    else { return [] }
    let opening = sides[first].speech.clipped(to: TimeSpan(0, reply)).totalSeconds
    let hasGreeted = opening.reaches(limits.minimumGreetingSeconds)
    let back = sides[first].speech.first { $0.startSeconds > reply }?.startSeconds
    let answer = sides[1 - first].speech
      .clipped(to: TimeSpan(reply, max(reply, back ?? durationSeconds))).totalSeconds
    let isAnswered = answer.reaches(limits.minimumGreetingSeconds)
    var signs: [RoleSign] = []
    if hasGreeted {
      let isGreeting = limits.maximumGreetingSeconds.reaches(opening)
      signs.append(
        RoleSign(side: first, ratio: isGreeting ? limits.greetingRatio : limits.longOpeningRatio))
    } else if isAnswered {
      signs.append(RoleSign(side: 1 - first, ratio: limits.replyRatio))
    } else {
      signs.append(RoleSign(side: first, ratio: limits.firstWordRatio))
    }
    guard let rung = rungSide(before: start, limits) else { return signs }
    // Who is rung up answers: at length an agent, with a word a customer whom an agent calls.
    let isCustomer = rung != first || (!hasGreeted && isAnswered)
    signs.append(RoleSign(side: isCustomer ? 1 - rung : rung, ratio: limits.ringRatio))
    return signs
  }

  /// The sign of whose the first words of a channel of both parties are.
  ///
  /// Which voice begins is not asked, as single sounds are mistaken; a word and its reply are no sign, as
  /// a word is too short to know a voice by.
  private func sharedOpeningSigns(_ limits: RoleInferenceSettings) -> [RoleSign] {
    guard let opening = speakers?.opening, let start = anySpeech.first?.startSeconds,
      start.reaches(limits.minimumLeadSeconds),
      opening.ratio.reaches(limits.minimumSharedOpeningRatio),
      let reply = sides[1 - opening.part].speech.first(where: {
        $0.durationSeconds.reaches(limits.minimumSharedReplySeconds)
      })
    else { return [] }
    let seconds = sides[opening.part].speech.clipped(to: TimeSpan(0, reply.startSeconds))
      .totalSeconds
    guard seconds.reaches(limits.minimumSharedGreetingSeconds) else { return [] }
    let isGreeting = limits.maximumGreetingSeconds.reaches(seconds)
    return [
      RoleSign(
        side: opening.part, ratio: isGreeting ? limits.greetingRatio : limits.longOpeningRatio)
    ]
  }

  /// The only side on which it rang until shortly before the first word.
  private func rungSide(before start: Double, _ limits: RoleInferenceSettings) -> Int? {
    let rung = sides.indices.filter { index in
      sides[index].channelIndices.contains { channel in
        channels[channel].toneSequences.contains {
          $0.cause == .ringback && $0.span.startSeconds < start
            && limits.maximumAnswerSeconds.reaches(start - $0.span.endSeconds)
        }
      }
    }
    return rung.count == 1 ? rung.first : nil
  }

  /// Signs of who spoke last before a long wait and first after it.
  fileprivate func holdSigns(_ limits: RoleInferenceSettings) -> [RoleSign] {
    let found = silences.filter { silence in
      silence.span.durationSeconds.reaches(limits.minimumHoldSeconds)
        && ![.beforeAnswer, .afterCall, .recordingPaused, .absent].contains(silence.cause)
    }.compactMap { silence -> RoleSign? in
      let before = sides.map { side in
        side.speech.last { $0.endSeconds <= silence.span.startSeconds }?.endSeconds ?? 0
      }
      let after = sides.map { side in
        side.speech.first { $0.startSeconds >= silence.span.endSeconds }?.startSeconds
          ?? durationSeconds
      }
      let last = before[0] >= before[1] ? 0 : 1
      let next = after[0] <= after[1] ? 0 : 1
      return last == next ? RoleSign(side: last, ratio: limits.holdRatio) : nil
    }
    // Several holds of one call are one habit.
    return Array(found.prefix(1))
  }

  /// The sign of whose voice is an enrolled agent's.
  fileprivate func voiceSigns(of profiles: [VoiceProfile]) -> [RoleSign] {
    let found = sides.map(\.voice)
    guard found.count == 2, let first = found[0], let second = found[1],
      let ratio = agentVoiceRatio(
        of: first, rather: second, among: profiles, shareChannel: hasSpeakers)
    else { return [] }
    return [RoleSign(side: ratio >= 0.5 ? 0 : 1, ratio: max(ratio, 1 - ratio))]
  }
}
