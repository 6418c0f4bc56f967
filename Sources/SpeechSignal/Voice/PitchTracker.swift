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
  private let settings: PitchSettings
  private let finder: PitchCandidateFinder
  private var path: PitchPath
  private var found: [PitchCandidate] = []

  init(settings: PitchSettings) {
    self.settings = settings
    finder = PitchCandidateFinder(settings: settings)
    path = PitchPath(settings: settings)
  }

  /// Tracks F0.
  ///
  /// - Parameters:
  ///   - samples: Samples at the analysis rate; frame *i* starts at `i * hopSamples`.
  ///   - frames: Frames to track.
  ///   - excess: Rise over the background; one value per frame of `frames`.
  func track(_ samples: [Float], frames: Range<Int>, excess: Excess) -> VoiceFrames {
    var voice = VoiceFrames(
      f0OrZeroHz: [Float](repeating: 0, count: frames.count),
      periodicity: [Float](repeating: 0, count: frames.count))
    let least = Float(settings.minimumSNRDB)
    for index in 0..<frames.count {
      guard excess.loudestDB[index] >= 2 * least || excess.totalDB[index] >= least else {
        endPath(before: index, of: &voice)
        continue
      }
      let start =
        (frames.lowerBound + index) * AnalysisRate.hopSamples - PitchCandidateFinder.leadSamples
      finder.candidates(in: samples.span, start: start, into: &found)
      for rank in found.indices {
        found[rank] = finder.refined(found[rank])
        voice.periodicity[index] = max(voice.periodicity[index], found[rank].strength)
      }
      path.append(found)
    }
    endPath(before: frames.count, of: &voice)
    return voice
  }

  private func endPath(before end: Int, of voice: inout VoiceFrames) {
    let best = path.takeBest()
    for (offset, candidate) in best.enumerated() {
      voice.f0OrZeroHz[end - best.count + offset] = candidate.frequencyHz
    }
  }
}
