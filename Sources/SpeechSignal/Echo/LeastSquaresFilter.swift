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
  private static let memoryRatio = 0.9
  /// Added to the source's power, as a share of it: white noise 40 dB under it.
  private static let regularization = 1e-4
  private static let stepCount = 24

  /// Taps by ascending delay; zero before anything was learnt.
  private(set) var taps = [Float](repeating: 0, count: tapCount)
  /// R, row by row; shape `[tapCount, tapCount]`.
  private var covariance: [Float] = []
  /// p, by ascending delay; shape `[tapCount]`.
  private var correlation = [Float](repeating: 0, count: tapCount)

  /// Adds pieces to the sums, and finds the taps.
  mutating func learn(from pieces: [EchoPiece]) {
    guard !pieces.isEmpty else { return }
    if covariance.isEmpty {
      covariance = [Float](repeating: 0, count: Self.tapCount * Self.tapCount)
    }
    let memory = Float(Self.memoryRatio)
    for index in covariance.indices { covariance[index] *= memory }
    for index in correlation.indices { correlation[index] *= memory }
    for piece in pieces { add(piece) }
    solve()
  }

  /// The source through the filter; shape `[source.count − tapCount + 1]`.
  func filtered(_ source: [Float]) -> [Float] {
    let count = max(0, source.count - Self.tapCount + 1)
    var made = [Float](repeating: 0, count: count)
    var target = made.mutableSpan
    let (source, taps) = (source.span, taps.span)
    var index = 0
    while index + 8 <= count {
      var sum = SIMD8<Float>.zero
      for delay in 0..<Self.tapCount {
        sum += source.eight(at: index + Self.tapCount - 1 - delay) * taps[delay]
      }
      target.setEight(at: index, to: sum)
      index += 8
    }
    while index < count {
      for delay in 0..<Self.tapCount {
        target[index] += source[index + Self.tapCount - 1 - delay] * taps[delay]
      }
      index += 1
    }
    return made
  }

  /// Adds one piece: the first row of R by products, the others from the row before, less the samples
  /// that leave and with those that come (Makhoul 1975, Proc. IEEE 63:561, covariance method).
  private mutating func add(_ piece: EchoPiece) {
    let last = Self.tapCount - 1
    let own = Array(piece.source.dropFirst(last))
    let first = Self.products(of: own, with: piece.source)
    let common = Self.products(of: piece.target, with: piece.source)
    for delay in 0...last { correlation[delay] += common[delay] }
    let (source, end) = (piece.source.span, piece.source.count)
    var sums = covariance.mutableSpan
    var row = first
    for lag in 0...last {
      for delay in 0...last { sums[lag * Self.tapCount + delay] += row[delay] }
      guard lag < last else { break }
      let (entering, leaving) = (source[last - 1 - lag], source[end - 1 - lag])
      for delay in stride(from: last, to: 0, by: -1) {
        row[delay] =
          row[delay - 1] + entering * source[last - delay] - leaving * source[end - delay]
      }
      row[0] = first[lag + 1]
    }
  }

  /// Sums of products of a signal with the source, by ascending delay; shape `[tapCount]`.
  private static func products(of signal: [Float], with source: [Float]) -> [Float] {
    var sums = [Float](repeating: 0, count: tapCount)
    let (signal, source) = (signal.span, source.span)
    for first in stride(from: 0, to: tapCount, by: 32) {
      var (a, b) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
      var (c, d) = (a, b)
      for index in 0..<signal.count {
        let (value, place) = (signal[index], index + first)
        a += source.eight(at: place) * value
        b += source.eight(at: place + 8) * value
        c += source.eight(at: place + 16) * value
        d += source.eight(at: place + 24) * value
      }
      for lane in 0..<8 {
        // Places ascend with the sample, delays against it.
        let delay = tapCount - 1 - first - lane
        sums[delay] = a[lane]
        sums[delay - 8] = b[lane]
        sums[delay - 16] = c[lane]
        sums[delay - 24] = d[lane]
      }
    }
    return sums
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

  /// (R + extra I) v.
  private func product(_ vector: [Float], _ extra: Float) -> [Float] {
    let (rows, values) = (covariance.span, vector.span)
    return (0..<Self.tapCount).map { row in
      var sum = SIMD8<Float>.zero
      for index in stride(from: 0, to: Self.tapCount, by: 8) {
        sum += rows.eight(at: row * Self.tapCount + index) * values.eight(at: index)
      }
      return sum.total + extra * vector[row]
    }
  }

  private func dot(_ a: [Float], _ b: [Float]) -> Float {
    var sum: Float = 0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}
