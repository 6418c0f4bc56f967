import CallTypes

/// How many parties speak in a channel, and how far the voices can be trusted: what a second voice
/// explains of the points, when each speaks and how unlike three are, set against simulated calls of one,
/// two and three parties.
struct SpeakerEvidence {
  /// Likelihood that a second voice adds, per second of speech.
  let secondGain: Double
  /// Share of the second voice in the speech of two.
  let secondShare: Double
  /// Share of the call in which the one of two voices speaks that speaks in the least of it.
  let secondExtentRatio: Double
  /// Likelihood that a third voice adds, per second of speech.
  let thirdGain: Double
  /// Share of the third voice in the speech of three.
  let thirdShare: Double
  /// Share of the call in which the one of three voices speaks that speaks in the least of it.
  let thirdExtentRatio: Double
  /// How unlike three voices are.
  let thirdContrast: VoiceContrast
  /// Mean probability of the likeliest of two voices.
  let certaintyRatio: Double
  private let speechSeconds: Double
  private let minimumPartySeconds: Double
  private let secondPartyRatio: Double
  private let thirdPartyRatio: Double
  private let passingVoiceNatsPerSecond: Double
  private let passingExtentRatio: Double

  /// Weighs the paths of one, two and three voices through the speech of a channel.
  ///
  /// - Parameters:
  ///   - places: Where the points of the paths lie in time; ascending.
  ///   - thirdContrast: How unlike the voices of the path of three are.
  init(
    paths: [SpeakerPath], places: [Int], thirdContrast: VoiceContrast, speechSeconds: Double,
    _ settings: SpeakerSettings
  ) {
    self.speechSeconds = speechSeconds
    self.thirdContrast = thirdContrast
    minimumPartySeconds = settings.minimumPartySeconds
    secondPartyRatio = settings.secondPartyRatio
    thirdPartyRatio = settings.thirdPartyRatio
    passingVoiceNatsPerSecond = settings.passingVoiceNatsPerSecond
    passingExtentRatio = settings.passingExtentRatio
    let seconds = max(speechSeconds, .leastNormalMagnitude)
    secondGain = (paths[1].logLikelihood - paths[0].logLikelihood) / seconds
    secondShare = paths[1].leastShare
    secondExtentRatio = paths[1].leastExtentRatio(places: places)
    thirdGain = (paths[2].logLikelihood - paths[1].logLikelihood) / seconds
    thirdShare = paths[2].leastShare
    thirdExtentRatio = paths[2].leastExtentRatio(places: places)
    certaintyRatio = paths[1].certaintyRatio
  }

  /// Logistic regression on 254 simulated calls of one and of two parties (MODEL.md).
  private enum Plural {
    static let constant = -6.024
    static let perLogGain = 1.633
    /// A voice that is another from some moment on may be one whose level or line changed.
    static let perExtentRatio = 7.307
    /// Who speaks in less of the call came or went, which says no more against it. An own choice.
    static let leastExtentRatio = 0.4
  }

  /// Logistic regression on 248 simulated calls of two and of three parties (MODEL.md).
  private enum Several {
    static let constant = 1.119
    /// By the gain of the second voice: the more the two explain, the further the recording moves points.
    static let perLogGain = -0.899
    static let perLogDistance = 1.333
    static let perF0Semitone = 0.379
    static let perLogShare = 1.214
    static let perExtentRatio = -3.167
    static let perAlikeChangeRatio = -1.652
    /// Two people's F0 may differ by more, and tells no more then. An own choice.
    static let mostSemitones = 4.0
  }

  /// By the logarithm of a third voice's gain, on simulated calls of two and three, dev voices (MODEL.md).
  private static let passingSlope = 3.18

  /// What is under this counts as this, so that a logarithm says no more than the simulated calls did. An
  /// own choice.
  private static let leastOfLogarithm = 0.01

  // The error by the log odds of the certainty, on simulated calls of dev voices (MODEL.md).
  private static let errorAtEvenOdds = 1.42
  private static let errorExponent = 0.99
  // Chosen on dev calls (seed 5), of which nine of ten were to lie within the margin (MODEL.md).
  private static let marginRatio = 0.02
  private static let marginPerError = 1.4
  /// Two voices that are told apart no better than by chance.
  private static let largestErrorRatio = 0.5

  /// Probability that there is more than one party.
  private var pluralRatio: Double {
    guard secondShare * speechSeconds >= minimumPartySeconds else { return 0 }
    let logOdds =
      Plural.constant + Plural.perLogGain * Self.logarithm(secondGain)
      + Plural.perExtentRatio * max(secondExtentRatio, Plural.leastExtentRatio)
    // Three are more than one, also where the two that are found are none of them.
    return max(Self.probability(ofLogOdds: logOdds, before: secondPartyRatio), passingRatio)
  }

  /// Probability of a third party by its gain alone, where it speaks in one part of the call only, as
  /// after a transfer: moods come again.
  private var passingRatio: Double {
    guard thirdShare * speechSeconds >= minimumPartySeconds, thirdGain > 0,
      thirdExtentRatio < passingExtentRatio
    else { return 0 }
    let logOdds = Self.passingSlope * Self.logarithm(thirdGain / passingVoiceNatsPerSecond)
    return Self.probability(ofLogOdds: logOdds, before: 0.5)
  }

  /// Probability that there are more than two, if there is more than one.
  private var severalRatio: Double {
    guard thirdShare * speechSeconds >= minimumPartySeconds else { return 0 }
    let semitones = min(thirdContrast.leastF0Semitones, Several.mostSemitones)
    let logOdds =
      Several.constant + Several.perLogGain * Self.logarithm(secondGain)
      + Several.perLogDistance * Self.logarithm(thirdContrast.leastSquaredDistance)
      + Several.perF0Semitone * semitones + Several.perLogShare * Self.logarithm(thirdShare)
      + Several.perExtentRatio * thirdExtentRatio
      + Several.perAlikeChangeRatio * thirdContrast.alikeChangeRatio
    return max(Self.probability(ofLogOdds: logOdds, before: thirdPartyRatio), passingRatio)
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

  /// Logistic function of log odds, where something else than one half was held likely before.
  private static func probability(ofLogOdds logOdds: Double, before ratio: Double) -> Double {
    let total = logOdds + Decibels.naturalLogarithm(ratio / (1 - ratio))
    return 1 / (1 + Decibels.exponential(min(max(-total, -400), 400)))
  }

  private static func logarithm(_ value: Double) -> Double {
    Decibels.naturalLogarithm(max(value, leastOfLogarithm))
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
