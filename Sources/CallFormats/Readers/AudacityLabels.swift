public import CallTypes

/// A named stretch of a recording.
public struct TimeLabel: Hashable, Sendable {
  /// Where it lies.
  public var span: TimeSpan
  /// What it is.
  public var text: String

  /// Makes a label.
  public init(_ span: TimeSpan, _ text: String) {
    self.span = span
    self.text = text
  }
}

/// The labels as lines of an Audacity label track; control characters in a label are made visible.
public func audacityLines(of labels: [TimeLabel]) -> String {
  labels.map { label in
    let start = label.span.startSeconds.decimalText(places: 3) ?? "0.000"
    let end = label.span.endSeconds.decimalText(places: 3) ?? "0.000"
    return "\(start)\t\(end)\t\(label.text.showingControls)\n"
  }
  .joined()
}

/// Reads an Audacity label track, in the order of the file.
///
/// Lines that begin with a backslash (frequency ranges of the line before) and empty lines are
/// passed over; a missing label is empty. Tabs after the second belong to the label.
///
/// - Throws: `CallFormatsError.audacityLabels` with the number of the first bad line, from 1.
public func audacityLabels(in text: String) throws(CallFormatsError) -> [TimeLabel] {
  var labels: [TimeLabel] = []
  for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    .enumerated()
  {
    guard let first = line.first, first != "\\" else { continue }
    do {
      labels.append(try timeLabel(of: line))
    } catch {
      throw .audacityLabels(line: index + 1, problem: error)
    }
  }
  return labels
}

private func timeLabel(of line: Substring) throws(SegmentLineProblem) -> TimeLabel {
  let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
  guard fields.count >= 2 else { throw .tooFewFields(expected: 2, found: fields.count) }
  let start = try seconds(in: fields[0])
  let end = try seconds(in: fields[1])
  return TimeLabel(try span(from: start, to: end), fields.count > 2 ? String(fields[2]) : "")
}
