internal import CallTypes

/// A Praat TextGrid: named tiers over one time axis from 0.
struct TextGrid: Hashable {
  /// End of the time axis.
  var endSeconds: Double
  /// Interval tiers; point tiers are not kept.
  var tiers: [LabelTier]
}

/// Reads a TextGrid in long or short form.
///
/// As Praat does (manual, "TextGrid file formats"): of the whole text only free-standing numbers, texts
/// in double quotes and flags in angle brackets count, so that one reader serves both forms. Empty
/// intervals are left out.
///
/// - Throws: `CallFormatsError.malformed` where the tokens are not those of a TextGrid.
func textGrid(in text: String) throws(CallFormatsError) -> TextGrid {
  var tokens = TextGridTokens(text)
  guard try tokens.text() == "ooTextFile", try tokens.text() == "TextGrid" else {
    throw malformedGrid("it does not begin as one")
  }
  _ = try tokens.number()
  var grid = TextGrid(endSeconds: try tokens.number(), tiers: [])
  guard case .flag("exists")? = tokens.next() else { return grid }
  for _ in 0..<(try tokens.count()) {
    let form = try tokens.text()
    let name = try tokens.text()
    _ = (try tokens.number(), try tokens.number())
    let count = try tokens.count()
    switch form {
    case "IntervalTier":
      grid.tiers.append(try intervalTier(name, count: count, from: &tokens))
    case "TextTier":
      for _ in 0..<count { _ = (try tokens.number(), try tokens.text()) }
    default:
      throw malformedGrid("there is no tier of form `\(form)`")
    }
  }
  return grid
}

private func intervalTier(
  _ name: String, count: Int, from tokens: inout TextGridTokens
) throws(CallFormatsError) -> LabelTier {
  var tier = LabelTier(name: name, labels: [])
  for _ in 0..<count {
    let (start, end) = (try tokens.number(), try tokens.number())
    let text = try tokens.text()
    guard 0 <= start, start <= end else {
      throw malformedGrid("\(start) to \(end) s is no interval")
    }
    if !text.allSatisfy(\.isWhitespace) {
      tier.labels.append(TimeLabel(TimeSpan(start, end), text))
    }
  }
  return tier
}

private func malformedGrid(_ detail: String) -> CallFormatsError {
  .malformed(format: "TextGrid", detail: detail)
}

/// What counts in a TextGrid file.
private enum TextGridToken: Hashable {
  case number(Double)
  case text(String)
  case flag(String)
}

/// The tokens of a TextGrid file, one after the other.
private struct TextGridTokens {
  private var rest: Substring.UnicodeScalarView

  init(_ text: String) { rest = text[...].unicodeScalars }

  /// The next token; `nil` at the end, and for a quote that is never closed.
  mutating func next() -> TextGridToken? {
    while let scalar = rest.first {
      if scalar.properties.isWhitespace {
        rest.removeFirst()
      } else if scalar == "!" {
        // A comment to the end of its line.
        rest = rest.drop { $0 != "\n" && $0 != "\r" }
      } else if scalar == "\"" {
        return quoted()
      } else {
        let word = rest.prefix { !$0.properties.isWhitespace }
        rest = rest[word.endIndex...]
        if let token = token(of: String(word)) { return token }
      }
    }
    return nil
  }

  /// A number or a flag; words such as `xmin`, `=` and `[1]:` are none.
  private func token(of word: String) -> TextGridToken? {
    if word.hasPrefix("<"), word.hasSuffix(">") {
      return .flag(String(word.dropFirst().dropLast()))
    }
    do { return .number(try seconds(in: word)) } catch { return nil }
  }

  /// A text in quotes, in which two quotes stand for one.
  private mutating func quoted() -> TextGridToken? {
    rest.removeFirst()
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar == "\"" {
        guard rest.first == "\"" else { return .text(String(text)) }
        rest.removeFirst()
      }
      text.append(scalar)
    }
    return nil
  }

  mutating func number() throws(CallFormatsError) -> Double {
    guard case .number(let value)? = next() else { throw malformedGrid("a number is missing") }
    return value
  }

  mutating func text() throws(CallFormatsError) -> String {
    guard case .text(let text)? = next() else { throw malformedGrid("a text is missing") }
    return text
  }

  mutating func count() throws(CallFormatsError) -> Int {
    let value = try number()
    guard let count = Int(exactly: value), count >= 0 else {
      throw malformedGrid("\(value) is no number of tiers or intervals")
    }
    return count
  }
}

/// The grid in Praat's long form; what no label covers is an empty interval.
func textGridText(of grid: TextGrid) -> String {
  let end = secondsText(grid.endSeconds)
  var lines = [
    "File type = \"ooTextFile\"", "Object class = \"TextGrid\"", "", "xmin = 0", "xmax = \(end)",
  ]
  guard !grid.tiers.isEmpty else {
    return (lines + ["tiers? <absent>"]).map { $0 + "\n" }.joined()
  }
  lines += ["tiers? <exists>", "size = \(grid.tiers.count)", "item []:"]
  for (index, tier) in grid.tiers.enumerated() {
    let intervals = filled(tier.labels, endSeconds: grid.endSeconds)
    lines += [
      "    item [\(index + 1)]:", "        class = \"IntervalTier\"",
      "        name = \(quoted(tier.name))", "        xmin = 0", "        xmax = \(end)",
      "        intervals: size = \(intervals.count)",
    ]
    for (number, interval) in intervals.enumerated() {
      lines += [
        "        intervals [\(number + 1)]:",
        "            xmin = \(secondsText(interval.span.startSeconds))",
        "            xmax = \(secondsText(interval.span.endSeconds))",
        "            text = \(quoted(interval.text))",
      ]
    }
  }
  return lines.map { $0 + "\n" }.joined()
}

/// The labels with empty ones between them, so that they cover the time axis.
private func filled(_ labels: [TimeLabel], endSeconds: Double) -> [TimeLabel] {
  var intervals: [TimeLabel] = []
  var cursor = 0.0
  for label in labels {
    if label.span.startSeconds > cursor {
      intervals.append(TimeLabel(TimeSpan(cursor, label.span.startSeconds), ""))
    }
    intervals.append(label)
    cursor = label.span.endSeconds
  }
  if cursor < endSeconds || intervals.isEmpty {
    intervals.append(TimeLabel(TimeSpan(cursor, endSeconds), ""))
  }
  return intervals
}

private func secondsText(_ value: Double) -> String { value.decimalText(places: 3) ?? "0.000" }

private func quoted(_ text: String) -> String {
  "\"" + text.showingControls.replacing("\"", with: "\"\"") + "\""
}
