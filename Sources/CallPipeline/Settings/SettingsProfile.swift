public import CallTypes

/// A ready settings file that ships with the program: weaker than a user's file, stronger than the
/// defaults.
///
/// What it is for, and the reason of every change, stand in the catalogues under `profile.NAME` and
/// `profile.NAME.KEY`.
public struct SettingsProfile: Hashable, Sendable {
  /// One setting that the profile changes.
  public struct Change: Hashable, Sendable {
    /// Group and key, with a dot between them.
    public var setting: String
    /// The value, in the setting's unit.
    public var value: Double

    init(_ setting: String, _ value: Double) {
      self.setting = setting
      self.value = value
    }
  }

  /// What `--profile` calls it.
  public var name: String
  /// What it changes, in the order of the rules.
  public var changes: [Change]

  /// Every profile, in the order of the help.
  public static let all = [
    SettingsProfile(name: "handbook", changes: []), sales, lenient,
  ]

  /// The profile of that name.
  ///
  /// - Throws: `SettingsError.unknownProfile` with the nearest name.
  public static func named(_ name: String) throws(SettingsError) -> SettingsProfile {
    if let profile = all.first(where: { $0.name == name }) { return profile }
    let names = all.map(\.name)
    throw .unknownProfile(
      name: name, nearest: nearestName(to: name, among: names), names: names)
  }

  /// What it is for.
  public var summary: Message { Message("profile.\(name)") }

  /// Why it changes a setting.
  public func reason(of change: Change) -> Message {
    Message("profile.\(name).\(change.setting)")
  }

  /// The profile as a settings file, with the reasons as comments.
  public func fileText(in language: Language) -> String {
    var lines = ["# \(name): \(summary.text(in: language))"]
    var group = ""
    for change in changes {
      let names = change.setting.split(separator: ".").map(String.init)
      if names[0] != group {
        group = names[0]
        lines.append("\(group):")
      }
      lines.append("  # \(reason(of: change).text(in: language))")
      lines.append("  \(names[1]): \(SettingsTree.number(change.value).jsonText)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What it changes, to lay over the defaults.
  var tree: SettingsTree {
    var groups: [String: [String: SettingsTree]] = [:]
    for change in changes {
      let names = change.setting.split(separator: ".").map(String.init)
      groups[names[0], default: [:]][names[1]] = .number(change.value)
    }
    return .group(groups.mapValues { .group($0) })
  }

  /// Sales calls: 43:57 customer to agent, and what follows from it.
  private static let sales = SettingsProfile(
    name: "sales",
    changes: [
      Change("talkRatioOutOfBand.minimumCustomerRatio", 0.28),
      Change("talkRatioOutOfBand.maximumCustomerRatio", 0.58),
      Change("agentMonologue.maximumSeconds", 120),
    ])

  /// Thresholds further out, so that only clear cases are flagged.
  private static let lenient = SettingsProfile(
    name: "lenient",
    changes: [
      Change("talkRatioOutOfBand.minimumCustomerRatio", 0.45),
      Change("talkRatioOutOfBand.maximumCustomerRatio", 0.95),
      Change("agentInterrupts.minimumSeconds", 2),
      Change("agentInterrupts.maximumCount", 5),
      Change("agentInterrupts.intervalSeconds", 60),
      Change("deadAir.longSeconds", 20),
      Change("deadAir.repeatedSeconds", 10),
      Change("tooMuchSilence.maximumSilenceRatio", 0.45),
      Change("customerTooQuiet.maximumQuietSeconds", 20),
      Change("customerTooQuiet.maximumQuietRatio", 0.4),
      Change("agentTooQuiet.maximumQuietSeconds", 20),
      Change("agentTooQuiet.maximumQuietRatio", 0.4),
      Change("agentRaisedVoiceAtQuietCustomer.maximumRiseDB", 6),
      Change("agentDidNotSpeakUp.minimumRiseDB", 1),
      Change("noisyLine.maximumNoisyRatio", 0.4),
      Change("silentCallProtocol.minimumWaitSeconds", 3),
      Change("silentCallProtocol.maximumTotalSeconds", 45),
      Change("quietCallProtocol.minimumWaitSeconds", 3),
      Change("slowAnswer.maximumSeconds", 20),
      Change("agentDidNotGreetFirst.maximumCustomerSeconds", 2),
      Change("rushedGreeting.maximumRateRatio", 1.5),
      Change("rushedGreeting.maximumSyllablesPerSecond", 7.5),
      Change("holdTooLong.maximumSeconds", 180),
      Change("holdWithoutCourtesy.minimumHoldSeconds", 20),
      Change("holdWithoutCourtesy.announcementSeconds", 15),
      Change("monotoneAgent.minimumSpreadSemitones", 1),
      Change("speechTooFast.maximumSyllablesPerSecond", 7.5),
      Change("speechTooSlow.minimumSyllablesPerSecond", 2),
      Change("poorVoiceMatching.maximumDistanceRatio", 0.6),
      Change("customerShouting.maximumCount", 3),
      Change("customerShouting.maximumSeconds", 6),
      Change("agentShoutsBack.maximumSeconds", 8),
      Change("agentHungUpFirst.minimumLeadSeconds", 0.5),
      Change("agentHungUpFirst.maximumTailSeconds", 0.3),
      Change("agentMonologue.maximumSeconds", 120),
      Change("slowAgentResponse.maximumMedianSeconds", 3),
      Change("clippedAudio.maximumClippedRatio", 0.005),
      Change("dropouts.maximumLostRatio", 0.02),
      Change("agitatedCustomer.minimumRiseRatio", 1.5),
    ])
}
