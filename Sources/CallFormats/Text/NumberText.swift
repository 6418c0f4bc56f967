extension Double {
  /// Decimal text with so many places, 0…6, rounded half away from zero; `nil` for NaN and infinity.
  ///
  /// Never in exponential form, and the point is a point in every locale.
  public func decimalText(places: Int) -> String? {
    guard isFinite else { return nil }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (magnitude * scale).rounded()
    // Beyond 2^53 a double holds no fraction that could be shown.
    guard scaled < 0x1p53 else { return description }
    let sign = self < 0 && scaled > 0 ? "-" : ""
    let digits = String(Int(scaled))
    guard places > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// Decimal text without needless zeros, at most three places, for people; `—` for NaN.
  var shortText: String {
    guard var text = decimalText(places: 3) else { return "—" }
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text
  }

  /// Seconds as whole milliseconds; `nil` for what is no time.
  var wholeMilliseconds: Int? {
    let milliseconds = (self * 1000).rounded()
    // Beyond 2^53 a double holds no single milliseconds.
    return milliseconds.isFinite && milliseconds.magnitude < 0x1p53 ? Int(milliseconds) : nil
  }

  /// Seconds as `m:ss`, from an hour on `h:mm:ss`; with tenths where asked.
  func clockText(tenths: Bool = false) -> String {
    guard isFinite, magnitude < 1e9 else { return "—" }
    let units = Int((Swift.max(0, self) * (tenths ? 10 : 1)).rounded())
    let seconds = tenths ? units / 10 : units
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let fraction = tenths ? ".\(units % 10)" : ""
    let head = hours > 0 ? "\(hours):\(minutes.twoDigits)" : "\(minutes)"
    return head + ":" + (seconds % 60).twoDigits + fraction
  }
}

extension Int {
  fileprivate var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }

  /// Digits in groups of three.
  var groupedText: String {
    let digits = Array(String(magnitude))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return self < 0 ? "-" + text : text
  }
}
