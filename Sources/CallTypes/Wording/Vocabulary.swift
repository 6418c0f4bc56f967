/// The names of the report's own words in each language.
///
/// English uses the words of the report, so that what is read can be searched for in the files.
extension Party {
  /// The party's name.
  public func name(in language: Language) -> String {
    switch self {
    case .agent, .customer, .mixed: Message("party.\(label)").text(in: language)
    case .channel(let index): Message("party.channel", .text("\(index)")).text(in: language)
    case .speaker(let index): Message("party.speaker", .text("\(index)")).text(in: language)
    }
  }
}

extension ScoreBand {
  /// The grade's name, short enough for a table.
  public func name(in language: Language) -> String {
    Message("band.\(rawValue)").text(in: language)
  }
}

extension UnknownReason {
  /// Why a value is not known, in a few words.
  public func name(in language: Language) -> String {
    Message("reason.\(rawValue)").text(in: language)
  }
}

extension FlagSeverity {
  /// The severity's name.
  public func name(in language: Language) -> String {
    Message("severity.\(rawValue)").text(in: language)
  }
}

extension FailureCode {
  /// The failure's name.
  public func name(in language: Language) -> String {
    Message("failure.\(rawValue)").text(in: language)
  }
}

extension WarningCode {
  /// The warning's name.
  public func name(in language: Language) -> String {
    Message("warning.\(rawValue)").text(in: language)
  }
}

extension EventCode {
  /// The event's name.
  public func name(in language: Language) -> String {
    Message("event.\(kind)").text(in: language)
  }
}

extension EventCause {
  /// The cause's name.
  public func name(in language: Language) -> String {
    Message("cause.\(rawValue)").text(in: language)
  }
}

extension FlagUnit {
  /// What stands behind a number of this unit, with the blank before it.
  public func suffix(in language: Language) -> String {
    Message("unit.\(rawValue)").text(in: language)
  }
}

extension BaselineSource {
  /// What a voice was compared with, in words.
  public func name(in language: Language) -> String {
    Message("baseline.\(rawValue)").text(in: language)
  }
}

extension FailureDetail {
  /// What was found and what to do, in a language; a failure of an older version is English.
  public func text(in language: Language) -> String { wording?.text(in: language) ?? message }
}

extension AnalysisWarning {
  /// What was found, in a language; a warning of an older version is English.
  public func text(in language: Language) -> String { wording?.text(in: language) ?? message }
}
