internal import Foundation

/// A time of a name or of metadata, as far as it says when that was.
enum DeclaredTime: Hashable {
  /// An instant, as ISO 8601 with its zone.
  case instant(String)
  /// A time of a clock whose zone nobody knows.
  case zoneMissing
  /// No time at all.
  case nothing
}

/// Reads a start in seconds since 1970.
func declaredTime(ofEpoch text: String) -> DeclaredTime {
  guard let seconds = TimeInterval(text), seconds > 0, seconds < 1e11, let utc else {
    return .nothing
  }
  return .instant(isoText(of: Date(timeIntervalSince1970: seconds.rounded(.down)), in: utc))
}

/// Reads a time: ISO 8601, or digits with the year first and anything between them.
///
/// Never filled in from the clock: what is missing stays missing.
///
/// - Parameter zone: Zone of a time that names none; `nil` = not known.
func declaredTime(of text: String, zone: TimeZone?) -> DeclaredTime {
  let stated = text.firstMatch(of: /(Z|[+\-]\d{2}:?\d{2})$/).flatMap { match -> TimeZone? in
    // Of a date, the last digits are a day.
    text[..<match.range.lowerBound].contains { ":T".contains($0) }
      ? timeZone(named: String(match.output.0)) : nil
  }
  var body = text[...]
  if stated != nil, let match = text.firstMatch(of: /(Z|[+\-]\d{2}:?\d{2})$/) {
    body = text[..<match.range.lowerBound]
  }
  // A fraction of a second is left out: no rule is that exact.
  if let fraction = body.firstMatch(of: /[.,]\d+$/), body.contains(":") {
    body = body[..<fraction.range.lowerBound]
  }
  let digits = body.filter(\.isNumber)
  guard digits.count == 12 || digits.count == 14, digits.allSatisfy(\.isASCII) else {
    return .nothing
  }
  let numbers = [0..<4, 4..<6, 6..<8, 8..<10, 10..<12, 12..<14].map { range in
    Int(digits.dropFirst(range.lowerBound).prefix(range.count)) ?? 0
  }
  guard let utc, instant(of: numbers, in: utc) != nil else { return .nothing }
  guard let zone = stated ?? zone else { return .zoneMissing }
  guard let found = instant(of: numbers, in: zone) else { return .nothing }
  return .instant(isoText(of: found, in: zone))
}

/// The seconds since 1970 of an ISO 8601 time with its zone, fraction and all; `nil` for any other text.
func preciseSeconds(of text: String) -> Double? {
  guard case .instant(let instant) = declaredTime(of: text, zone: nil),
    let date = try? Date(instant, strategy: .iso8601)
  else { return nil }
  let fraction = text.firstMatch(of: /:\d{2}[.,](\d+)/).flatMap { Double("0.\($0.output.1)") }
  return date.timeIntervalSince1970 + (fraction ?? 0)
}

/// `UTC`, `Z`, `+02:00`, or a name of the IANA data base; `nil` for anything else.
func timeZone(named name: String) -> TimeZone? {
  if name == "Z" || name == "UTC" { return TimeZone(secondsFromGMT: 0) }
  if let match = name.wholeMatch(of: /([+\-])(\d{2}):?(\d{2})/) {
    guard let hours = Int(match.output.2), let minutes = Int(match.output.3), hours <= 14,
      minutes < 60
    else { return nil }
    return TimeZone(
      secondsFromGMT: (match.output.1 == "-" ? -1 : 1) * (hours * 3600 + minutes * 60))
  }
  guard name.contains("/") else { return nil }
  return TimeZone(identifier: name)
}

private let utc = TimeZone(secondsFromGMT: 0)

/// The instant of year, month, day, hour, minute and second; `nil` where there is none such.
private func instant(of numbers: [Int], in zone: TimeZone) -> Date? {
  var calendar = Calendar(identifier: .gregorian)
  calendar.timeZone = zone
  let wanted = DateComponents(
    year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
    second: numbers[5])
  guard let date = calendar.date(from: wanted) else { return nil }
  let found = calendar.dateComponents([.year, .month, .day, .minute, .second], from: date)
  // The hour may be one that a clock leaps over in spring.
  guard found.year == numbers[0], found.month == numbers[1], found.day == numbers[2],
    found.minute == numbers[4], found.second == numbers[5]
  else { return nil }
  return date
}

private func isoText(of date: Date, in zone: TimeZone) -> String {
  var calendar = Calendar(identifier: .gregorian)
  calendar.timeZone = zone
  let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
  func padded(_ number: Int?, _ width: Int = 2) -> String {
    let digits = "\(number ?? 0)"
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
  let day = "\(padded(parts.year, 4))-\(padded(parts.month))-\(padded(parts.day))"
  let time = "\(padded(parts.hour)):\(padded(parts.minute)):\(padded(parts.second))"
  let offset = zone.secondsFromGMT(for: date) / 60
  if offset == 0 { return "\(day)T\(time)Z" }
  let sign = offset < 0 ? "-" : "+"
  return "\(day)T\(time)\(sign)\(padded(abs(offset) / 60)):\(padded(abs(offset) % 60))"
}
