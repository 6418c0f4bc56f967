internal import Testing

@testable internal import CallFormats

@Suite struct `Display width` {
  /// Widths by Unicode Standard Annex 11 and what current terminals draw.
  @Test(arguments: [
    ("", 0), ("abc", 3), ("客服", 4), ("ＡＢ", 4), ("ｱ", 1), ("한국", 4), ("e\u{301}", 1),
    ("👩‍💻", 2), ("👍🏽", 2), ("🇨🇳", 2), ("❤️", 2), ("\u{1100}\u{1161}\u{11A8}", 2), ("—", 1),
    ("▁█", 2), ("×", 1), ("\u{20000}", 2), ("、。", 4), ("\u{200B}", 0), ("é", 1),
  ])
  func `text takes the columns that a terminal gives it`(text: String, columns: Int) {
    #expect(text.displayColumns == columns)
  }

  @Test(arguments: [
    ("abcdefgh", 8, "abcdefgh"), ("abcdefgh", 7, "abc…fgh"), ("abcdefgh", 4, "ab…h"),
    ("abcdefgh", 1, "…"), ("abcdefgh", 0, ""), ("客户投诉录音", 7, "客…录音"), ("", 3, ""),
  ])
  func `a long name loses its middle`(name: String, columns: Int, expected: String) {
    #expect(name.truncatedInMiddle(columns: columns) == expected)
    #expect(expected.displayColumns <= columns)
  }
}

@Suite struct `Visible text` {
  @Test(arguments: [
    ("plain 客服 👩‍💻", "plain 客服 👩‍💻"), ("a\u{1B}[2Jb", "a␛[2Jb"), ("a\nb\r\n", "a␊b␍␊"),
    ("\u{0}\u{7F}", "␀␡"), ("\u{9B}31m", "\\u{9B}31m"), ("\u{202E}abc", "\\u{202E}abc"),
    ("a\u{2028}b", "a\\u{2028}b"), ("\u{FEFF}x", "\\u{FEFF}x"),
  ])
  func `what would steer a terminal is shown`(text: String, expected: String) {
    #expect(text.showingControls == expected)
  }
}

@Suite struct `Number text` {
  @Test(arguments: [
    (0.0, 3, "0.000"), (1.0005, 3, "1.001"), (-0.0004, 3, "0.000"), (-2.5, 0, "-3"),
    (12.3456, 2, "12.35"), (0.05, 1, "0.1"), (1e7, 3, "10000000.000"),
  ])
  func `decimals are fixed`(value: Double, places: Int, expected: String) {
    #expect(value.decimalText(places: places) == expected)
  }

  @Test func `NaN and infinity have no decimal text`() {
    #expect(Double.nan.decimalText(places: 3) == nil)
    #expect(Double.infinity.decimalText(places: 3) == nil)
    #expect(Double.nan.clockText() == "—")
  }

  @Test(arguments: [
    (0.0, "0:00", "0:00.0"), (59.96, "1:00", "1:00.0"), (61.25, "1:01", "1:01.3"),
    (3599.4, "59:59", "59:59.4"), (36_000, "10:00:00", "10:00:00.0"), (-1, "0:00", "0:00.0"),
  ])
  func `times are shown as on a clock`(seconds: Double, short: String, long: String) {
    #expect(seconds.clockText() == short)
    #expect(seconds.clockText(tenths: true) == long)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")])
  func `digits are grouped by three`(value: Int, expected: String) {
    #expect(value.groupedText == expected)
  }
}
