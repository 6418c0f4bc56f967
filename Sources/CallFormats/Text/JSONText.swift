internal import CallTypes
internal import Foundation

/// One line of JSON: keys sorted, slashes as they are, the same bytes for the same value.
///
/// What some readers take for a line end or obey on a terminal (DEL, C1 controls, U+2028, U+2029)
/// is written as `\uXXXX`, so that one line is one value for every reader.
///
/// - Throws: `EncodingError` when the value holds NaN or infinity.
func jsonLine(of value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return jsonLine(ofEncoded: try encoder.encode(value))
}

/// What an encoder gave, as one line of JSON; see `jsonLine(of:)`.
func jsonLine(ofEncoded json: some Collection<UInt8>) -> String {
  let text = String(decoding: json, as: UTF8.self)
  guard mayNeedEscape(text) else { return text }
  var escaped = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar.needsEscapeInJSON {
      let digits = String(scalar.value, radix: 16)
      let zeros = String(repeating: "0", count: 4 - digits.count)
      escaped.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
    } else {
      escaped.append(scalar)
    }
  }
  return String(escaped)
}

/// Whether there is a byte that scalars to be escaped begin with: DEL, or the first of U+0080–U+00BF
/// and of U+2000–U+2FFF. Most reports hold none, and bytes are looked through faster than scalars.
private func mayNeedEscape(_ text: String) -> Bool {
  text.utf8.contains { $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }
}

/// The outcome as one line of JSON.
func jsonLine(of outcome: CallOutcome) throws(CallFormatsError) -> String {
  do {
    switch outcome {
    case .report(let report): return try jsonLine(of: report)
    case .failure(let failure): return try jsonLine(of: failure)
    }
  } catch {
    // Reports hold numbers and text only; the one thing the encoder refuses is NaN or infinity.
    throw .unwritable(callId: outcome.callId)
  }
}

extension Unicode.Scalar {
  /// Whether it stands unescaped in what the encoder writes, yet is no harmless text.
  fileprivate var needsEscapeInJSON: Bool {
    (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
  }
}
