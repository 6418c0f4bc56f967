public import CallTypes

/// What says how many parties speak in a channel: what a second and a third voice explain of its points,
/// when each speaks and how unlike they are.
///
/// `tools/speakers fit` reads these of simulated calls and prints the constants of `SpeakerEvidence`.
public struct PartyFeatures: Hashable, Sendable, Encodable {
  /// Seconds of speech in the channel.
  public let speechSeconds: Double
  /// Likelihood that a second voice adds, per second of speech.
  public let secondGainNatsPerSecond: Double
  /// Share of the second voice in the speech of two.
  public let secondShareRatio: Double
  /// Share of the call in which the one of two voices speaks that speaks in the least of it.
  public let secondExtentRatio: Double
  /// Mean probability of the likeliest of two voices.
  public let certaintyRatio: Double
  /// Likelihood that a third voice adds, per second of speech.
  public let thirdGainNatsPerSecond: Double
  /// Share of the third voice in the speech of three.
  public let thirdShareRatio: Double
  /// Share of the call in which the one of three voices speaks that speaks in the least of it.
  public let thirdExtentRatio: Double
  /// How unlike three voices are.
  public let thirdContrast: VoiceContrast

  /// Measures the paths of one, two and three voices through the speech of a channel.
  ///
  /// - Parameters:
  ///   - places: Where the points of the paths lie in time; ascending.
  ///   - thirdContrast: How unlike the voices of the path of three are.
  init(
    paths: [SpeakerPath], places: [Int], thirdContrast: VoiceContrast, speechSeconds: Double
  ) {
    let seconds = max(speechSeconds, .leastNormalMagnitude)
    self.speechSeconds = speechSeconds
    secondGainNatsPerSecond = (paths[1].logLikelihood - paths[0].logLikelihood) / seconds
    secondShareRatio = paths[1].leastShare
    secondExtentRatio = paths[1].leastExtentRatio(places: places)
    certaintyRatio = paths[1].certaintyRatio
    thirdGainNatsPerSecond = (paths[2].logLikelihood - paths[1].logLikelihood) / seconds
    thirdShareRatio = paths[2].leastShare
    thirdExtentRatio = paths[2].leastExtentRatio(places: places)
    self.thirdContrast = thirdContrast
  }
}

/// What says how many parties speak in the one channel of a recording.
///
/// - Returns: `nil` where the channel has no voice track, or hardly anybody speaks.
public func partyFeatures(
  of tracks: CallTracks, settings: ConversationSettings
) -> PartyFeatures? {
  Conversation(tracks, roles: [.mixed], settings: settings).speakers?.features
}

extension SpeakerPath {
  /// Share of the points of the voice with the fewest.
  var leastShare: Double {
    var counts = [Int](repeating: 0, count: means.count)
    let total = posteriors.count / max(means.count, 1)
    for point in 0..<total { counts[voice(at: point)] += 1 }
    return total > 0 ? Double(counts.min() ?? 0) / Double(total) : 0
  }

  /// Share of a voice's points, at either end of them, that is no part of its extent: a few points of
  /// every voice are another's. An own choice: the error rate of dev calls of different sexes (MODEL.md).
  private static let strayRatio = 0.05

  /// From the first to the last points of the voice for which that is shortest, as a share of the call.
  ///
  /// - Parameter places: Where the points lie in time; ascending.
  func leastExtentRatio(places: [Int]) -> Double {
    guard let end = places.last, end > 0 else { return 0 }
    var own = [[Int]](repeating: [], count: means.count)
    for (point, place) in places.enumerated() { own[voice(at: point)].append(place) }
    let extents = own.map { places -> Int in
      guard !places.isEmpty else { return 0 }
      let stray = Int(Double(places.count) * Self.strayRatio)
      return places[places.count - 1 - stray] - places[stray]
    }
    return Double(extents.min() ?? 0) / Double(end)
  }
}
