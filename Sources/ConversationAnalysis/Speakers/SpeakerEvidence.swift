import CallTypes

/// How many parties speak in a channel, and how far the voices can be trusted: what one, two and three
/// voices explain of the points, set against simulated calls of one, two and three parties.
struct SpeakerEvidence {
  /// Likelihood that a second voice adds, per second of speech.
  let secondGain: Double
  /// Likelihood that a third voice adds, per second of speech.
  let thirdGain: Double
  /// Share of the second voice in the speech of two.
  let secondShare: Double
  /// Share of the third voice in the speech of three.
  let thirdShare: Double
  /// Share of the call in which the one of three voices speaks that speaks in the least of it.
  let thirdExtentRatio: Double
  /// Mean probability of the likeliest of two voices.
  let certaintyRatio: Double
  private let speechSeconds: Double
  private let minimumPartySeconds: Double
  private let secondVoiceNatsPerSecond: Double
  private let thirdVoiceNatsPerSecond: Double
  private let passingVoiceNatsPerSecond: Double
  private let passingExtentRatio: Double

  /// Weighs the paths of one, two and three voices through the speech of a channel.
  ///
  /// - Parameter places: Where the points of the paths lie in time; ascending.
  init(paths: [SpeakerPath], places: [Int], speechSeconds: Double, _ settings: SpeakerSettings) {
    self.speechSeconds = speechSeconds
    minimumPartySeconds = settings.minimumPartySeconds
    secondVoiceNatsPerSecond = settings.secondVoiceNatsPerSecond
    thirdVoiceNatsPerSecond = settings.thirdVoiceNatsPerSecond
    passingVoiceNatsPerSecond = settings.passingVoiceNatsPerSecond
    passingExtentRatio = settings.passingExtentRatio
    let seconds = max(speechSeconds, .leastNormalMagnitude)
    secondGain = (paths[1].logLikelihood - paths[0].logLikelihood) / seconds
    thirdGain = (paths[2].logLikelihood - paths[1].logLikelihood) / seconds
    secondShare = paths[1].leastShare
    thirdShare = paths[2].leastShare
    thirdExtentRatio = paths[2].leastExtentRatio(places: places)
    certaintyRatio = paths[1].certaintyRatio
  }

  // Logistic regressions on simulated calls of one, two and three parties, dev voices (MODEL.md):
  // slopes by the logarithm of the gain, and the error by the log odds of the certainty.
  private static let pluralSlope = 2.35
  private static let severalSlope = 3.18
  private static let errorAtEvenOdds = 1.42
  private static let errorExponent = 0.99
  private static let marginRatio = 0.02
  private static let marginPerError = 1.4
  private static let largestErrorRatio = 0.5

  /// Probability that there is more than one party.
  private var pluralRatio: Double {
    guard secondShare * speechSeconds >= minimumPartySeconds else { return 0 }
    return Self.probability(
      ofGain: secondGain, evenAt: secondVoiceNatsPerSecond, slope: Self.pluralSlope)
  }

  /// Probability that there are more than two, if there is more than one.
  private var severalRatio: Double {
    guard thirdShare * speechSeconds >= minimumPartySeconds else { return 0 }
    // Moods come again; who is handed to comes once.
    let isPassing = thirdExtentRatio < passingExtentRatio
    return Self.probability(
      ofGain: thirdGain, evenAt: isPassing ? passingVoiceNatsPerSecond : thirdVoiceNatsPerSecond,
      slope: Self.severalSlope)
  }

  /// Number of parties; 3 stands for three and more.
  var partyCount: Int {
    if pluralRatio < 0.5 { return 1 }
    return severalRatio < 0.5 ? 2 : 3
  }

  /// All of it as it is told.
  var report: SpeakersReport {
    let confidence =
      switch partyCount {
      case 1: 1 - pluralRatio
      case 2: pluralRatio * (1 - severalRatio)
      default: pluralRatio * severalRatio
      }
    guard partyCount == 2 else {
      return SpeakersReport(
        partyCount: partyCount, partyCountConfidence: confidence.rounded(toPlaces: 3),
        expectedErrorRatio: nil, shareMarginRatio: nil)
    }
    return SpeakersReport(
      partyCount: 2, partyCountConfidence: confidence.rounded(toPlaces: 3),
      expectedErrorRatio: expectedErrorRatio.rounded(toPlaces: 3),
      shareMarginRatio: shareMarginRatio.rounded(toPlaces: 3))
  }

  private var expectedErrorRatio: Double {
    let odds = certaintyRatio / max(1 - certaintyRatio, 1e-6)
    let power = -Self.errorExponent * Decibels.naturalLogarithm(max(odds, 1e-6))
    return min(Self.errorAtEvenOdds * Decibels.exponential(power), Self.largestErrorRatio)
  }

  private var shareMarginRatio: Double {
    Self.marginRatio + Self.marginPerError * expectedErrorRatio
  }

  /// Logistic function of the logarithm of a gain: one half where it is `even`.
  private static func probability(
    ofGain gain: Double, evenAt even: Double, slope: Double
  ) -> Double {
    guard gain > 0, even > 0 else { return gain > 0 ? 1 : 0 }
    let power = Decibels.exponential(slope * Decibels.naturalLogarithm(even / gain))
    return 1 / (1 + power)
  }
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
  /// every voice are another's.
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

extension SpeakerSeparation {
  /// Share of the expected error by which an opening is given to the wrong voice that one voice holds
  /// (`Opening`): of 252 openings of dev and train voices with a mean error of 5 %, two were.
  private static let openingErrorShare = 0.15

  /// How likely the agent was named rightly, if a sign is right so often: the voices may be mistaken where
  /// the first words fall, too.
  func agentConfidence(_ ratio: Double) -> Double {
    let error = Self.openingErrorShare * (report.expectedErrorRatio ?? 1)
    return max(0.5, ratio * (1 - error) + (1 - ratio) * error)
  }
}
