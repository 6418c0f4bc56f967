internal import CallTypes

/// A column of the table, in order.
enum TableColumn: String, CaseIterable {
  case rank, call, length, talk, silence, interruptions, points, band, flags

  /// Whether it holds figures, which stand to the right.
  var isNumber: Bool { self != .call && self != .band && self != .flags }

  /// The column's heading; the brief one where the table is narrow.
  func heading(in language: Language, brief: Bool) -> String {
    let hasBrief = [.talk, .silence, .interruptions, .points].contains(self)
    return Message("table.\(brief && hasBrief ? "brief" : "heading").\(rawValue)")
      .text(in: language)
  }
}

/// The table's sentences.
struct TableWording {
  var language: Language

  var noCalls: String { Message("table.noCalls").text(in: language) }

  func more(calls count: Int) -> String {
    Message("table.more", .text(count.groupedText)).text(in: language)
  }

  func moreFailures(_ count: Int) -> String {
    Message("table.moreFailures", .text(count.groupedText)).text(in: language)
  }

  func failures(_ count: Int) -> String {
    Message.counted("table.failures", count, count.groupedText).text(in: language)
  }

  func closing(_ summary: ScanSummary) -> String {
    Message(
      "table.closing", .message(counted(summary.reportCount)),
      .text(summary.flaggedCount.groupedText), .text(summary.failureCount.groupedText),
      .text(summary.audioSeconds.clockText())
    ).text(in: language)
  }

  func warning(_ code: WarningCode, calls count: Int) -> String {
    Message("table.warning", .message(counted(count)), .text(code.name(in: language)))
      .text(in: language)
  }

  func unknownRoles(calls count: Int) -> String {
    Message("table.unknownRoles", .message(counted(count))).text(in: language)
  }

  func doubtfulRoles(calls count: Int, of declaredCount: Int) -> String {
    Message("table.doubtfulRoles", .text(count.groupedText), .message(counted(declaredCount)))
      .text(in: language)
  }

  private func counted(_ count: Int) -> Message {
    Message.counted("table.calls", count, count.groupedText)
  }
}
