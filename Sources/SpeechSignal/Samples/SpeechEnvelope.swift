internal import Foundation

/// The envelope of ITU-T P.56 (12/2011), clause 6.3: pᵢ = g pᵢ₋₁ + (1 − g) |xᵢ|,
/// qᵢ = g qᵢ₋₁ + (1 − g) pᵢ, g = exp(−1 / (f T)).
///
/// Eight samples at a time, as a step waits for the one before it. With a = 1 − g, after n samples
/// pₙ = gⁿ p₀ + Σᵢ a gⁿ⁻ⁱ |xᵢ| and qₙ = gⁿ q₀ + n a gⁿ p₀ + Σᵢ (n − i + 1) a² gⁿ⁻ⁱ |xᵢ|, i = 1…n.
struct SpeechEnvelope {
  /// T, the time constant of each of the two smoothers, in seconds.
  private static let timeConstantSeconds = 0.03

  private let attack: Float
  /// gⁿ for n = 1…8.
  private let decay: SIMD8<Float>
  /// n a gⁿ for n = 1…8.
  private let passage: SIMD8<Float>
  /// a g⁸⁻ⁱ for i = 1…8.
  private let firstResponse: SIMD8<Float>
  /// (9 − i) a² g⁸⁻ⁱ for i = 1…8.
  private let secondResponse: SIMD8<Float>
  /// (n − i + 1) a² gⁿ⁻ⁱ for n = 1…8, zero before n = i; a vector for each i = 1…8.
  private let responses: [SIMD8<Float>]
  private var first: Float = 0
  private var second: Float = 0

  init(sampleRateHz: Double) {
    let g = exp(-1 / (sampleRateHz * Self.timeConstantSeconds))
    let a = 1 - g
    attack = Float(a)
    var (decay, passage, firstResponse) = (SIMD8<Float>(), SIMD8<Float>(), SIMD8<Float>())
    var responses = [SIMD8<Float>](repeating: .zero, count: 8)
    for lane in 0..<8 {
      let n = Double(lane + 1)
      decay[lane] = Float(pow(g, n))
      passage[lane] = Float(n * a * pow(g, n))
      firstResponse[lane] = Float(a * pow(g, 8 - n))
      for later in lane..<8 {
        let distance = Double(later - lane)
        responses[lane][later] = Float((distance + 1) * a * a * pow(g, distance))
      }
    }
    var secondResponse = SIMD8<Float>()
    for lane in 0..<8 { secondResponse[lane] = responses[lane][7] }
    (self.decay, self.passage) = (decay, passage)
    (self.firstResponse, self.secondResponse) = (firstResponse, secondResponse)
    self.responses = responses
  }

  /// Goes on through the samples; the largest q among them, full scale 1.0.
  mutating func highest(in samples: Span<Float>) -> Float {
    var (first, second) = (first, second)
    var highest = SIMD8<Float>.zero
    // A copy of the reference: `self` is written below.
    let rows = responses
    let responses = rows.span
    precondition(responses.count == 8)
    var index = 0
    while index + 8 <= samples.count {
      let x = samples.eight(at: index).magnitudes
      // What does not wait for the step before comes first.
      var answer = responses[0] * x[0]
      for lane in 1..<8 { answer += responses[lane] * x[lane] }
      let smoothed = answer + (decay * second + passage * first)
      // The last lane again: read out of the vector, it would be the end of a longer chain.
      second = decay[7] * second + passage[7] * first + (x * secondResponse).total
      first = decay[7] * first + (x * firstResponse).total
      highest.replace(with: smoothed, where: smoothed .> highest)
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
}
