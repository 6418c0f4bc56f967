extension String {
  /// Text for XML and HTML, in elements and in attributes between double quotes: signs are escaped, characters that
  /// would steer a reader or are not allowed there are made visible.
  var markupEscaped: String {
    var escaped = ""
    for scalar in showingControls.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      // The only code points left that XML 1.0, production 2, excludes.
      case "\u{FFFE}", "\u{FFFF}": escaped += scalar.escapedName
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
