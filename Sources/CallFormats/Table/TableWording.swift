internal import CallTypes

/// A column of the table, in order.
enum TableColumn: CaseIterable {
  case rank, call, length, talk, silence, interruptions, points, band, flags

  /// Whether it holds figures, which stand to the right.
  var isNumber: Bool { self != .call && self != .band && self != .flags }

  /// The column's heading; the brief one where the table is narrow.
  func heading(in language: Language, brief: Bool) -> String {
    switch language {
    case .english: brief ? briefEnglishHeading : englishHeading
    case .chinese: chineseHeading
    }
  }

  private var englishHeading: String {
    switch self {
    case .rank: "#"
    case .call: "Call"
    case .length: "Length"
    case .talk: "Cust:Agent"
    case .silence: "Silence"
    case .interruptions: "Interrupts"
    case .points: "Points"
    case .band: "Band"
    case .flags: "Flags"
    }
  }

  private var briefEnglishHeading: String {
    switch self {
    case .rank, .call, .length, .band, .flags: englishHeading
    case .talk: "C:A"
    case .silence: "Sil"
    case .interruptions: "Int"
    case .points: "Pts"
    }
  }

  private var chineseHeading: String {
    switch self {
    case .rank: "#"
    case .call: "通话"
    case .length: "时长"
    case .talk: "客户:客服"
    case .silence: "静音"
    case .interruptions: "抢话"
    case .points: "得分"
    case .band: "等级"
    case .flags: "问题"
    }
  }
}

/// The table's sentences.
struct TableWording {
  var language: Language

  var noCalls: String {
    switch language {
    case .english: "No calls."
    case .chinese: "没有通话。"
    }
  }

  func more(calls count: Int) -> String {
    switch language {
    case .english: "… and \(count.groupedText) more, see --format csv"
    case .chinese: "…… 另有 \(count.groupedText) 通，见 --format csv"
    }
  }

  func moreFailures(_ count: Int) -> String {
    switch language {
    case .english: "… and \(count.groupedText) more, see --format jsonl"
    case .chinese: "…… 另有 \(count.groupedText) 个，见 --format jsonl"
    }
  }

  func failures(_ count: Int) -> String {
    switch language {
    case .english: "Could not be analysed: \(counted(count, "file"))"
    case .chinese: "无法分析的文件：\(count.groupedText) 个"
    }
  }

  func closing(_ summary: ScanSummary) -> String {
    let length = summary.audioSeconds.clockText()
    switch language {
    case .english:
      return "\(counted(summary.reportCount, "call")) · "
        + "\(summary.flaggedCount.groupedText) to review · "
        + "\(summary.failureCount.groupedText) failed · \(length) of audio"
    case .chinese:
      return "共 \(summary.reportCount.groupedText) 通 · 需复核 \(summary.flaggedCount.groupedText) 通"
        + " · 失败 \(summary.failureCount.groupedText) 个 · 录音 \(length)"
    }
  }

  func warning(_ code: WarningCode, calls count: Int) -> String {
    switch language {
    case .english: "Warning: \(counted(count, "call")) \(code.rawValue), see --format jsonl"
    case .chinese: "注意：\(code.name(in: language))，\(count.groupedText) 通，见 --format jsonl"
    }
  }

  func unknownRoles(calls count: Int) -> String {
    switch language {
    case .english:
      "Roles unknown: \(counted(count, "call")); say who is on which channel with --channels"
    case .chinese: "角色未知：\(count.groupedText) 通；请用 --channels 指明各声道是谁"
    }
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count.groupedText) \(noun)\(count == 1 ? "" : "s")"
  }
}
