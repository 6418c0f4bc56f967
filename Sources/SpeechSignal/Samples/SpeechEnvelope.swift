internal import Foundation

/// The envelope of ITU-T P.56 (12/2011), clause 6.3: pᵢ = g pᵢ₋₁ + (1 − g) |xᵢ|,
/// qᵢ = g qᵢ₋₁ + (1 − g) pᵢ, g = exp(−1 / (f T)).
///
/// Eight samples at a time, as a step waits for the one before it. With a = 1 − g, after n samples
/// pₙ = gⁿ p₀ + Σᵢ a gⁿ⁻ⁱ |xᵢ| and qₙ = gⁿ q₀ + n a gⁿ p₀ + Σᵢ (n − i + 1) a² gⁿ⁻ⁱ |xᵢ|, i = 1…n.
struct SpeechEnvelope {
  /// T, the time constant of each of the two smoothers, in seconds.
  private static let timeConstantSeconds = 0.03

  /// What each of four samples adds to four lanes.
  private typealias Responses = (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>, SIMD4<Float>)

  private let attack: Float
  /// gⁿ for n = 1…8.
  private let decay: SIMD8<Float>
  /// n a gⁿ for n = 1…8.
  private let passage: SIMD8<Float>
  /// a g⁸⁻ⁱ for i = 1…8.
  private let firstResponse: SIMD8<Float>
  /// (m + 1) a² gᵐ for m = 0…3.
  private let secondResponse: SIMD4<Float>
  /// (m + 1) a² gᵐ for m = 4…7.
  private let laterResponse: SIMD4<Float>
  private var first: Float = 0
  private var second: Float = 0

  init(sampleRateHz: Double) {
    let g = exp(-1 / (sampleRateHz * Self.timeConstantSeconds))
    let a = 1 - g
    attack = Float(a)
    var (decay, passage, firstResponse) = (SIMD8<Float>(), SIMD8<Float>(), SIMD8<Float>())
    var secondResponse = SIMD8<Float>()
    for lane in 0..<8 {
      let n = Double(lane + 1)
      decay[lane] = Float(pow(g, n))
      passage[lane] = Float(n * a * pow(g, n))
      firstResponse[lane] = Float(a * pow(g, 8 - n))
      secondResponse[lane] = Float(n * a * a * pow(g, n - 1))
    }
    (self.decay, self.passage, self.firstResponse) = (decay, passage, firstResponse)
    (self.secondResponse, laterResponse) = (secondResponse.lowHalf, secondResponse.highHalf)
  }

  /// Goes on through the samples; the largest q among them, full scale 1.0.
  mutating func highest(in samples: Span<Float>) -> Float {
    var (first, second) = (first, second)
    var highest = SIMD8<Float>.zero
    // Responses that begin at each of four samples, in the same vector and in the next one.
    let near = shifted(.zero, secondResponse)
    let far = shifted(secondResponse, laterResponse)
    var index = 0
    while index + 8 <= samples.count {
      let x = samples.eight(at: index).magnitudes
      let (early, late) = (x.lowHalf, x.highHalf)
      let sums = x * firstResponse
      let start = decay * second + passage * first
      let low = start.lowHalf + answer(near, to: early)
      let high = start.highHalf + answer(far, to: early) + answer(near, to: late)
      let smoothed = SIMD8(lowHalf: low, highHalf: high)
      highest.replace(with: smoothed, where: smoothed .> highest)
      first = decay[7] * first + sums.total
      second = high[3]
      index += 8
    }
    var greatest = highest.greatest
    while index < samples.count {
      first += attack * (abs(samples[index]) - first)
      second += attack * (first - second)
      greatest = max(greatest, second)
      index += 1
    }
    // Denormal numbers slow the loop down a hundredfold in long digital silence.
    self.first = first < 1e-20 ? 0 : first
    self.second = second < 1e-20 ? 0 : second
    return greatest
  }

  /// Responses begun at each of four samples, times the samples.
  @inline(__always)
  private func answer(_ responses: Responses, to samples: SIMD4<Float>) -> SIMD4<Float> {
    let firstTwo = responses.0 * samples[0] + responses.1 * samples[1]
    let lastTwo = responses.2 * samples[2] + responses.3 * samples[3]
    return firstTwo + lastTwo
  }

  /// A response begun at the first, second, third and fourth sample: eight lanes, of which the later
  /// four are given, move up by one each.
  private func shifted(_ before: SIMD4<Float>, _ values: SIMD4<Float>) -> Responses {
    (
      values, SIMD4(before[3], values[0], values[1], values[2]),
      SIMD4(before[2], before[3], values[0], values[1]),
      SIMD4(before[1], before[2], before[3], values[0])
    )
  }
}
