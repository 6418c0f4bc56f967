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
  public var description: String {
    switch self {
    case .unwritable(let callId):
      "\(callId.showingControls): the report holds NaN or infinity; this is a defect of CallSift, "
        + "please report it"
    case .rttm(let line, let problem):
      "RTTM line \(line): \(problem.description); expected `SPEAKER file channel onset duration …`"
    case .audacityLabels(let line, let problem):
      "label line \(line): \(problem.description); expected `start TAB end TAB label`"
    case .uem(let line, let problem):
      "UEM line \(line): \(problem.description); expected `file channel start end`"
    case .malformed(let format, let detail):
      "this is no \(format) that can be read: \(detail.showingControls)"
    }
  }
}

extension SegmentLineProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooFewFields(let expected, let found):
      "\(found) fields where \(expected) are needed"
    case .notSeconds(let field):
      "`\(field.showingControls)` is no number of seconds"
    case .notAChannel(let field):
      "`\(field.showingControls)` is no channel number from 1"
    case .notASpan(let startSeconds, let endSeconds):
      "\(startSeconds) to \(endSeconds) s is no stretch of a recording"
    }
  }
}
