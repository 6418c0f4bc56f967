internal import CallTypes

/// A look on a terminal: the parameters of a Select Graphic Rendition sequence (ECMA-48, 8.3.117).
enum TerminalStyle: String {
  case plain = ""
  case bold = "1"
  case dim = "2"
  case red = "31"
  case boldRed = "1;31"
  case green = "32"
  case yellow = "33"
  case blue = "34"
  case magenta = "35"
  case cyan = "36"

  /// The look of a severity.
  init(_ severity: FlagSeverity) {
    switch severity {
    case .technical: self = .cyan
    case .minor: self = .plain
    case .major: self = .yellow
    case .critical: self = .boldRed
    }
  }

  /// The look of a party.
  init(_ party: Party) {
    switch party {
    case .agent: self = .blue
    case .customer: self = .yellow
    case .mixed: self = .green
    case .channel(let index), .speaker(let index): self = index.isMultiple(of: 2) ? .cyan : .magenta
    }
  }

  /// The look of a grade.
  init(_ band: ScoreBand) {
    switch band {
    case .excellent: self = .green
    case .good: self = .plain
    case .needsImprovement: self = .red
    }
  }
}

/// A run of text in one look; the text holds no control characters.
struct StyledText: Hashable {
  var text: String
  var style: TerminalStyle

  /// Makes a run; control characters in the text are made visible.
  init(_ text: String, _ style: TerminalStyle = .plain) {
    self.text = text.showingControls
    self.style = style
  }

  /// The run as it goes to a terminal.
  func rendered(colour: Bool) -> String {
    guard colour, style != .plain, !text.isEmpty else { return text }
    return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
  }
}

/// Runs that lie side by side.
typealias StyledLine = [StyledText]

extension StyledLine {
  /// Columns that the line takes on a terminal.
  var displayColumns: Int { reduce(0) { $0 + $1.text.displayColumns } }

  /// The line as it goes to a terminal, filled with blanks to so many columns.
  func rendered(colour: Bool, columns: Int = 0, rightAligned: Bool = false) -> String {
    let fill = String(repeating: " ", count: Swift.max(0, columns - displayColumns))
    let text = map { $0.rendered(colour: colour) }.joined()
    return rightAligned ? fill + text : text + fill
  }
}
