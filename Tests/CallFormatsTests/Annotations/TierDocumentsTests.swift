import CallTypes
import TestSupport
import Testing

@testable import CallFormats

/// Documents as their manuals show them (Praat "TextGrid file formats", ELAN EAF 3.0).
@Suite struct `Tier documents` {
  private let long = """
    File type = "ooTextFile"
    Object class = "TextGrid"

    xmin = 0
    xmax = 2.3
    tiers? <exists>
    size = 2
    item []:
        item [1]:
            class = "IntervalTier"
            name = "agent"
            xmin = 0
            xmax = 2.3
            intervals: size = 2
            intervals [1]:
                xmin = 0
                xmax = 1.5
                text = "says ""yes"" ! 5"
            intervals [2]:
                xmin = 1.5
                xmax = 2.3
                text = ""
        item [2]:
            class = "TextTier"
            name = "bells"
            xmin = 0
            xmax = 2.3
            points: size = 1
            points [1]:
                number = 0.9
                mark = "ding"
    """
  private let short = """
    "ooTextFile"
    "TextGrid"
    0 2.3 ! the time axis
    <exists>
    2
    "IntervalTier" "agent" 0 2.3 2
    0 1.5 "says ""yes"" ! 5"
    1.5 2.3 ""
    "TextTier" "bells" 0 2.3 1
    0.9 "ding"
    """

  private var grid: TextGrid {
    TextGrid(
      endSeconds: 2.3,
      tiers: [
        LabelTier(name: "agent", labels: [TimeLabel(TimeSpan(0, 1.5), "says \"yes\" ! 5")])
      ])
  }

  @Test func `long and short form say the same`() throws {
    #expect(try textGrid(in: long) == grid)
    #expect(try textGrid(in: short) == grid)
    #expect(try textGrid(in: textGridText(of: grid)) == grid)
  }

  @Test func `a grid without tiers is empty`() throws {
    let empty = TextGrid(endSeconds: 4, tiers: [])
    #expect(try textGrid(in: textGridText(of: empty)) == empty)
  }

  @Test(arguments: [
    "", "hello", "\"ooTextFile\" \"Pitch\"", "\"ooTextFile\" \"TextGrid\" 0",
    "\"ooTextFile\" \"TextGrid\" 0 1 <exists> 1 \"IntervalTier\" \"a\" 0 1 1 0.5 0.2 \"x\"",
    "\"ooTextFile\" \"TextGrid\" 0 1 <exists> 1 \"IntervalTier\" \"a\" 0 1 9999999999 0 1 \"x",
  ])
  func `what is no TextGrid is refused`(text: String) {
    #expect(throws: CallFormatsError.self) { try textGrid(in: text) }
  }

  @Test func `text is read in the encodings that Praat writes`() {
    let text = "声道 é 😀"
    let units = Array(text.utf16)
    let big: [UInt8] = [0xFE, 0xFF] + units.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }.joined()
    let little: [UInt8] = [0xFF, 0xFE] + units.map { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }.joined()
    let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    for bytes in [big, little, Array(text.utf8), marked] {
      #expect(decodedText(bytes) == text)
    }
    #expect(decodedText([0x63, 0x61, 0x66, 0xE9]) == "café")
    #expect(decodedText([]) == "")
    #expect(decodedText([0xFE, 0xFF, 0x00]) == "")
  }

  private let elan = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE ANNOTATION_DOCUMENT [ <!ENTITY x "y"> ]>
    <ANNOTATION_DOCUMENT FORMAT="3.0"><!-- made by hand -->
      <TIME_ORDER>
        <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="100"/>
        <TIME_SLOT TIME_SLOT_ID="ts2"/>
        <TIME_SLOT TIME_SLOT_ID="ts3" TIME_VALUE='300'/>
      </TIME_ORDER>
      <TIER TIER_ID="A &amp; B">
        <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1"
          TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>&lt;&#x61;&#98;<![CDATA[<c>]]></ANNOTATION_VALUE>
        </ALIGNABLE_ANNOTATION></ANNOTATION>
        <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts2"
          TIME_SLOT_REF2="ts3"><ANNOTATION_VALUE/></ALIGNABLE_ANNOTATION></ANNOTATION>
      </TIER>
      <TIER TIER_ID="words" PARENT_REF="A &amp; B">
        <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a3" ANNOTATION_REF="a1">
          <ANNOTATION_VALUE>no time</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
      </TIER>
    </ANNOTATION_DOCUMENT>
    """

  @Test func `a slot without a time stands between its neighbours`() throws {
    #expect(
      try elanTiers(in: elan) == [
        LabelTier(
          name: "A & B",
          labels: [
            TimeLabel(TimeSpan(0.1, 0.2), "<ab<c>"), TimeLabel(TimeSpan(0.2, 0.3), ""),
          ]),
        LabelTier(name: "words", labels: []),
      ])
  }

  @Test func `tiers survive the way through ELAN`() throws {
    let tiers = [
      LabelTier(name: "agent", labels: [TimeLabel(TimeSpan(0, 1.5), "<&\">")]),
      LabelTier(name: "tone", labels: []),
    ]
    #expect(try elanTiers(in: elanText(of: tiers)) == tiers)
    #expect(try elanTiers(in: elanText(of: [])) == [])
  }

  @Test(arguments: [
    "", "hello", "<a/>", "<a>", "<a></b>", "<a b=c/>", "<a b>", "<", "</a>",
    "<ANNOTATION_DOCUMENT>&x;</ANNOTATION_DOCUMENT>",
    "<ANNOTATION_DOCUMENT><TIME_SLOT TIME_VALUE=\"1\"/></ANNOTATION_DOCUMENT>",
    "<ANNOTATION_DOCUMENT><ALIGNABLE_ANNOTATION TIME_SLOT_REF1=\"ts1\"/></ANNOTATION_DOCUMENT>",
  ])
  func `what is no ELAN document is refused`(text: String) {
    #expect(throws: CallFormatsError.self) { try elanTiers(in: text) }
  }

  @Test func `half of a document never ends the program`() {
    for document in [elan, long, short] {
      for length in 0..<document.count {
        let half = String(document.prefix(length))
        _ = try? elanTiers(in: half)
        _ = try? textGrid(in: half)
      }
    }
  }
}
