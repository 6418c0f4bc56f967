internal import CallTypes

extension InspectionWording {
  /// What stands between the parts of a list.
  var separator: String { comma + blank }

  /// A remark in brackets behind a word; Chinese brackets bring their own distance.
  func remark(_ text: String) -> String { blank + bracketed(text) }

  private var blank: String {
    switch language {
    case .english: " "
    case .chinese: ""
    }
  }
}

extension TimeSpan {
  /// Start and end as clock times with tenths.
  var clockText: String {
    "\(startSeconds.clockText(tenths: true))–\(endSeconds.clockText(tenths: true))"
  }
}
