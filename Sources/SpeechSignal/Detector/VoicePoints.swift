internal import CallTypes

/// The points of a channel's voices, as they come: means over 120 ms, weighted by how surely somebody
/// speaks.
struct VoicePoints {
  /// Steps of the network per point.
  static let stepCount = 3
  /// Frames per point.
  static let frameCount = stepCount * VoiceNetwork.stepFrames
  /// Mean probability of speech below which there is no point.
  private static let leastProbability: Float = 0.2

  private(set) var steps: [Int8] = []
  private(set) var overlapSteps: [UInt8] = []

  /// Listens to some frames.
  ///
  /// - Parameters:
  ///   - frames: Frames of `input`; the first is the first of a point.
  ///   - speech: Probability of speech of each.
  ///   - heardFrames: Frames of the recording before them; those that nobody listened to get no point.
  mutating func append(
    frames: Range<Int>, of input: DetectorInput, speech: [Float], loudDBFS: Float,
    after heardFrames: Int
  ) {
    let missing = heardFrames / Self.frameCount - overlapSteps.count
    if missing > 0 { appendNone(missing) }
    let stepFrames = VoiceNetwork.stepFrames
    let first = frames.lowerBound / stepFrames
    let last = (frames.upperBound + stepFrames - 1) / stepFrames
    let output = VoiceNetwork.shared.output(for: first..<last, of: input, loudDBFS: loudDBFS)
    for start in stride(from: 0, to: last - first, by: Self.stepCount) {
      let own = start..<min(start + Self.stepCount, last - first)
      let weights = own.map { step in
        speech[step * stepFrames..<min((step + 1) * stepFrames, speech.count)].reduce(0, +)
      }
      let total = weights.reduce(0, +)
      guard total >= Self.leastProbability * Float(own.count * stepFrames) else {
        appendNone(1)
        continue
      }
      for place in 0..<VoiceTrack.dimensionCount {
        let sum = zip(own, weights).reduce(Float(0)) { sum, entry in
          sum + entry.1 * output.points[entry.0 * VoiceTrack.dimensionCount + place]
        }
        steps.append(VoiceTrack.step(for: sum / total))
      }
      let overlap = zip(own, weights).reduce(Float(0)) { $0 + $1.1 * output.overlap[$1.0] }
      overlapSteps.append(UnitTrack.step(for: overlap / total))
    }
  }

  private mutating func appendNone(_ count: Int) {
    steps.append(contentsOf: repeatElement(0, count: count * VoiceTrack.dimensionCount))
    overlapSteps.append(contentsOf: repeatElement(0, count: count))
  }
}
