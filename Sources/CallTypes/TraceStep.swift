/// What a step of a flag's trace is.
public enum TraceCode: String, Codable, CaseIterable, Hashable, Sendable {
  // QC111, QC112: utterances of the agent, and waits.
  case greeting, prompt, closing, wait
  // What was left out or too short or too long.
  case missingPrompt, missingClosing, missingWait, shortWait, shortLastWait, longTotal
  /// From here on the customer was hard to hear.
  case hardToHear
  // QC117: a hold, and what was missing before and after it.
  case hold, agentSilentBefore, customerFirst
  /// QC121: how both sides spoke in one half of the call.
  case manners
  // QC123: raised voices.
  case customerRaised, agentRaised
  // QC134: rises over the call.
  case levelRise, f0Rise, rateRise
}

/// A number of a step; the name ends in the unit, an ordinal counts from 1.
public enum TraceMeasure: String, Codable, CaseIterable, Hashable, Sendable, CodingKey,
  CodingKeyRepresentable
{
  case startSeconds, endSeconds, durationSeconds, ordinal
  case agentSyllablesPerSecond, agentPauseRatio, customerSyllablesPerSecond, customerPauseRatio
  case riseDB, riseSemitones, riseSyllablesPerSecond
}

/// One step of what was heard, for rules that follow a procedure or compare figures.
public struct TraceStep: Codable, Hashable, Sendable {
  /// What it is.
  public var step: TraceCode
  /// Numbers that go with it.
  @NamedNumbers public var values: [TraceMeasure: Double]

  /// Makes a step; values are rounded to thousandths.
  public init(_ step: TraceCode, _ values: [TraceMeasure: Double] = [:]) {
    self.step = step
    self.values = values.mapValues { $0.rounded(toPlaces: 3) }
  }

  /// Makes a step with the place where it was heard.
  public init(_ step: TraceCode, _ span: TimeSpan) {
    self.init(step, [.startSeconds: span.startSeconds, .endSeconds: span.endSeconds])
  }

  /// The step in words: times to a tenth of a second, as a person would note them.
  public func text(in language: Language) -> String {
    Message("trace.\(step.rawValue)").text(in: language).filled { name in
      guard let measure = TraceMeasure(rawValue: String(name)), let value = values[measure] else {
        return nil
      }
      switch measure {
      case .ordinal:
        let isNamed = (1...5).contains(value)
        return Message("ordinal.\(isNamed ? "\(Int(value))" : "later")").text(in: language)
      case .agentPauseRatio, .customerPauseRatio:
        return "\(Int((100 * min(max(value, 0), 1)).rounded()))"
      default: return "\(value.rounded(toPlaces: 1))"
      }
    }
  }
}
