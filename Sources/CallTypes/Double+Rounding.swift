extension Double {
  /// Rounded to thousandths: the resolution of times in a report, a tenth of a frame.
  public var roundedToMilliseconds: Double { rounded(toPlaces: 3) }

  /// Rounded half away from zero to the given number of decimal places, 0…9; never minus zero.
  public func rounded(toPlaces places: Int) -> Double {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let value = (self * scale).rounded() / scale
    return value == 0 ? 0 : value
  }
}
