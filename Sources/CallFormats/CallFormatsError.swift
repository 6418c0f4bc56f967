public import CallTypes

/// What can go wrong between values and text.
public enum CallFormatsError: Error, Hashable, Sendable {
  /// A report holds a number that JSON has no word for.
  case unwritable(callId: String)
  /// A line of an RTTM file that cannot be read.
  case rttm(line: Int, problem: SegmentLineProblem)
  /// A line of an Audacity label file that cannot be read.
  case audacityLabels(line: Int, problem: SegmentLineProblem)
  /// A line of a UEM file that cannot be read.
  case uem(line: Int, problem: SegmentLineProblem)
  /// A document that is not of its format.
  case malformed(format: String, detail: String)
}

/// What is wrong with a line that should describe a stretch of time.
public enum SegmentLineProblem: Error, Hashable, Sendable {
  /// Fewer fields than the format has.
  case tooFewFields(expected: Int, found: Int)
  /// A field that should hold seconds and does not.
  case notSeconds(field: String)
  /// A field that should hold a channel number, from 1, and does not.
  case notAChannel(field: String)
  /// A stretch that starts before the recording or ends before it starts.
  case notASpan(startSeconds: Double, endSeconds: Double)
}

extension CallFormatsError: CustomStringConvertible {
  public var description: String { wording.text(in: .english) }

  /// What is wrong, in every language.
  public var wording: Message {
    switch self {
    case .unwritable(let callId):
      Message("text.unwritable", .text(callId.showingControls))
    case .rttm(let line, let problem):
      Message("text.rttm", "\(line)", .message(problem.wording))
    case .audacityLabels(let line, let problem):
      Message("text.audacityLabels", "\(line)", .message(problem.wording))
    case .uem(let line, let problem):
      Message("text.uem", "\(line)", .message(problem.wording))
    case .malformed(let format, let detail):
      Message("text.malformed", .text(format), .text(detail.showingControls))
    }
  }
}

extension SegmentLineProblem: CustomStringConvertible {
  public var description: String { wording.text(in: .english) }

  /// What is wrong, in every language.
  public var wording: Message {
    switch self {
    case .tooFewFields(let expected, let found):
      Message("segment.tooFewFields", "\(expected)", "\(found)")
    case .notSeconds(let field):
      Message("segment.notSeconds", .text(field.showingControls))
    case .notAChannel(let field):
      Message("segment.notAChannel", .text(field.showingControls))
    case .notASpan(let startSeconds, let endSeconds):
      Message("segment.notASpan", "\(startSeconds)", "\(endSeconds)")
    }
  }
}
