/// Pearson correlation of two channels, gathered block by block.
///
/// Tells the same audio in both channels (dual mono) from two sides of a call.
struct InterchannelCorrelation {
  private var count = 0.0
  private var sums = (first: 0.0, second: 0.0)
  private var squares = (first: 0.0, second: 0.0)
  private var products = 0.0

  /// Adds a block of two channels of equal length.
  mutating func append(_ first: Span<Float>, _ second: Span<Float>) {
    var (firstSum, secondSum) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var (firstSquare, secondSquare) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var product = SIMD8<Float>.zero
    var index = 0
    // Lanes are emptied into Double every 512 samples, before rounding can matter.
    while index < first.count {
      let end = min(index + 512, first.count)
      while index + 8 <= end {
        let (x, y) = (first.eight(at: index), second.eight(at: index))
        firstSum += x
        secondSum += y
        firstSquare += x * x
        secondSquare += y * y
        product += x * y
        index += 8
      }
      while index < end {
        firstSum[0] += first[index]
        secondSum[0] += second[index]
        firstSquare[0] += first[index] * first[index]
        secondSquare[0] += second[index] * second[index]
        product[0] += first[index] * second[index]
        index += 1
      }
      sums.first += Double(firstSum.total)
      sums.second += Double(secondSum.total)
      squares.first += Double(firstSquare.total)
      squares.second += Double(secondSquare.total)
      products += Double(product.total)
      (firstSum, secondSum, product) = (.zero, .zero, .zero)
      (firstSquare, secondSquare) = (.zero, .zero)
    }
    count += Double(first.count)
  }

  /// The correlation, −1…1; `nil` where a channel is constant.
  var value: Double? {
    guard count > 1 else { return nil }
    let firstVariance = squares.first - sums.first * sums.first / count
    let secondVariance = squares.second - sums.second * sums.second / count
    // Below −120 dBFS a channel is constant but for rounding.
    let leastVariance = count * 1e-12
    guard firstVariance > leastVariance, secondVariance > leastVariance else { return nil }
    let covariance = products - sums.first * sums.second / count
    return max(-1, min(1, covariance / (firstVariance * secondVariance).squareRoot()))
  }
}
