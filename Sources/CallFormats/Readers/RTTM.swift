public import CallTypes

/// A stretch of one speaker's speech: what a `SPEAKER` line of an RTTM file says.
public struct SpeakerSegment: Hashable, Sendable {
  /// Name of the recording.
  public var file: String
  /// Channel of the recording, from 0; RTTM itself counts from 1.
  public var channelIndex: Int
  /// When the speaker speaks.
  public var span: TimeSpan
  /// Who speaks.
  public var speaker: String

  /// Makes a segment.
  public init(file: String, channelIndex: Int, span: TimeSpan, speaker: String) {
    self.file = file
    self.channelIndex = channelIndex
    self.span = span
    self.speaker = speaker
  }
}

/// The segments as `SPEAKER` lines, seconds with three decimals.
///
/// Blanks and what scoring tools stumble over are percent-encoded in names.
public func rttmLines(of segments: [SpeakerSegment]) -> String {
  segments.map { segment in
    // The end is rounded, not the duration, so that neighbours stay neighbours.
    let start = segment.span.startSeconds.roundedToMilliseconds
    let duration = segment.span.endSeconds.roundedToMilliseconds - start
    let fields = [
      "SPEAKER", rttmField(segment.file), String(segment.channelIndex + 1),
      start.decimalText(places: 3) ?? "0.000", duration.decimalText(places: 3) ?? "0.000",
      "<NA>", "<NA>", rttmField(segment.speaker), "<NA>", "<NA>",
    ]
    return fields.joined(separator: " ") + "\n"
  }
  .joined()
}

/// Reads the `SPEAKER` lines of an RTTM file, in the order of the file.
///
/// Comments (`;;`), empty lines and lines of other types are passed over. Times may be written in
/// any decimal form. An empty text has no segments.
///
/// - Throws: `CallFormatsError.rttm` with the number of the first bad line, from 1.
public func rttmSegments(in text: String) throws(CallFormatsError)
  -> [SpeakerSegment]
{
  var segments: [SpeakerSegment] = []
  for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    .enumerated()
  {
    // By code points: a blank with a combining mark behind it is a blank all the same.
    let fields = line.unicodeScalars.split { $0 == " " || $0 == "\t" }.map { String($0) }
    guard fields.first == "SPEAKER" else { continue }
    do {
      segments.append(try speakerSegment(of: fields))
    } catch {
      throw .rttm(line: index + 1, problem: error)
    }
  }
  return segments
}

private func speakerSegment(
  of fields: [String]
) throws(SegmentLineProblem) -> SpeakerSegment {
  // Up to the speaker's name; the confidence and look-ahead behind it are often left out.
  let neededFieldCount = 8
  guard fields.count >= neededFieldCount else {
    throw .tooFewFields(expected: neededFieldCount, found: fields.count)
  }
  guard let channel = Int(fields[2]), channel >= 1 else {
    throw .notAChannel(field: fields[2])
  }
  let start = try seconds(in: fields[3])
  let duration = try seconds(in: fields[4])
  return SpeakerSegment(
    file: rttmName(fields[1]), channelIndex: channel - 1,
    span: try span(from: start, to: (start + duration).rounded(toPlaces: 6)),
    speaker: rttmName(fields[7]))
}

/// A finite number of seconds; hexadecimal, `nan` and `inf` are refused.
func seconds(in field: some StringProtocol) throws(SegmentLineProblem) -> Double {
  guard field.utf8.allSatisfy({ "0123456789.+-eE".utf8.contains($0) }), let value = Double(field),
    value.isFinite
  else { throw .notSeconds(field: String(field)) }
  return value
}

/// A span inside a recording.
func span(from start: Double, to end: Double) throws(SegmentLineProblem) -> TimeSpan {
  guard start >= 0, end >= start else { throw .notASpan(startSeconds: start, endSeconds: end) }
  return TimeSpan(start, end)
}

/// A name as one field: never empty, without blanks, quotes, comment signs and the `<` of `<NA>`.
func rttmField(_ name: String) -> String {
  guard !name.isEmpty else { return "<NA>" }
  var field = ""
  for scalar in name.unicodeScalars {
    if scalar.steersTerminals || scalar.properties.isWhitespace
      || "%;#\"<>".unicodeScalars.contains(scalar)
    {
      for byte in String(scalar).utf8 {
        field += byte < 16 ? "%0" : "%"
        field += String(byte, radix: 16, uppercase: true)
      }
    } else {
      field.unicodeScalars.append(scalar)
    }
  }
  return field
}

/// The name that a field stands for; a `%` that begins no code stands for itself.
func rttmName(_ field: some StringProtocol) -> String {
  if field == "<NA>" { return "" }
  guard field.contains("%") else { return String(field) }
  let bytes = Array(field.utf8)
  var decoded: [UInt8] = []
  var index = 0
  while index < bytes.count {
    if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
      let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
      let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
    {
      decoded.append(UInt8(high * 16 + low))
      index += 3
    } else {
      decoded.append(bytes[index])
      index += 1
    }
  }
  return String(decoding: decoded, as: UTF8.self)
}
