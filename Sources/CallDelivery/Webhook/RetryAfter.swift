internal import Foundation

/// What a `Retry-After` header asks for (RFC 9110, section 10.2.3): seconds, or a time of day. At most a day is
/// granted; what is neither is not known.
func retryAfterSeconds(_ text: String, now: Double) -> Double? {
  let longestSeconds = 86_400.0
  if let seconds = Int(text.trimmingCharacters(in: .whitespaces)) {
    return seconds < 0 ? nil : min(Double(seconds), longestSeconds)
  }
  let format = DateFormatter()
  format.locale = Locale(identifier: "en_US_POSIX")
  format.timeZone = TimeZone(secondsFromGMT: 0)
  format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
  return format.date(from: text).map {
    min(max(0, $0.timeIntervalSince1970 - now), longestSeconds)
  }
}
