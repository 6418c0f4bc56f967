import CallTypes
import Testing

struct FrameGridTests {
  /// Ten frames of 32 ms every 10 ms in a recording of 0.125 s.
  private let grid = FrameGrid(
    hopSeconds: 0.01, frameSeconds: 0.032, frameCount: 10, durationSeconds: 0.125)

  @Test func `a frame's time is its centre`() {
    #expect(grid.centreSeconds(ofFrame: 0) == 0.016)
    #expect(abs(grid.centreSeconds(ofFrame: 9) - 0.106) < 1e-12)
  }

  @Test func `the cells of all frames tile the recording`() {
    #expect(grid.span(ofFrames: 0..<10) == grid.wholeSpan)
    #expect(grid.span(ofFrames: 0..<4).endSeconds == grid.span(ofFrames: 4..<10).startSeconds)
    #expect(grid.span(ofFrames: 10..<10).durationSeconds == 0)
  }

  @Test func `frames and spans convert both ways`() {
    for start in 0..<10 {
      for end in start...10 {
        #expect(grid.frames(in: grid.span(ofFrames: start..<end)) == start..<end)
      }
    }
  }

  @Test func `spans outside the recording hold no frame`() {
    #expect(grid.frames(in: TimeSpan(5, 6)).isEmpty)
    #expect(grid.frames(in: TimeSpan(0, 0.01)).isEmpty)
  }

  @Test func `a recording shorter than a frame has an empty grid`() {
    let empty = FrameGrid(
      hopSeconds: 0.01, frameSeconds: 0.032, frameCount: 0, durationSeconds: 0.001)
    #expect(empty.frames(in: empty.wholeSpan).isEmpty)
    #expect(empty.wholeSpan.durationSeconds == 0.001)
  }
}

struct TrackTests {
  private let grid = FrameGrid(
    hopSeconds: 0.01, frameSeconds: 0.032, frameCount: 2, durationSeconds: 0.05)

  @Test func `an unvoiced frame has no F0`() {
    let track = F0Track(grid: grid, valuesOrZeroHz: [0, 120])
    #expect(track[0] == nil)
    #expect(track[1] == 120)
  }

  @Test(arguments: [Float(0), 0.25, 0.5, 1])
  func `a unit value survives its steps to 1 in 510`(value: Float) {
    let track = UnitTrack(grid: grid, steps: [UnitTrack.step(for: value), 0])
    #expect(abs(track[0] - value) <= 1 / 510 + 1e-6)
  }

  @Test func `values outside 0 to 1 are clamped`() {
    #expect(UnitTrack.step(for: -3) == 0)
    #expect(UnitTrack.step(for: 7) == 255)
  }
}
