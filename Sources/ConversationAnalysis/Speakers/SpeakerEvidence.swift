import CallTypes

/// How many parties speak in a channel, and how far the voices can be trusted: features of its points, set
/// against those of simulated calls of one, two and three parties.
struct SpeakerEvidence {
  private let features: PartyFeatures
  private let settings: SpeakerSettings

  init(_ features: PartyFeatures, _ settings: SpeakerSettings) {
    (self.features, self.settings) = (features, settings)
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
    guard features.secondShareRatio * features.speechSeconds >= settings.minimumPartySeconds else {
      return 0
    }
    let logOdds =
      Plural.constant + Plural.perLogGain * Self.logarithm(features.secondGainNatsPerSecond)
      + Plural.perExtentRatio * max(features.secondExtentRatio, Plural.leastExtentRatio)
    // Three are more than one, also where the two that are found are none of them.
    return max(
      Self.probability(ofLogOdds: logOdds, before: settings.secondPartyRatio), passingRatio)
  }

  /// Probability of a third party by its gain alone, where it speaks in one part of the call only, as
  /// after a transfer: moods come again.
  private var passingRatio: Double {
    guard features.thirdShareRatio * features.speechSeconds >= settings.minimumPartySeconds,
      features.thirdGainNatsPerSecond > 0,
      features.thirdExtentRatio < settings.passingExtentRatio
    else { return 0 }
    let logOdds =
      Self.passingSlope
      * Self.logarithm(
        features.thirdGainNatsPerSecond / settings.passingVoiceNatsPerSecond)
    return Self.probability(ofLogOdds: logOdds, before: 0.5)
  }

  /// Probability that there are more than two, if there is more than one.
  private var severalRatio: Double {
    guard features.thirdShareRatio * features.speechSeconds >= settings.minimumPartySeconds else {
      return 0
    }
    let semitones = min(features.thirdContrast.leastF0Semitones, Several.mostSemitones)
    let logOdds =
      Several.constant + Several.perLogGain * Self.logarithm(features.secondGainNatsPerSecond)
      + Several.perLogDistance * Self.logarithm(features.thirdContrast.leastSquaredDistance)
      + Several.perF0Semitone * semitones + Several.perLogShare
      * Self.logarithm(features.thirdShareRatio)
      + Several.perExtentRatio * features.thirdExtentRatio
      + Several.perAlikeChangeRatio * features.thirdContrast.alikeChangeRatio
    return max(Self.probability(ofLogOdds: logOdds, before: settings.thirdPartyRatio), passingRatio)
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
    let odds = features.certaintyRatio / max(1 - features.certaintyRatio, 1e-6)
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
