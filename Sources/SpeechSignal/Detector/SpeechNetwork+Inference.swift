internal import Foundation

extension SpeechNetwork {
  /// Steps computed together: two minutes, so that memory does not grow with the recording.
  private static let blockSteps = 3000
  /// Frames of such a block.
  static let blockFrames = blockSteps * stepFrames
  /// Steps whose input is scaled together: 100 KB, which the second-level cache holds.
  private static let tileSteps = 250

  /// Probabilities of frames.
  ///
  /// - Parameters:
  ///   - frames: Frames of `input`; starts at a whole step, and ends at one or at the input's end.
  ///   - input: What was heard, with at least `reachSteps` on both sides of `frames` or the
  ///     recording's end.
  ///   - loudDBFS: Level that all levels are taken relative to.
  func output(
    for frames: Range<Int>, of input: DetectorInput, loudDBFS: Float
  ) -> NetworkOutput {
    let stepCount = (input.frameCount + Self.stepFrames - 1) / Self.stepFrames
    let last = (frames.upperBound + Self.stepFrames - 1) / Self.stepFrames
    var output = NetworkOutput()
    var step = frames.lowerBound / Self.stepFrames
    while step < last {
      let end = min(step + Self.blockSteps, last)
      let known = max(0, step - Self.reachSteps)..<min(stepCount, end + Self.reachSteps)
      let first = inputLayer(steps: known, of: input, loudDBFS: loudDBFS)
      var state = first
      for (block, dilation) in zip(blocks, Self.dilations) {
        apply(block, dilation: dilation, to: &state)
      }
      head(step - known.lowerBound..<end - known.lowerBound, first, state, into: &output)
      step = end
    }
    output.speech.removeLast(output.speech.count - frames.count)
    return output
  }

  /// Rectified first layer; shape `[steps, channels]`.
  private func inputLayer(
    steps: Range<Int>, of input: DetectorInput, loudDBFS: Float
  ) -> [Float] {
    let scale = InputScale(loudDBFS: loudDBFS)
    var rows = [Float](repeating: 0, count: steps.count * Self.channels)
    for start in stride(from: steps.lowerBound, to: steps.upperBound, by: Self.tileSteps) {
      let tile = start..<min(start + Self.tileSteps, steps.upperBound)
      let scaled = ScaledRows(of: input, steps: tile, scale: scale)
      addInput(scaled, steps: tile, to: &rows, at: (start - steps.lowerBound) * Self.channels)
    }
    return rows
  }

  private func addInput(
    _ scaled: ScaledRows, steps: Range<Int>, to rows: inout [Float], at place: Int
  ) {
    let floorLength = DetectorInput.floorLength
    var seen = [Float](repeating: 0, count: Self.inputCount)
    for step in 0..<steps.count {
      let start = step * Self.stepFrames * DetectorInput.rowLength
      for index in 0..<Self.windowLength { seen[index] = scaled.frames[start + index] }
      let floor = scaled.floorRow(ofStep: steps.lowerBound + step) * floorLength
      for index in 0..<floorLength {
        seen[Self.windowLength + index] = scaled.floors[floor + index]
      }
      seen[Self.inputCount - 1] = scaled.loudness
      var sum = Lanes32(inputBias, at: 0)
      sum.add(inputWeights, times: seen)
      sum.rectified().store(in: &rows, at: place + step * Self.channels)
    }
  }

  /// Adds a block's contribution to every step.
  private func apply(_ block: Block, dilation: Int, to state: inout [Float]) {
    let (channels, kernel) = (Self.channels, Self.kernel)
    let count = state.count / channels
    let before = state
    var mixed = [Float](repeating: 0, count: channels)
    for step in 0..<count {
      var sum = Lanes32(block.depthBias, at: 0)
      for tap in 0..<kernel {
        let source = step + (tap - kernel / 2) * dilation
        guard source >= 0, source < count else { continue }
        sum.add(
          Lanes32(before, at: source * channels), times: Lanes32(block.depth, at: tap * channels))
      }
      sum.rectified().store(in: &mixed, at: 0)
      var added = Lanes32(before, at: step * channels)
      added.add(Lanes32(block.pointBias, at: 0))
      added.add(block.point, times: mixed)
      added.store(in: &state, at: step * channels)
    }
  }

