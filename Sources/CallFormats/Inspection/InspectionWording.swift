internal import CallTypes

/// A figure of a party, in the order of the table.
enum PartyFigure: CaseIterable {
  case speech, turns, level, f0, f0Spread, rate, response, monologue, interruptions, backchannels
}

/// The sentences of an inspection.
struct InspectionWording {
  var language: Language

  private func either(_ english: String, _ chinese: String) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }

  var level: String { either("level", "电平") }
  var flags: String { either("Flags", "问题") }
  var noFlags: String { either("No flags.", "没有问题。") }
  var events: String { either("Events", "事件") }
  var noEvents: String { either("No events.", "没有事件。") }
  var warnings: String { either("Warnings", "警告") }
  var toReview: String { either("to review", "需复核") }
  var speech: String { either("speech", "语音") }
  var f0: String { either("F0", "基频") }
  var time: String { either("time", "时间") }
  var comma: String { either(",", "，") }

  func channels(_ count: Int) -> String {
    either("\(count) channel\(count == 1 ? "" : "s")", "\(count) 声道")
  }

  func share(customer: Int, agent: Int) -> String {
    either("customer:agent \(customer):\(agent)", "客户:客服 \(customer):\(agent)")
  }

  func points(_ points: String, _ band: String?) -> String {
    let suffix = band.map { either(" ", "") + bracketed($0) } ?? ""
    return either("\(points) points", "\(points) 分") + suffix
  }

  func bracketed(_ text: String) -> String { either("(\(text))", "（\(text)）") }

  func notScorable(_ reasons: String) -> String {
    reasons.isEmpty
      ? either("not scored", "不予评分")
      : either("not scorable: \(reasons)", "不予评分：\(reasons)")
  }

  func moreEvents(_ count: Int) -> String {
    either(
      "… and \(count.groupedText) more, see --format jsonl",
      "…… 另有 \(count.groupedText) 个，见 --format jsonl")
  }

  func yielded(by party: String) -> String { either("\(party) gave way", "\(party)让出话轮") }

  func comparison(value: String, threshold: String, margin: String, isOver: Bool) -> String {
    either(
      "\(value), threshold \(threshold), \(margin) \(isOver ? "over" : "under")",
      "\(value)，阈值 \(threshold)，\(isOver ? "超出" : "低于") \(margin)")
  }

  func name(of figure: PartyFigure) -> String {
    switch figure {
    case .speech: either("Speech", "说话时间")
    case .turns: either("Turns", "话轮数")
    case .level: either("Active level", "语音电平")
    case .f0: either("F0 median", "基频中位数")
    case .f0Spread: either("F0 spread", "基频变化")
    case .rate: either("Syllable rate", "语速")
    case .response: either("Median response", "响应时间中位数")
    case .monologue: either("Longest monologue", "最长独白")
    case .interruptions: either("Interruptions ≥ 1 s", "抢话（≥ 1 秒）")
    case .backchannels: either("Backchannels", "附和")
    }
  }

  func text(of figure: PartyFigure, _ party: PartyReport) -> String {
    func measured(_ value: Double?, places: Int, _ english: String, _ chinese: String) -> String {
      guard let text = value?.decimalText(places: places) else { return "—" }
      return text + " " + either(english, chinese)
    }
    return switch figure {
    case .speech: party.speechSeconds.clockText(tenths: true)
    case .turns: String(party.turnCount)
    case .level: measured(party.activeLevelDBFS, places: 1, "dBFS", "dBFS")
    case .f0: measured(party.f0MedianHz, places: 0, "Hz", "Hz")
    case .f0Spread: measured(party.f0SpreadSemitones, places: 1, "semitones", "半音")
    case .rate: measured(party.syllablesPerSecond, places: 1, "/s", "音节/秒")
    case .response: measured(party.medianResponseSeconds, places: 2, "s", "秒")
    case .monologue: party.longestMonologueSeconds.clockText(tenths: true)
    case .interruptions: String(party.interruptionCount)
    case .backchannels: String(party.backchannelCount)
    }
  }

  func text(of measure: EventMeasure, _ value: Double) -> String {
    let number = value.shortText
    return switch measure {
    case .durationSeconds: either("\(number) s", "\(number) 秒")
    case .speechSeconds: either("speech \(number) s", "说话 \(number) 秒")
    case .floorHeldSeconds: either("floor held \(number) s", "话轮已持续 \(number) 秒")
    case .levelChangeDB: either("level change \(number) dB", "电平变化 \(number) dB")
    case .levelDBFS: either("level \(number) dBFS", "电平 \(number) dBFS")
    case .otherLevelDBFS: either("other side \(number) dBFS", "对方 \(number) dBFS")
    case .severityDB: either("severity \(number) dB", "程度 \(number) dB")
    case .snrDB: either("SNR \(number) dB", "信噪比 \(number) dB")
    case .clippedRatio: either("clipped ratio \(number)", "削波比例 \(number)")
    case .offsetRatio: either("offset ratio \(number)", "偏移比例 \(number)")
    case .gapCount: either("\(number) gaps", "\(number) 处断续")
    case .suppressedSeconds: either("not speech \(number) s", "非语音 \(number) 秒")
    case .ringCount: either("\(number) rings", "\(number) 声")
    case .lagSeconds: either("\(number) s later", "晚 \(number) 秒")
    case .lossDB: either("\(number) dB weaker", "低 \(number) dB")
    case .digitCount: either("\(number) keys", "\(number) 个按键")
    case .levelRiseDB: either("level \(number) dB over median", "电平高于中位数 \(number) dB")
    case .f0RiseSemitones:
      either("F0 \(number) semitones over median", "基频高于中位数 \(number) 半音")
    }
  }
}
