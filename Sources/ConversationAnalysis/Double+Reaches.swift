extension Double {
  /// A tenth of a millisecond: far below a frame, far above the rounding of sums of hops.
  private static let resolution = 1e-4

  /// Whether a measured number is at least a limit, but for the rounding of binary fractions.
  ///
  /// A silence from 0.3 s to 1.3 s lasts 1.0 s, although 1.3 − 0.3 is less than 1 in binary.
  func reaches(_ limit: Double) -> Bool { self >= limit - Double.resolution }
}