  /// Logits of a range of steps, as probabilities.
  private func head(
    _ steps: Range<Int>, _ first: [Float], _ state: [Float], into output: inout NetworkOutput
  ) {
    let channels = Self.channels
    let count = first.count / channels
    for step in steps {
      var sum = lanes8(headBias, at: 0)
      for tap in 0..<Self.headSteps {
        let source = step + tap - Self.headSteps / 2
        guard source >= 0, source < count else { continue }
        let row = tap * 2 * channels
        for lane in 0..<channels {
          let (near, far) = (first[source * channels + lane], state[source * channels + lane])
          sum += lanes8(headWeights, at: (row + lane) * Self.headLanes) * near
          sum += lanes8(headWeights, at: (row + channels + lane) * Self.headLanes) * max(far, 0)
        }
      }
      for frame in 0..<Self.stepFrames { output.speech.append(probability(ofLogit: sum[frame])) }
      output.music.append(probability(ofLogit: sum[Self.stepFrames]))
    }
  }
}

/// Eight neighbouring values.
@inline(__always)
private func lanes8(_ values: [Float], at place: Int) -> SIMD8<Float> {
  precondition(place >= 0 && place + 8 <= values.count)
  // Within bounds by the line above; one load instead of eight checked ones.
  return values.withUnsafeBytes {
    $0.loadUnaligned(fromByteOffset: place * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
  }
}

/// One value per channel, in registers.
private struct Lanes32 {
  var (a, b, c, d): (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>)

  @inline(__always)
  init(_ values: [Float], at place: Int) {
    a = lanes8(values, at: place)
    b = lanes8(values, at: place + 8)
    c = lanes8(values, at: place + 16)
    d = lanes8(values, at: place + 24)
  }

  @inline(__always)
  mutating func add(_ other: Lanes32) {
    a += other.a
    b += other.b
    c += other.c
    d += other.d
  }

  @inline(__always)
  mutating func add(_ x: Lanes32, times y: Lanes32) {
    a += x.a * y.a
    b += x.b * y.b
    c += x.c * y.c
    d += x.d * y.d
  }

  /// Adds each row of a matrix times its factor.
  @inline(__always)
  mutating func add(_ matrix: [Float], times factors: [Float]) {
    precondition(matrix.count == factors.count * 32)
    matrix.withUnsafeBytes { bytes in
      for (row, factor) in factors.enumerated() {
        let place = row * 32 * MemoryLayout<Float>.stride
        a += bytes.loadUnaligned(fromByteOffset: place, as: SIMD8<Float>.self) * factor
        b += bytes.loadUnaligned(fromByteOffset: place + 32, as: SIMD8<Float>.self) * factor
        c += bytes.loadUnaligned(fromByteOffset: place + 64, as: SIMD8<Float>.self) * factor
        d += bytes.loadUnaligned(fromByteOffset: place + 96, as: SIMD8<Float>.self) * factor
      }
    }
  }

  /// Largest of each value and zero.
  @inline(__always)
  func rectified() -> Lanes32 {
    var result = self
    result.a = (a + absolute(a)) * 0.5
    result.b = (b + absolute(b)) * 0.5
    result.c = (c + absolute(c)) * 0.5
    result.d = (d + absolute(d)) * 0.5
    return result
  }

  @inline(__always)
  func store(in values: inout [Float], at place: Int) {
    precondition(place >= 0 && place + 32 <= values.count)
    values.withUnsafeMutableBytes { bytes in
      let start = place * MemoryLayout<Float>.stride
      bytes.storeBytes(of: a, toByteOffset: start, as: SIMD8<Float>.self)
      bytes.storeBytes(of: b, toByteOffset: start + 32, as: SIMD8<Float>.self)
      bytes.storeBytes(of: c, toByteOffset: start + 64, as: SIMD8<Float>.self)
      bytes.storeBytes(of: d, toByteOffset: start + 96, as: SIMD8<Float>.self)
    }
  }
}

/// Magnitudes: the sign bit cleared.
@inline(__always)
private func absolute(_ row: SIMD8<Float>) -> SIMD8<Float> {
  let bits = unsafeBitCast(row, to: SIMD8<UInt32>.self) & 0x7FFF_FFFF
  return unsafeBitCast(bits, to: SIMD8<Float>.self)
}

/// Logistic function.
private func probability(ofLogit logit: Float) -> Float { 1 / (1 + exp(-logit)) }
