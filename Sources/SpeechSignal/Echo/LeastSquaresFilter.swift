/// A filter that makes one signal of another with the least square error, learnt piece by piece.
///
/// With x[n] the last `tapCount` samples of the source, the taps h solve R h = p with R = Σ x[n] x[n]ᵀ
/// and p = Σ y[n] x[n] over the samples learnt from (covariance method: Haykin 2002, Adaptive Filter
/// Theory, equations 9.40 to 9.42). They are found by conjugate gradients (Hestenes & Stiefel 1952, J.
/// Res. NBS 49:409) from the taps before, in a few steps: what the steps do not reach are directions in
/// which the source has hardly any power.
struct LeastSquaresFilter {
  /// Length of the filter in samples: 32 ms.
  static let tapCount = 256
  /// What sums of older pieces still count when new ones come.
  private static let memoryRatio: Float = 0.9
  /// Added to the source's power, as a share of it: white noise 40 dB under it.
  private static let regularization = 1e-4
  private static let stepCount = 24

  /// Taps by ascending delay; zero before anything was learnt.
  private(set) var taps = [Float](repeating: 0, count: tapCount)
  /// The taps as blocks are multiplied with them; `nil` before anything was learnt.
  private var spectrum: OverlapSave.Spectrum?
  /// R, row by row, from the square of eight on the diagonal on; shape `[tapCount, tapCount]`.
  private var covariance: [Float] = []
  /// p, by ascending delay; shape `[tapCount]`.
  private var correlation = [Float](repeating: 0, count: tapCount)
  private let blocks: OverlapSave

  /// Before anything is learnt.
  ///
  /// - Parameter blocks: What filters blocks of `tapCount` taps.
  init(_ blocks: OverlapSave) { self.blocks = blocks }

  /// Adds pieces to the sums, and finds the taps.
  mutating func learn(from pieces: [EchoPiece]) {
    guard !pieces.isEmpty else { return }
    if covariance.isEmpty {
      covariance = [Float](repeating: 0, count: Self.tapCount * Self.tapCount)
    }
    let last = Self.tapCount - 1
    let (own, common) = blocks.correlations(
      of: pieces.map { ($0.source.dropFirst(last), $0.target[...], $0.source) })
    for delay in 0...last {
      correlation[delay] = correlation[delay] * Self.memoryRatio + common[delay]
    }
    addRows(after: own, of: pieces)
    solve()
    spectrum = blocks.spectrum(ofTaps: taps)
  }

  /// The source through the filter; shape `[source.count − tapCount + 1]`.
  func filtered(_ source: [Float]) -> [Float] {
    guard let spectrum else {
      return [Float](repeating: 0, count: max(0, source.count - Self.tapCount + 1))
    }
    return blocks.filtered(source, by: spectrum)
  }

  /// Adds to R, given the first row of what is added: each row is the one before, moved, less the samples
  /// that leave and with those that come (Makhoul 1975, Proc. IEEE 63:561, covariance method).
  ///
  /// R is symmetric: rows are made from the diagonal on. What the first vector of a row puts left of the
  /// diagonal is copied over.
  private mutating func addRows(after first: [Float], of pieces: [EchoPiece]) {
    let count = Self.tapCount
    let ends = pieces.map { PieceEnds($0.source) }
    // One value more in front: a vector that begins before the diagonal looks there.
    var row = [Float](repeating: 0, count: count + 1)
    for delay in 0..<count { row[delay + 1] = first[delay] }
    var next = row
    for lag in 0..<count {
      var sums = covariance.mutableSpan
      for delay in stride(from: lag / 8 * 8, to: count, by: 8) {
        let place = lag * count + delay
        sums.setEight(
          at: place,
          to: sums.eight(at: place) * Self.memoryRatio + row.span.eight(at: delay + 1))
      }
      guard lag + 1 < count else { break }
      for delay in stride(from: (lag + 1) / 8 * 8, to: count, by: 8) {
        var values = row.span.eight(at: delay)
        for end in ends {
          values += end.entering.span.eight(at: delay) * end.entering[lag + 1]
          values -= end.leaving.span.eight(at: delay) * end.leaving[lag + 1]
        }
        var target = next.mutableSpan
        target.setEight(at: delay + 1, to: values)
      }
      swap(&row, &next)
    }
    mirrorDiagonal()
  }

