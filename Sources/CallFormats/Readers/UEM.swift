public import CallTypes

/// A stretch of a recording that is scored: a line of a UEM file.
public struct ScoredRegion: Hashable, Sendable {
  /// Name of the recording.
  public var file: String
  /// What is scored.
  public var span: TimeSpan

  /// Makes a region.
  public init(file: String, span: TimeSpan) {
    self.file = file
    self.span = span
  }
}

/// The regions as lines `file 1 start end`, seconds with three decimals.
public func uemLines(of regions: [ScoredRegion]) -> String {
  regions.map { region in
    let start = region.span.startSeconds.decimalText(places: 3) ?? "0.000"
    let end = region.span.endSeconds.decimalText(places: 3) ?? "0.000"
    return "\(rttmField(region.file)) 1 \(start) \(end)\n"
  }
  .joined()
}

/// Reads a UEM file, in the order of the file; comments (`;;`) and empty lines are passed over.
///
/// - Throws: `CallFormatsError.uem` with the number of the first bad line, from 1.
public func uemRegions(in text: String) throws(CallFormatsError) -> [ScoredRegion] {
  var regions: [ScoredRegion] = []
  for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    .enumerated()
  {
    let fields = line.unicodeScalars.split { $0 == " " || $0 == "\t" }.map { String($0) }
    guard let first = fields.first, !first.hasPrefix(";;") else { continue }
    do {
      regions.append(try scoredRegion(of: fields))
    } catch {
      throw .uem(line: index + 1, problem: error)
    }
  }
  return regions
}

private func scoredRegion(of fields: [String]) throws(SegmentLineProblem) -> ScoredRegion {
  // File, channel (a number or NA), start, end.
  guard fields.count >= 4 else { throw .tooFewFields(expected: 4, found: fields.count) }
  let start = try seconds(in: fields[2])
  let end = try seconds(in: fields[3])
  return ScoredRegion(file: rttmName(fields[0]), span: try span(from: start, to: end))
}
