/// Who speaks at each point: a hidden Markov model of voices with one mean each, whose means and path are
/// found in turn (segmental resegmentation with soft counts; Kenny, Reynolds & Castaldo 2010, IEEE JSTSP
/// 4:1059; Landini et al. 2022, Computer Speech & Language 71:101254).
struct SpeakerPath {
  /// Mean of each voice; shape `[voices][dimensions]`.
  private(set) var means: [[Float]]
  /// Probability of each voice at each point; shape `[points × voices]`.
  private(set) var posteriors: [Double] = []
  /// Logarithm of the likelihood of all points, in which neighbours count `evidenceRatio`.
  private(set) var logLikelihood = 0.0

  /// How often means and path are found in turn. An own choice.
  private static let rounds = 10

  /// Follows points through a call.
  ///
  /// - Parameters:
  ///   - points: One for each 120 ms of speech; shape `[points][dimensions]`.
  ///   - followsPause: Whether a long pause lies before a point.
  ///   - means: Where the voices are first taken to lie.
  init(
    _ points: [[Float]], followsPause: [Bool], from means: [[Float]], settings: SpeakerSettings
  ) {
    self.means = means
    let model = Transitions(voiceCount: means.count, settings: settings)
    for _ in 0..<Self.rounds {
      update(points, followsPause: followsPause, model, evidenceRatio: settings.evidenceRatio)
      moveMeans(to: points)
    }
    update(points, followsPause: followsPause, model, evidenceRatio: settings.evidenceRatio)
  }

  /// The likeliest voice at a point.
  func voice(at point: Int) -> Int {
    let row = posteriors[point * means.count..<(point + 1) * means.count]
    return (row.indices.max { posteriors[$0] < posteriors[$1] } ?? 0) - point * means.count
  }

  /// Mean probability of the likeliest voice.
  var certaintyRatio: Double {
    let count = means.count
    guard !posteriors.isEmpty else { return 0 }
    let sum = stride(from: 0, to: posteriors.count, by: count).reduce(0.0) {
      $0 + (posteriors[$1..<$1 + count].max() ?? 0)
    }
    return sum / Double(posteriors.count / count)
  }

  /// Probabilities of the next voice.
  private struct Transitions {
    let stay: Double
    let change: Double
    let pauseStay: Double
    let pauseChange: Double

    init(voiceCount: Int, settings: SpeakerSettings) {
      let others = Double(max(voiceCount - 1, 1))
      stay = voiceCount > 1 ? 1 - settings.changeRatio : 1
      change = settings.changeRatio / others
      pauseStay = voiceCount > 1 ? 1 - settings.pauseChangeRatio : 1
      pauseChange = settings.pauseChangeRatio / others
    }
  }

  /// Forward and backward probabilities (Rabiner 1989, Proceedings of the IEEE 77:257), scaled.
  private mutating func update(
    _ points: [[Float]], followsPause: [Bool], _ model: Transitions, evidenceRatio: Double
  ) {
    let (count, voices) = (points.count, means.count)
    var emissions = [Double](repeating: 0, count: count * voices)
    logLikelihood = 0
    for point in 0..<count {
      var best = -Double.infinity
      for voice in 0..<voices {
        let value = -Double(squaredDistance(points[point], means[voice])) * evidenceRatio
        emissions[point * voices + voice] = value
        best = max(best, value)
      }
      logLikelihood += best
      for voice in 0..<voices {
        emissions[point * voices + voice] = Decibels.exponential(
          emissions[point * voices + voice] - best)
      }
    }
    func next(_ point: Int, _ same: Bool) -> Double {
      followsPause[point]
        ? (same ? model.pauseStay : model.pauseChange) : (same ? model.stay : model.change)
    }
    var forward = emissions
    for point in 0..<count {
      var total = 0.0
      for voice in 0..<voices {
        var reached = 1 / Double(voices)
        if point > 0 {
          reached = 0
          for before in 0..<voices {
            reached += forward[(point - 1) * voices + before] * next(point, before == voice)
          }
        }
        forward[point * voices + voice] = reached * emissions[point * voices + voice]
        total += forward[point * voices + voice]
      }
      total = max(total, .leastNormalMagnitude)
      for voice in 0..<voices { forward[point * voices + voice] /= total }
      logLikelihood += Decibels.naturalLogarithm(total)
    }
    var backward = [Double](repeating: 1, count: voices)
    for point in stride(from: count - 1, through: 0, by: -1) {
      let place = point * voices
      var total = 0.0
      for voice in 0..<voices {
        forward[place + voice] *= backward[voice]
        total += forward[place + voice]
      }
      total = max(total, .leastNormalMagnitude)
      for voice in 0..<voices { forward[place + voice] /= total }
      let later = backward
      var sum = 0.0
      for before in 0..<voices {
        backward[before] = 0
        for voice in 0..<voices {
          backward[before] += next(point, before == voice) * emissions[place + voice] * later[voice]
        }
        sum += backward[before]
      }
      sum = max(sum, .leastNormalMagnitude)
      for voice in 0..<voices { backward[voice] /= sum }
    }
    posteriors = forward
  }

  private mutating func moveMeans(to points: [[Float]]) {
    let voices = means.count
    for voice in 0..<voices {
      var sum = [Double](repeating: 0, count: means[voice].count)
      var weight = 0.0
      for (point, values) in points.enumerated() {
        let share = posteriors[point * voices + voice]
        guard share > 0 else { continue }
        for place in values.indices { sum[place] += share * Double(values[place]) }
        weight += share
      }
      guard weight > 0 else { continue }
      means[voice] = sum.map { Float($0 / weight) }
    }
  }
}
