public import CallTypes
internal import Foundation

/// One channel of a drawn call.
///
/// Each character stands for `stepSeconds`: `#` speech at −20 dBFS, `a`…`z` speech at −10, −12, …,
/// −60 dBFS, `.` background at −70 dBFS, `~` noise at −40 dBFS that is no speech, `0` digital zero.
public struct Lane: Sendable {
  /// The drawing.
  public var drawing: String
  /// Time that a character stands for.
  public var stepSeconds: Double
  /// Background level.
  public var noiseFloorDBFS: Float = -70
  /// F0 of speech frames, one after the other, again and again; zero is unvoiced.
  public var f0Hz: [Float] = [200]
  /// Periodicity of speech frames, one after the other, again and again.
  public var periodicity: [Float] = [1]
  /// Faults of the samples; drawn digital zero is added.
  public var faults = SampleFaults()
  /// Signalling tones; where they sound is drawn as speech, which is what they look like.
  public var tones: [ToneSegment] = []
  /// When music plays, in whole seconds; the drawing says how it looks.
  public var music: [TimeSpan] = []

  /// Periodicity of speech with consonants: two frames of ten have hardly any. None at all is a frame
  /// in which it was not sought, as nothing sounds.
  public static let words: [Float] = [1, 1, 1, 1, 1, 1, 1, 1, 0.2, 0.2]
}

/// Draws a channel.
public func speech(_ drawing: String, stepSeconds: Double = 0.1) -> Lane {
  Lane(drawing: drawing, stepSeconds: stepSeconds)
}

/// Tracks of drawn channels; the shorter ones are filled with background.
///
/// Frames are as long as a hop unless told, so that drawn edges are edges of frames.
public func drawnTracks(
  _ lanes: [Lane], hopSeconds: Double = 0.01, frameSeconds: Double? = nil,
  interchannelCorrelation: Double? = 0
) -> CallTracks {
  let frameSeconds = frameSeconds ?? hopSeconds
  let counts = lanes.map { lane in
    lane.drawing.count * Int((lane.stepSeconds / hopSeconds).rounded())
  }
  let hopCount = counts.max() ?? 0
  let durationSeconds = Double(hopCount) * hopSeconds
  let whole = (durationSeconds - frameSeconds) / hopSeconds + 1e-6
  let grid = FrameGrid(
    hopSeconds: hopSeconds, frameSeconds: frameSeconds,
    frameCount: hopCount == 0 ? 0 : max(0, Int(whole.rounded(.down)) + 1),
    durationSeconds: durationSeconds)
  return CallTracks(
    durationSeconds: durationSeconds, channels: lanes.map { $0.tracks(on: grid) },
    interchannelCorrelation: lanes.count > 1 ? interchannelCorrelation : nil)
}

extension Lane {
  /// Level of a character and whether it is speech.
  private static func meaning(of character: Character) -> (levelDBFS: Float, isSpeech: Bool) {
    switch character {
    case "#": return (-20, true)
    case ".": return (-70, false)
    case "~": return (-40, false)
    case "0": return (ChannelTracks.levelFloorDBFS, false)
    default:
      guard let ascii = character.asciiValue, (97...122).contains(ascii) else {
        preconditionFailure("nothing is drawn with \(character)")
      }
      return (-10 - 2 * Float(ascii - 97), true)
    }
  }

  /// The channel's tracks.
  func tracks(on grid: FrameGrid) -> ChannelTracks {
    let cells = drawing.map(Self.meaning)
    var levels = [Float](repeating: -70, count: grid.frameCount)
    var steps = [UInt8](repeating: 0, count: grid.frameCount)
    var f0 = [Float](repeating: 0, count: grid.frameCount)
    var strengths = steps
    var speechFrames = 0
    for frame in 0..<grid.frameCount {
      let cell = Int((grid.centreSeconds(ofFrame: frame) / stepSeconds).rounded(.down))
      guard cell < cells.count else { continue }
      levels[frame] = cells[cell].levelDBFS
      guard cells[cell].isSpeech else { continue }
      steps[frame] = 255
      f0[frame] = f0Hz.isEmpty ? 0 : f0Hz[speechFrames % f0Hz.count]
      strengths[frame] = UnitTrack.step(for: periodicity[speechFrames % periodicity.count])
      speechFrames += 1
    }
    let coarse = FrameGrid(
      hopSeconds: 1, frameSeconds: 1, frameCount: Int(grid.durationSeconds.rounded(.up)),
      durationSeconds: grid.durationSeconds)
    var faults = faults
    faults.digitalZeroSpans += zeroSpans()
    let level = Track(grid: grid, values: levels)
    return ChannelTracks(
      levelDBFS: level,
      activity: ActivityTrack(
        grid: grid, reached: levels.map { ActivityTrack.reached(by: pow(10, Double($0) / 20)) }),
      speechProbability: UnitTrack(grid: grid, steps: steps),
      musicProbability: UnitTrack(
        grid: coarse,
        steps: (0..<coarse.frameCount).map { frame in
          music.contains { $0.contains(coarse.centreSeconds(ofFrame: frame)) } ? 255 : 0
        }),
      f0Hz: F0Track(grid: grid, valuesOrZeroHz: f0),
      f0Strength: UnitTrack(grid: grid, steps: strengths),
      noiseFloorDBFS: Track(
        grid: coarse, values: [Float](repeating: noiseFloorDBFS, count: coarse.frameCount)),
      faults: faults, tones: tones)
  }

  /// Runs of drawn digital zero.
  private func zeroSpans() -> [TimeSpan] {
    drawing.enumerated().filter { $0.element == "0" }
      .map { TimeSpan(Double($0.offset) * stepSeconds, Double($0.offset + 1) * stepSeconds) }
      .closingGaps(shorterThanSeconds: stepSeconds / 1000)
  }
}
