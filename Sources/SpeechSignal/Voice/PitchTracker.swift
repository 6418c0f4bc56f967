/// F0 and periodicity of a run of frames.
struct VoiceFrames {
  /// F0 in Hz, 0 where the voice is not periodic.
  var f0OrZeroHz: [Float]
  /// Highest peak of the autocorrelation, 0…1; 0 where none was sought.
  var periodicity: [Float]
}

/// Follows F0 through a run of frames.
///
/// Candidates are sought only where the frame rises over the background: in half of a call's frames.
/// Owned by one task at a time.
final class PitchTracker {
  private let finder: PitchCandidateFinder
  private var path: PitchPath
  private var found: [PitchCandidate] = []

  init(settings: PitchSettings) {
    finder = PitchCandidateFinder(settings: settings)
    path = PitchPath(settings: settings)
  }

  /// Tracks F0.
  ///
  /// - Parameters:
  ///   - samples: Samples at the analysis rate; frame *i* starts at `i * hopSamples`.
  ///   - frames: Frames to track.
  ///   - rises: Whether the frame rises over the background; one value per frame of `frames`.
  func track(_ samples: [Float], frames: Range<Int>, rises: [Bool]) -> VoiceFrames {
    let hop = AnalysisRate.hopSamples
    var voice = VoiceFrames(
      f0OrZeroHz: [Float](repeating: 0, count: frames.count),
      periodicity: [Float](repeating: 0, count: frames.count))
    let sought = (0..<frames.count).filter { rises[$0] }
    let first = frames.lowerBound * AnalysisRate.hopSamples - PitchCandidateFinder.leadSamples
    var end = 0
    for (rank, index) in sought.enumerated() {
      if index > end { endPath(before: end, of: &voice) }
      end = index + 1
      let isSecond = rank % 2 == 1
      if !isSecond {
        let next = rank + 1 < sought.count ? first + sought[rank + 1] * hop : nil
        finder.listen(to: samples.span, at: first + index * hop, and: next)
      }
      finder.findCandidates(ofSecond: isSecond, into: &found)
      for candidate in found {
        voice.periodicity[index] = max(voice.periodicity[index], candidate.strength)
      }
      path.append(found)
    }
    endPath(before: end, of: &voice)
    return voice
  }

  private func endPath(before end: Int, of voice: inout VoiceFrames) {
    let best = path.takeBest()
    for (offset, candidate) in best.enumerated() {
      voice.f0OrZeroHz[end - best.count + offset] = candidate.frequencyHz
    }
  }
}