  /// Copies what lies right of the diagonal of R to its left, in the squares that vectors reach into.
  private mutating func mirrorDiagonal() {
    let count = Self.tapCount
    var sums = covariance.mutableSpan
    for lag in 0..<count {
      for delay in lag / 8 * 8..<lag { sums[lag * count + delay] = sums[delay * count + lag] }
    }
  }

  private mutating func solve() {
    let count = Self.tapCount
    let power = (0..<count).reduce(Float(0)) { $0 + covariance[$1 * count + $1] } / Float(count)
    guard power > 0 else { return }
    let extra = power * Float(Self.regularization)
    var rest = zip(correlation, product(taps, extra)).map { $0 - $1 }
    var direction = rest
    var error = dot(rest, rest)
    let enough = error * 1e-8
    for _ in 0..<Self.stepCount where error > enough {
      let image = product(direction, extra)
      let curvature = dot(direction, image)
      guard curvature > 0 else { break }
      let step = error / curvature
      for index in 0..<count {
        taps[index] += step * direction[index]
        rest[index] -= step * image[index]
      }
      let next = dot(rest, rest)
      for index in 0..<count { direction[index] = rest[index] + next / error * direction[index] }
      error = next
    }
  }

  /// (R + extra I) v; four rows at a time, as each sum has to wait for itself.
  ///
  /// What lies right of the diagonal counts in its row and, as R is symmetric, in its column. So half of R
  /// is read, of 256 KiB, which the nearest cache does not hold.
  private func product(_ vector: [Float], _ extra: Float) -> [Float] {
    let count = Self.tapCount
    var image = vector.map { extra * $0 }
    let (rows, values) = (covariance.span, vector.span)
    var sums = image.mutableSpan
    for row in stride(from: 0, to: count, by: 4) {
      let (square, place) = (row / 8 * 8, row * count)
      let diagonal = values.eight(at: square)
      var a = rows.eight(at: place + square) * diagonal
      var b = rows.eight(at: place + count + square) * diagonal
      var c = rows.eight(at: place + 2 * count + square) * diagonal
      var d = rows.eight(at: place + 3 * count + square) * diagonal
      let (va, vb, vc, vd) = (values[row], values[row + 1], values[row + 2], values[row + 3])
      for index in stride(from: square + 8, to: count, by: 8) {
        let eight = values.eight(at: index)
        let first = rows.eight(at: place + index)
        let second = rows.eight(at: place + count + index)
        let third = rows.eight(at: place + 2 * count + index)
        let fourth = rows.eight(at: place + 3 * count + index)
        a += first * eight
        b += second * eight
        c += third * eight
        d += fourth * eight
        sums.setEight(
          at: index,
          to: sums.eight(at: index) + (first * va + second * vb) + (third * vc + fourth * vd))
      }
      sums[row] += a.total
      sums[row + 1] += b.total
      sums[row + 2] += c.total
      sums[row + 3] += d.total
    }
    return image
  }

  private func dot(_ a: [Float], _ b: [Float]) -> Float {
    var sum: Float = 0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}

/// The samples at both ends of a piece's source, by ascending delay, as they enter and leave the rows of
/// its covariance; shape `[tapCount]` each.
private struct PieceEnds {
  let entering: [Float]
  /// None leaves at delay zero.
  let leaving: [Float]

  init(_ source: [Float]) {
    let (count, end) = (LeastSquaresFilter.tapCount, source.count)
    entering = (0..<count).map { source[count - 1 - $0] }
    leaving = [0] + (1..<count).map { source[end - $0] }
  }
}
