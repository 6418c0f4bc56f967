extension StringProtocol {
  /// The text with everything that would steer a terminal made visible.
  ///
  /// A file's name can hold escape sequences, line ends and marks that turn the writing direction.
  /// C0 controls become their control pictures (ESC `␛`, line feed `␊`), the rest `\u{…}`.
  public var showingControls: String {
    guard unicodeScalars.contains(where: \.steersTerminals) else { return String(self) }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if !scalar.steersTerminals {
        text.append(scalar)
      } else if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) {
        text.append(picture)
      } else if scalar.value == 0x7F {
        text.append("␡")
      } else {
        text.append(contentsOf: scalar.escapedName.unicodeScalars)
      }
    }
    return String(text)
  }
}

extension Unicode.Scalar {
  /// Whether a terminal might obey instead of showing it.
  var steersTerminals: Bool {
    if value < 0x7F { return value < 0x20 }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    // Joiners are part of words and emoji; all other format characters are invisible.
    case .format: return value != 0x200C && value != 0x200D
    default: return false
    }
  }

  /// `\u{…}` with the code point in hexadecimal.
  var escapedName: String { "\\u{\(String(value, radix: 16, uppercase: true))}" }
}
