public import CallTypes

/// A way of writing what became of the calls of a scan.
///
/// A format is a name and a maker of writers; it holds nothing, so that a type stands for it.
public protocol ReportFormat: Sendable {
  /// What `--format` calls it.
  static var name: String { get }
  /// What it is for, one line.
  static var summary: String { get }
  /// Ending of the files that hold it, without the dot.
  static var fileExtension: String { get }
  /// Whether one output holds all calls, or each call has its own.
  static var scope: ReportScope { get }
  /// Whether its writers hand on a report's JSON as it is, so that nobody needs to read it.
  static var takesEncodedReports: Bool { get }
  /// A writer for one output; formats for machines ignore the presentation.
  static func makeWriter(_ presentation: Presentation) -> any ReportWriter
}

extension ReportWriter {
  public mutating func text(forEncoded report: EncodedReport) -> String? { nil }
}

extension ReportFormat {
  /// Whether its writers hand on a report's JSON as it is.
  public static var takesEncodedReports: Bool { false }
  /// A writer for one output, presented as by default.
  public static func makeWriter() -> any ReportWriter { makeWriter(Presentation()) }
}

/// How many outputs a scan has in a format.
public enum ReportScope: String, CaseIterable, Hashable, Sendable {
  /// One output for all calls.
  case stream
  /// One file per call.
  case perCall
}

/// Turns outcomes into text, one at a time: header, then one text per outcome, then footer.
///
/// Memory does not grow with the number of calls. Each text is complete with its line ends; an empty
/// text is written nowhere (a `perCall` writer says so of a call that has nothing to show).
public protocol ReportWriter: Sendable {
  /// What comes before the first outcome.
  mutating func header() -> String
  /// What an outcome adds to the output.
  ///
  /// - Throws: `CallFormatsError.unwritable` for a report that holds NaN or infinity.
  mutating func text(for outcome: CallOutcome) throws(CallFormatsError) -> String
  /// What a report adds that is JSON already; `nil` from writers that need the report itself.
  mutating func text(forEncoded report: EncodedReport) -> String?
  /// What comes after the last outcome.
  mutating func footer(summary: ScanSummary) -> String
}
