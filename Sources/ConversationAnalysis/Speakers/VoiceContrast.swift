import CallTypes

/// How unlike the voices of a path are, by measures that hold for any recording: distances count in the
/// scatter of one voice in this very recording, as moods of real people move points as far as other
/// voices do in read-out prompts (models/voice-network/MODEL.md).
public struct VoiceContrast: Hashable, Sendable, Encodable {
  /// Squared distance (Mahalanobis 1936) of the two nearest voices, by how stretches of one voice scatter.
  public let leastSquaredDistance: Double
  /// Smallest difference of two voices' median F0, in semitones; 0 where it is known of fewer than two.
  public let leastF0Semitones: Double
  /// Of the two voices that are most alike: share of the changes to and from the rarer one that lead from
  /// one to the other. Somebody who is addressed by turns answers both.
  public let alikeChangeRatio: Double
}

extension VoiceContrast {
  /// Points from which a stretch has a mean worth the name: half a second. An own choice.
  private static let leastStretchPoints = 4
  /// Stretches from which a voice has a scatter of its own: of two, one is as far from the mean as the
  /// other. An own choice.
  private static let leastStretches = 3
  /// Stretches that the mean scatter counts for, beside those of the recording: about as many as a minute
  /// of a call has. An own choice; 10 to 100 were tried.
  private static let meanScatterCount = 30.0
  /// Mean variance of a coordinate over stretches of one voice, in 248 calls of two and three parties
  /// (MODEL.md).
  private static let meanScatter = 0.0795
  /// Voiced frames from which a median of F0 is known: 0.2 s. An own choice.
  private static let leastVoicedFrames = 20

  /// Compares the voices of a path.
  ///
  /// - Parameters:
  ///   - speech: The points of the path.
  ///   - semitones: F0 of the voiced frames at each point, in semitones over any height.
  ///   - longestPoints: Most points of a stretch.
  init(
    _ path: SpeakerPath, of speech: SpeakerSeparation.VoicedPoints, semitones: [[Float]],
    longestPoints: Int
  ) {
    let labels = speech.points.indices.map(path.voice(at:))
    let scatter = Self.scatter(
      labels: labels, voiceCount: path.means.count, of: speech, longestPoints: longestPoints)
    leastSquaredDistance =
      Self.pairs(path.means.count).map { first, second in
        scatter.squaredDistance(path.means[first], path.means[second])
      }.min() ?? 0
    leastF0Semitones = Self.leastDifference(
      labels: labels, semitones: semitones, voiceCount: path.means.count)
    alikeChangeRatio = Self.alikeChangeRatio(labels: labels, means: path.means)
  }

  private static func pairs(_ count: Int) -> [(Int, Int)] {
    (0..<count).flatMap { first in (first + 1..<max(count, first + 1)).map { (first, $0) } }
  }

  /// Covariance of the means of stretches about those of their voices.
  private static func scatter(
    labels: [Int], voiceCount: Int, of speech: SpeakerSeparation.VoicedPoints, longestPoints: Int
  ) -> Scatter {
    let stretches = speech.stretches(longest: longestPoints, of: labels)
      .filter { $0.count >= leastStretchPoints }
    var scatter = Scatter(mean: meanScatter, count: meanScatterCount)
    for voice in 0..<voiceCount {
      let own = stretches.filter { labels[$0.lowerBound] == voice }
      guard own.count >= leastStretches else { continue }
      scatter.add(
        own.map { mean(of: speech.points[$0], weights: $0.map { _ in 1 }) },
        weights: own.map { Double($0.count) })
    }
    return scatter
  }

  private static func leastDifference(
    labels: [Int], semitones: [[Float]], voiceCount: Int
  ) -> Double {
    var own = [[Float]](repeating: [], count: voiceCount)
    for (index, label) in labels.enumerated() { own[label] += semitones[index] }
    let medians = own.filter { $0.count > leastVoicedFrames }.compactMap(\.lowerMedian).sorted()
    return Double(zip(medians, medians.dropFirst()).map { $1 - $0 }.min() ?? 0)
  }

  private static func alikeChangeRatio(labels: [Int], means: [[Float]]) -> Double {
    var counts = [Float](repeating: 0, count: means.count)
    for label in labels { counts[label] += 1 }
    // What joining them would add to the squared distances from the means (Ward 1963).
    func cost(_ pair: (Int, Int)) -> Float {
      let sizes = (counts[pair.0], counts[pair.1])
      return squaredDistance(means[pair.0], means[pair.1]) * sizes.0 * sizes.1
        / max(sizes.0 + sizes.1, 1)
    }
    guard let alike = pairs(means.count).min(by: { cost($0) < cost($1) }) else { return 0 }
    let rarer = counts[alike.0] < counts[alike.1] ? alike.0 : alike.1
    let changes = zip(labels, labels.dropFirst())
      .filter { $0 != $1 && ($0 == rarer || $1 == rarer) }
    let within = changes.count { Set([$0, $1]) == [alike.0, alike.1] }
    return changes.isEmpty ? 0 : Double(within) / Double(changes.count)
  }
}

/// Weighted mean of points; shape `[dimensions]`.
private func mean(of points: some Collection<[Float]>, weights: [Double]) -> [Float] {
  guard let dimensions = points.first?.count else { return [] }
  var sums = [Double](repeating: 0, count: dimensions)
  for (point, weight) in zip(points, weights) {
    for place in sums.indices { sums[place] += weight * Double(point[place]) }
  }
  let total = weights.reduce(0, +)
  return sums.map { Float($0 / total) }
}

/// A covariance that begins as a sphere and becomes what is added to it.
private struct Scatter {
  private var sums: [Double]
  private var count: Double
  private let dimensions = VoiceTrack.dimensionCount

  /// - Parameters:
  ///   - mean: Variance of each coordinate to begin with.
  ///   - count: Points that this counts for.
  init(mean: Double, count: Double) {
    self.count = count
    sums = [Double](repeating: 0, count: dimensions * dimensions)
    for place in 0..<dimensions { sums[place * dimensions + place] = mean * count }
  }

  /// Adds points of one voice, about their mean; weights count by their ratio only.
  mutating func add(_ points: [[Float]], weights: [Double]) {
    let centre = mean(of: points, weights: weights)
    let meanWeight = weights.reduce(0, +) / Double(weights.count)
    for (point, weight) in zip(points, weights) {
      let rest = zip(point, centre).map { Double($0 - $1) }
      for row in 0..<dimensions {
        for column in 0...row {
          sums[row * dimensions + column] += weight / meanWeight * rest[row] * rest[column]
        }
      }
    }
    count += Double(points.count - 1)
  }

  /// (a − b)ᵀ C⁻¹ (a − b), by Cholesky's factor L of C: |L⁻¹(a − b)|².
  func squaredDistance(_ first: [Float], _ second: [Float]) -> Double {
    var factor = sums.map { $0 / count }
    var solved = [Double](repeating: 0, count: dimensions)
    for row in 0..<dimensions {
      for column in 0...row {
        var value = factor[row * dimensions + column]
        for place in 0..<column {
          value -= factor[row * dimensions + place] * factor[column * dimensions + place]
        }
        // What is begun with keeps the diagonal over zero.
        factor[row * dimensions + column] =
          row == column
          ? max(value, .leastNormalMagnitude).squareRoot()
          : value / factor[column * dimensions + column]
      }
      var rest = Double(first[row] - second[row])
      for place in 0..<row { rest -= factor[row * dimensions + place] * solved[place] }
      solved[row] = rest / factor[row * dimensions + row]
    }
    return solved.reduce(0) { $0 + $1 * $1 }
  }
}
