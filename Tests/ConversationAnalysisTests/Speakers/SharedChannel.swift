import CallTypes
import TestSupport

/// A call in one channel; each character stands for 120 ms: `A`, `B`, `C` a voice, `X` both A and B at
/// once, `.` nobody.
///
/// - Parameters:
///   - distance: How far each voice lies from each other.
///   - spread: Standard deviation of a point's coordinate.
///   - wander: That of a turn's.
///   - f0Hz: F0 of each voice; that of drawn speech where nothing is given.
func sharedChannel(
  _ drawing: String, distance: Float = 4, spread: Float = 0.35, wander: Float = 0,
  f0Hz: [Character: Float] = [:], seed: UInt64 = 1
) -> CallTracks {
  var tracks = drawnTracks([
    speech(String(drawing.map { $0 == "." ? "." : "#" }), stepSeconds: 0.12)
  ])
  var generator = SeededGenerator(seed: seed)
  var (steps, overlap): ([Int8], [UInt8]) = ([], [])
  var turn = [Float](repeating: 0, count: VoiceTrack.dimensionCount)
  var before: Character?
  for character in drawing {
    if wander > 0, character != before {
      turn = turn.map { _ in Float.random(in: -1.7...1.7, using: &generator) * wander }
    }
    before = character
    // Voices lie on different axes, all at the same distance of each other.
    let axis = ["A": 0, "X": 0, "B": 1, "C": 2][character]
    for place in 0..<VoiceTrack.dimensionCount {
      guard let axis else {
        steps.append(0)
        continue
      }
      let noise = Float.random(in: -1.7...1.7, using: &generator) * spread
      let mean = (place == axis ? distance / 1.414 : 0) + turn[place]
      steps.append(VoiceTrack.step(for: mean + noise))
    }
    overlap.append(character == "X" ? 230 : 10)
  }
  let grid = FrameGrid(
    hopSeconds: 0.12, frameSeconds: 0.12, frameCount: drawing.count,
    durationSeconds: tracks.durationSeconds)
  tracks.channels[0].voices = VoiceTrack(grid: grid, steps: steps, overlapSteps: overlap)
  if !f0Hz.isEmpty {
    tracks.channels[0].f0Hz = drawnF0(drawing, f0Hz, on: tracks.channels[0].f0Hz.grid)
  }
  return tracks
}

/// F0 of each frame by who speaks there.
private func drawnF0(
  _ drawing: String, _ f0Hz: [Character: Float], on grid: FrameGrid
) -> F0Track {
  let characters = Array(drawing)
  let values = (0..<grid.frameCount).map { frame in
    let cell = Int(grid.centreSeconds(ofFrame: frame) / 0.12)
    return cell < characters.count ? f0Hz[characters[cell], default: 0] : 0
  }
  return F0Track(grid: grid, valuesOrZeroHz: values)
}
