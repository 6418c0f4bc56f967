internal import CallTypes

/// A figure of a party, in the order of the table.
enum PartyFigure: String, CaseIterable {
  case speech, turns, level, f0, f0Spread, rate, response, monologue, interruptions, backchannels
}

/// The sentences of an inspection.
struct InspectionWording {
  var language: Language

  private func text(_ key: String, _ arguments: String...) -> String {
    var message = Message("inspect.\(key)")
    message.arguments = arguments.map { .text($0) }
    return message.text(in: language)
  }

  var level: String { text("level") }
  var flags: String { text("flags") }
  var noFlags: String { text("noFlags") }
  var events: String { text("events") }
  var noEvents: String { text("noEvents") }
  var warnings: String { text("warnings") }
  var toReview: String { text("toReview") }
  var speech: String { text("speech") }
  var f0: String { text("f0") }
  var time: String { text("time") }
  var comma: String { text("comma") }
  var traceArrow: String { text("traceArrow") }

  func channels(_ count: Int) -> String {
    Message.counted("inspect.channels", count, "\(count)").text(in: language)
  }

  func share(customer: Int, agent: Int) -> String { text("share", "\(customer)", "\(agent)") }

  func points(_ points: String, _ band: String?) -> String {
    band.map { text("pointsWithBand", points, $0) } ?? text("points", points)
  }

  func bracketed(_ words: String) -> String { text("bracketed", words) }

  /// Which rules forbid points, or else why there are none.
  func notScorable(_ rules: [RuleCode], _ reason: UnknownReason?) -> String {
    guard rules.isEmpty else {
      return text("notScorable", rules.map(\.rawValue).joined(separator: " "))
    }
    return reason.map { text("notScored", $0.name(in: language)) } ?? text("notScoredAtAll")
  }

  func moreEvents(_ count: Int) -> String { text("moreEvents", count.groupedText) }

  func yielded(by party: String) -> String { text("yielded", party) }

  /// A flag's numbers with their unit; what lies on its threshold has no margin to tell.
  func comparison(of flag: QualityFlag) -> String {
    let unit = flag.unit.suffix(in: language)
    let numbers = [flag.value, flag.threshold, flag.margin].map { $0.shortText + unit }
    if flag.margin == 0 { return text("at", numbers[0], numbers[1]) }
    let side = flag.value >= flag.threshold ? "over" : "under"
    return text(side, numbers[0], numbers[1], numbers[2])
  }

  func name(of figure: PartyFigure) -> String {
    Message("figure.\(figure.rawValue)").text(in: language)
  }

  func text(of figure: PartyFigure, _ party: PartyReport) -> String {
    func measured(_ value: Double?, places: Int) -> String {
      guard let number = value?.decimalText(places: places) else { return "—" }
      return Message("figure.unit.\(figure.rawValue)", .text(number)).text(in: language)
    }
    return switch figure {
    case .speech: party.speechSeconds.clockText(tenths: true)
    case .turns: String(party.turnCount)
    case .level: measured(party.activeLevelDBFS, places: 1)
    case .f0: measured(party.f0MedianHz, places: 0)
    case .f0Spread: measured(party.f0SpreadSemitones, places: 1)
    case .rate: measured(party.syllablesPerSecond, places: 1)
    case .response: measured(party.medianResponseSeconds, places: 2)
    case .monologue: party.longestMonologueSeconds.clockText(tenths: true)
    case .interruptions: String(party.interruptionCount)
    case .backchannels: String(party.backchannelCount)
    }
  }

  func text(of measure: EventMeasure, _ value: Double) -> String {
    Message("measure.\(measure.rawValue)", .text(value.shortText)).text(in: language)
  }
}
