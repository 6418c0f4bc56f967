internal import CallFormats
public import CallTypes

extension EvaluationResult {
  /// Tables for a person: speech and talk ratio per condition, then over all calls the intervals, the
  /// events, and what is no speech.
  public func tableText(in language: Language) -> String {
    let parts = [
      EvaluationTable.speech(conditions + [overall], language),
      EvaluationTable.intervals(of: overall, language),
      EvaluationTable.events(of: overall, language),
      EvaluationTable.falseSpeech(conditions + [overall], language),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}

/// A column of the first table: headings, and where the number is found.
private struct SpeechColumn {
  var english: String
  var chinese: String
  var metric: String
  var figure: String
  /// What the number is multiplied by for display.
  var scale: Double
  var places: Int

  init(
    _ english: String, _ chinese: String, _ metric: any EvaluationMetric.Type, _ figure: String,
    scale: Double = 100, places: Int = 2
  ) {
    self.english = english
    self.chinese = chinese
    self.metric = metric.name
    self.figure = figure
    self.scale = scale
    self.places = places
  }

  static let all: [SpeechColumn] = [
    SpeechColumn("miss%", "漏检%", SpeechDetection.self, "missRatio"),
    SpeechColumn("false%", "误检%", SpeechDetection.self, "falseAlarmRatio"),
    SpeechColumn("DetER%", "检测错误%", SpeechDetection.self, "errorRatio"),
    SpeechColumn("F1", "F1", SpeechDetection.self, "f1Ratio", scale: 1, places: 3),
    SpeechColumn("DetER%±", "检测错误%±", SpeechDetection.self, "errorRatioCollar"),
    SpeechColumn("F1±", "F1±", SpeechDetection.self, "f1RatioCollar", scale: 1, places: 3),
    SpeechColumn("DiaER%", "说话人错误%", SpeakerDiarization.self, "errorRatio"),
    SpeechColumn("ratio", "比例误差", TalkRatio.self, "meanErrorPoints", scale: 1),
    SpeechColumn("p95", "p95", TalkRatio.self, "p95ErrorPoints", scale: 1),
    SpeechColumn("max", "最大", TalkRatio.self, "maximumErrorPoints", scale: 1),
    SpeechColumn(
      "on ms", "起点 ms", SegmentBoundaries.self, "onsetMedianSeconds", scale: 1000, places: 0),
    SpeechColumn(
      "off ms", "终点 ms", SegmentBoundaries.self, "offsetMedianSeconds", scale: 1000, places: 0),
  ]

  func text(of group: GroupResult) -> String {
    numberText(group.value(metric, figure).map { $0 * scale }, places)
  }
}

/// What cannot be known.
private let unknown = "—"

private func numberText(_ value: Double?, _ places: Int) -> String {
  value?.decimalText(places: places) ?? unknown
}

private func intervalText(_ interval: ConfidenceInterval?, _ scale: Double, _ places: Int) -> String
{
  guard let interval else { return unknown }
  return numberText(interval.low * scale, places) + "–" + numberText(interval.high * scale, places)
}

/// The parts of the table.
private enum EvaluationTable {
  static func speech(_ groups: [GroupResult], _ language: Language) -> String {
    let isChinese = language == .chinese
    let head =
      (isChinese ? ["条件", "通话", "缺失"] : ["condition", "calls", "missing"])
      + SpeechColumn.all.map { isChinese ? $0.chinese : $0.english }
    let rows = groups.map { group in
      [name(of: group, language), String(group.callCount), String(group.missingCount)]
        + SpeechColumn.all.map { $0.text(of: group) }
    }
    return aligned([head] + rows)
  }

  private static func name(of group: GroupResult, _ language: Language) -> String {
    if group.scope == .overall { return language == .chinese ? "总计" : "overall" }
    return group.name.showingControls
  }

  /// Intervals of the main figures.
  static func intervals(of group: GroupResult, _ language: Language) -> String {
    let isChinese = language == .chinese
    let rows = SpeechColumn.all.compactMap { column -> [String]? in
      guard let interval = group.interval(column.metric, column.figure) else { return nil }
      return [
        isChinese ? column.chinese : column.english, column.text(of: group),
        intervalText(interval, column.scale, column.places),
      ]
    }
    guard !rows.isEmpty else { return "" }
    return aligned([isChinese ? ["总计", "数值", "置信区间"] : ["overall", "value", "interval"]] + rows)
  }

  /// Events per kind, and backchannels called interruptions.
  static func events(of group: GroupResult, _ language: Language) -> String {
    let isChinese = language == .chinese
    let metric = EventDetection.name
    let figures = group.metrics.first { $0.name == metric }?.figures ?? []
    let kinds = figures.map(\.figure.name).filter { $0.hasSuffix(".referenceCount") }
      .map { String($0.dropLast(".referenceCount".count)) }
    let head =
      isChinese
      ? ["事件", "真实", "报告", "F1 边界", "区间", "F1 重合", "区间"]
      : ["event", "true", "found", "F1 edges", "interval", "F1 IoU", "interval"]
    var rows = kinds.map { kind in
      [
        kind.showingControls, numberText(group.value(metric, "\(kind).referenceCount"), 0),
        numberText(group.value(metric, "\(kind).hypothesisCount"), 0),
      ]
        + ["Edges", "IoU"].flatMap { matching in
          let figure = "\(kind).f1\(matching)Ratio"
          return [
            numberText(group.value(metric, figure), 3),
            intervalText(group.interval(metric, figure), 1, 3),
          ]
        }
    }
    let contact = InterruptionDetection.name
    if group.value(contact, "f1Ratio") != nil {
      rows.append([
        isChinese ? "抢话（接触即算）" : "interruption, any contact",
        numberText(group.value(contact, "referenceCount"), 0),
        numberText(group.value(contact, "hypothesisCount"), 0),
        numberText(group.value(contact, "f1Ratio"), 3),
        intervalText(group.interval(contact, "f1Ratio"), 1, 3), unknown, unknown,
      ])
    }
    let mistaken = "backchannelsCalledInterruptionRatio"
    let line = group.value(contact, mistaken).map { ratio in
      (isChinese ? "附和被判为抢话：" : "backchannels called interruptions: ")
        + numberText(ratio * 100, 1) + " %\n"
    }
    return (rows.isEmpty ? "" : aligned([head] + rows)) + (line ?? "")
  }

  /// Share of each kind of sound that is taken for speech, per condition that has it.
  static func falseSpeech(_ groups: [GroupResult], _ language: Language) -> String {
    let metric = FalseSpeech.name
    let ending = ".falseSpeechRatio"
    let rows = groups.flatMap { group in
      (group.metrics.first { $0.name == metric }?.figures ?? [])
        .filter { $0.figure.name.hasSuffix(ending) && $0.figure.value != nil }
        .map { figure, interval in
          let kind = String(figure.name.dropLast(ending.count))
          return [
            name(of: group, language), kind.showingControls,
            numberText(group.value(metric, "\(kind).seconds"), 1),
            numberText(figure.value.map { $0 * 100 }, 2), intervalText(interval, 100, 2),
          ]
        }
    }
    guard !rows.isEmpty else { return "" }
    let head =
      language == .chinese
      ? ["条件", "非语音", "秒", "误判为语音%", "区间"]
      : ["condition", "no speech", "seconds", "taken for speech %", "interval"]
    return aligned([head] + rows)
  }

  /// Rows in columns; the first is aligned left, numbers right.
  private static func aligned(_ rows: [[String]]) -> String {
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { $0[column].displayColumns }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, widths).enumerated().map { column, cell in
        let fill = String(repeating: " ", count: cell.1 - cell.0.displayColumns)
        return column == 0 ? cell.0 + fill : fill + cell.0
      }
      return cells.joined(separator: "  ") + "\n"
    }
    .joined()
  }
}
