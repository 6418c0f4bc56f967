internal import CallTypes

/// One record per call for spreadsheets and data frames, by RFC 4180.
///
/// Lines end in CRLF, because the RFC says so and every reader takes it. Text cells that a
/// spreadsheet would run as a formula get an apostrophe in front (OWASP, "CSV Injection");
/// numbers do not. No byte order mark: programs read the first header without special care.
public enum CSVFormat: ReportFormat {
  public static let name = "csv"
  public static let summary = "one record per call, for spreadsheets and data frames"
  public static let fileExtension = "csv"
  public static let scope = ReportScope.stream

  public static func makeWriter(_ presentation: Presentation) -> any ReportWriter { Writer() }

  private struct Writer: ReportWriter {
    func header() -> String {
      csvRecord(CSVColumns.all.map { .text($0.header) })
    }

    func text(for outcome: CallOutcome) -> String {
      csvRecord(CSVColumns.all.map { $0.cell(outcome) })
    }

    func footer(summary: ScanSummary) -> String { "" }
  }
}

/// What a cell holds.
public enum CSVCell: Hashable {
  case text(String)
  case number(Double)
  case count(Int)
  case truth(Bool)
  case nothing

  /// A number, or nothing where it is not known.
  public init(_ number: Double?) { self = number.map { .number($0) } ?? .nothing }

  /// A text, or nothing where it is not known.
  public init(_ text: String?) { self = text.map { .text($0) } ?? .nothing }
}

/// A record with its line end.
public func csvRecord(_ cells: [CSVCell]) -> String {
  cells.map(csvText).joined(separator: ",") + "\r\n"
}

private func csvText(of cell: CSVCell) -> String {
  switch cell {
  case .nothing: ""
  case .number(let value): value.isFinite ? csvNumber(value) : ""
  case .count(let value): String(value)
  case .truth(let value): value ? "true" : "false"
  case .text(let text): csvQuoted(formulaSafe(text))
  }
}

/// Digits as in the JSON report: no `.0` on whole numbers.
private func csvNumber(_ value: Double) -> String {
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// The text behind an apostrophe where a spreadsheet would take it for a formula.
private func formulaSafe(_ text: String) -> String {
  guard let first = text.unicodeScalars.first else { return text }
  // OWASP's list, with the fullwidth forms that East Asian spreadsheets accept.
  return "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) ? "'" + text : text
}

/// The text in quotes where it needs them.
///
/// Judged by code points: as a `Character`, a quote with a combining mark behind it is no quote.
private func csvQuoted(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard scalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return text }
  var quoted = "\"".unicodeScalars
  for scalar in scalars {
    if scalar == "\"" { quoted.append("\"") }
    quoted.append(scalar)
  }
  quoted.append("\"")
  return String(quoted)
}
