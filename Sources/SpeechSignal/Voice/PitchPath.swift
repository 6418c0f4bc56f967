internal import Foundation

/// Finds the cheapest path through the candidates of neighbouring frames (Boersma 1993, equations
/// 25–27), by dynamic programming (Viterbi 1967).
struct PitchPath {
  /// One node: a candidate, or the unvoiced state, with the best way to it.
  private struct Node {
    var log2Frequency: Float
    var score: Float
    var previous: Int32
  }

  private let settings: PitchSettings
  private var nodes: [Node] = []
  private var candidates: [PitchCandidate] = []
  private var frameStarts: [Int] = []

  init(settings: PitchSettings) { self.settings = settings }

  /// Number of frames given.
  var frameCount: Int { frameStarts.count }

  /// Adds the candidates of the next frame.
  mutating func append(_ voiced: [PitchCandidate]) {
    let previous = frameStarts.last.map { $0..<nodes.count }
    frameStarts.append(nodes.count)
    add(
      PitchCandidate(frequencyHz: 0, strength: 0),
      localScore: Float(settings.voicingThresholdRatio), after: previous)
    for candidate in voiced {
      let octavesAboveFloor = log2(candidate.frequencyHz / Float(settings.floorHz))
      add(
        candidate,
        localScore: candidate.strength + Float(settings.octaveCost) * octavesAboveFloor,
        after: previous)
    }
  }

  /// The candidate of each frame on the best path, and empties the path.
  mutating func takeBest() -> [PitchCandidate] {
    guard let lastStart = frameStarts.last else { return [] }
    var best = lastStart
    for index in lastStart..<nodes.count where nodes[index].score > nodes[best].score {
      best = index
    }
    var path: [PitchCandidate] = []
    path.reserveCapacity(frameStarts.count)
    while best >= 0 {
      path.append(candidates[best])
      best = Int(nodes[best].previous)
    }
    nodes.removeAll(keepingCapacity: true)
    candidates.removeAll(keepingCapacity: true)
    frameStarts.removeAll(keepingCapacity: true)
    return path.reversed()
  }

  private mutating func add(
    _ candidate: PitchCandidate, localScore: Float, after previous: Range<Int>?
  ) {
    let isVoiced = candidate.frequencyHz > 0
    var node = Node(
      log2Frequency: isVoiced ? log2(candidate.frequencyHz) : 0, score: localScore, previous: -1)
    if let previous {
      var (bestScore, bestIndex) = (-Float.infinity, -1)
      for index in previous {
        let score = nodes[index].score - transitionCost(from: index, isVoiced, node.log2Frequency)
        if score > bestScore { (bestScore, bestIndex) = (score, index) }
      }
      node.score += bestScore
      node.previous = Int32(bestIndex)
    }
    nodes.append(node)
    candidates.append(candidate)
  }

  private func transitionCost(from index: Int, _ isVoiced: Bool, _ log2Frequency: Float) -> Float {
    let wasVoiced = candidates[index].frequencyHz > 0
    if wasVoiced != isVoiced { return Float(settings.voicedUnvoicedCost) }
    guard isVoiced else { return 0 }
    return Float(settings.octaveJumpCost) * abs(nodes[index].log2Frequency - log2Frequency)
  }
}
