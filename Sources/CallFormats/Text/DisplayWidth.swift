/// Columns that text takes on a terminal.
///
/// Rules: Unicode Standard Annex 11 (East Asian Width): wide and fullwidth characters take two
/// columns, ambiguous ones one; marks that combine take none; an emoji takes two however many code
/// points it is made of.
extension StringProtocol {
  /// Columns that the text takes on a terminal.
  public var displayColumns: Int { reduce(0) { $0 + $1.displayColumns } }

  /// The longest beginning that takes at most so many columns.
  func prefix(columns limit: Int) -> String {
    var taken = 0
    var text = ""
    for character in self {
      taken += character.displayColumns
      if taken > limit { break }
      text.append(character)
    }
    return text
  }

  /// The text in at most so many columns, its middle replaced by `…` where it is longer.
  ///
  /// Names of calls differ at their ends more often than in the middle.
  func truncatedInMiddle(columns limit: Int) -> String {
    guard displayColumns > limit else { return String(self) }
    guard limit > 1 else { return limit == 1 ? "…" : "" }
    let head = prefix(columns: limit / 2)
    let reversedTail = String(reversed()).prefix(columns: limit - 1 - head.displayColumns)
    return head + "…" + String(reversedTail.reversed())
  }

  /// The text in at most so many columns, its end replaced by `…` where it is longer.
  func truncated(columns limit: Int) -> String {
    guard displayColumns > limit else { return String(self) }
    return limit > 0 ? prefix(columns: limit - 1) + "…" : ""
  }
}

extension Character {
  /// Columns that the character takes on a terminal.
  var displayColumns: Int {
    var columns = 0
    var afterJoiner = false
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x200D:
        afterJoiner = true
        continue
      case 0xFE0F where columns > 0:
        columns = 2
      case 0x1F3FB...0x1F3FF where columns > 0:
        break
      default:
        if !(afterJoiner && scalar.properties.isEmoji) { columns += scalar.displayColumns }
      }
      afterJoiner = false
    }
    return columns
  }
}

extension Unicode.Scalar {
  /// Columns that the code point takes on a terminal.
  fileprivate var displayColumns: Int {
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator:
      return 0
    default:
      break
    }
    // Vowels and finals of Hangul syllables, drawn inside the syllable's square.
    if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
    // Two regional indicators make one flag of two columns.
    if (0x1F1E6...0x1F1FF).contains(value) { return 1 }
    if properties.isEmojiPresentation { return 2 }
    return wideRanges.contains { $0.contains(value) } ? 2 : 1
  }
}

/// Wide and fullwidth code points that are no emoji: EastAsianWidth.txt of Unicode 14, unassigned
/// code points between them filled in.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x4E00...0xA4CF, 0x3041...0x3247, 0x3250...0x4DBF, 0xAC00...0xD7A3, 0xFF01...0xFF60,
  0x2E80...0x303E, 0xFFE0...0xFFE6, 0x1100...0x115F, 0x2329...0x232A, 0xA960...0xA97C,
  0xF900...0xFAFF, 0xFE10...0xFE6B, 0x16FE0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x3FFFD,
]
