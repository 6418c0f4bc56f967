/// Sums over one cell.
struct CellStatistics {
  var sum: Double
  var squares: Double
  /// Largest magnitude.
  var peak: Float
  /// Whether all samples are equal.
  var isConstant: Bool

  init(_ samples: Span<Float>) {
    var (sums, squares) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var lowest = SIMD8<Float>(repeating: .greatestFiniteMagnitude)
    var highest = -lowest
    var index = 0
    while index + 8 <= samples.count {
      let values = samples.eight(at: index)
      sums += values
      squares += values * values
      lowest.replace(with: values, where: values .< lowest)
      highest.replace(with: values, where: values .> highest)
      index += 8
    }
    while index < samples.count {
      let value = samples[index]
      sums[0] += value
      squares[0] += value * value
      lowest[0] = min(lowest[0], value)
      highest[0] = max(highest[0], value)
      index += 1
    }
    sum = Double(sums.total)
    self.squares = Double(squares.total)
    let (least, greatest) = (-(-lowest).greatest, highest.greatest)
    peak = samples.isEmpty ? 0 : max(abs(least), abs(greatest))
    isConstant = least == greatest
  }
}
