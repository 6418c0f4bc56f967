internal import Foundation

/// Interpolation of a sampled curve by windowed sinc functions (Boersma 1993, equation 22).
struct SincInterpolation {
  /// Values used on either side.
  static let halfWidth = 8

  /// Steps per sample in the table of weights.
  private static let tableSteps = 64

  /// Weights for offsets of 0 ..< 1 sample in steps of 1/64; shape `[tableSteps, 2 * halfWidth]`.
  private let weights: [Float] = (0..<tableSteps).flatMap { step -> [Float] in
    let offset = Double(step) / Double(tableSteps)
    return (0..<2 * halfWidth).map { tap in
      let distance = Double(tap - halfWidth + 1) - offset
      let sinc = distance == 0 ? 1 : sin(Double.pi * distance) / (Double.pi * distance)
      let taper = 0.5 + 0.5 * cos(Double.pi * distance / (Double(halfWidth) + 1))
      return Float(sinc * taper)
    }
  }

  /// The highest point near a coarse peak.
  ///
  /// The curve is evaluated at the coarse peak and an eighth of a sample to either side; a parabola
  /// through so narrow a cap is exact to a hundredth of a cent.
  ///
  /// - Parameters:
  ///   - curve: At least `halfWidth` + 1 values on either side of the position.
  ///   - position: Where a coarse peak lies, in samples, off by less than an eighth.
  /// - Returns: Position in samples and height of the peak.
  func peak(of curve: Span<Float>, near position: Float) -> (Float, Float) {
    let tableSteps = Self.tableSteps
    let spread = tableSteps / 8
    let centre = Int((position * Float(tableSteps)).rounded())
    let before = value(of: curve, step: centre - spread)
    let middle = value(of: curve, step: centre)
    let after = value(of: curve, step: centre + spread)
    let curvature = 2 * middle - before - after
    guard curvature > 0 else { return (position, middle) }
    let offset = min(max(0.5 * (after - before) / curvature, -1.5), 1.5)
    let lag = (Float(centre) + offset * Float(spread)) / Float(tableSteps)
    return (lag, middle + 0.25 * (after - before) * offset)
  }

  /// The curve at `step / tableSteps` samples.
  private func value(of curve: Span<Float>, step: Int) -> Float {
    let taps = 2 * Self.halfWidth
    let first = step / Self.tableSteps - Self.halfWidth + 1
    let row = (step % Self.tableSteps) * taps
    let table = weights.span
    let products =
      curve.eight(at: first) * table.eight(at: row)
      + curve.eight(at: first + 8) * table.eight(at: row + 8)
    return products.total
  }
}
