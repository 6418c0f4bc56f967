internal import CallTypes
internal import Testing

@testable internal import CallFormats

@Suite struct `Inspection on a terminal` {
  @Test func `a call is drawn with lanes, figures, flags and events`() {
    let text = InspectionText.text(
      of: Sample.report(), presentation: Presentation(widthColumns: 60))
    // 50 columns for 120 s: one column is 2.4 s; blocks rise by eighths of speech per column.
    #expect(
      text == """
        calls/0001.wav
        2:00 · wav/mulaw 8000 Hz · 2 channels ·
        customer:agent 68:32 · 87.5 points (improve) · to review

                  0:00        0:30         1:00        1:30     2:00
                  ┬───────────┬────────────┬───────────┬───────────┬
        agent     ▅███▅                    ████████▃
        customer      ▇███████████▆                ▄███████████▇
        silence                   ░░░░░░░░░
        overlap       ╳
        QC103                     ▲▲▲▲▲▲▲▲▲
        QC109     ▲▲▲▲▲                    ▲▲▲▲▲

                                     agent       customer
        Speech                      0:30.0         0:59.5
        Turns                            2              2
        Active level            -24.5 dBFS     -24.5 dBFS
        F0 median                   180 Hz         180 Hz
        F0 spread            2.5 semitones  2.5 semitones
        Syllable rate               4.2 /s         4.2 /s
        Median response            -0.40 s        -0.40 s
        Longest monologue           0:20.0         0:20.0
        Interruptions ≥ 1 s              2              0
        Backchannels                     1              1

        Flags
          QC103 DeadAir (major) agent
              20 s, threshold 10 s, 10 s over
              0:40.0–1:00.0
          QC109 NoisyLine (technical)
              0.25, threshold 0.2, 0.05 over
              0:01.0–0:11.0 1:01.0–1:10.0

        Events
          0:10.0–0:11.0 EV102 overlap customer interruption 1 s,
              level change -2.5 dB, agent gave way
          0:40.0–1:00.0 EV101 silence agent deadAir 20 s

        Warnings
          truncated 4 bytes are missing

        """)
  }

  @Test(arguments: [60, 61, 80, 100, 200])
  func `no line is wider than asked for`(width: Int) {
    for language in Language.allCases {
      for name in Sample.awkwardNames {
        var report = Sample.longCall(durationSeconds: 600)
        report.callId = name + name + name + name + name
        report.analysis.warnings = [AnalysisWarning(code: .truncated, message: report.callId)]
        let text = InspectionText.text(
          of: report, lanes: Sample.lanes(of: report, hopSeconds: 0.1),
          presentation: Presentation(language: language, widthColumns: width, colour: false))
        for line in text.split(separator: "\n") {
          #expect(line.displayColumns <= width, "\(line)")
        }
        #expect(!text.unicodeScalars.contains { $0.steersTerminals && $0 != "\n" })
      }
    }
  }

  @Test func `a call without length and without anything is drawn without lanes`() {
    let text = InspectionText.text(
      of: Sample.blankReport(), presentation: Presentation(widthColumns: 60))
    #expect(text.hasPrefix("blank.wav\n0:00 · wav/mulaw 8000 Hz"))
    #expect(text.contains("not scorable: QC128"))
    #expect(text.contains("No flags."))
    #expect(!text.contains("┬"))
  }

  @Test func `a call without points says why it has none`() {
    var report = Sample.blankReport()
    report.review.notScorableReasons = []
    report.notes["score.points"] = .recordingCutShort
    let text = InspectionText.text(of: report, presentation: Presentation(widthColumns: 100))
    #expect(text.contains("not scored: recording cut short\n"))
    report.notes["score.points"] = nil
    let bare = InspectionText.text(of: report, presentation: Presentation(widthColumns: 100))
    #expect(bare.contains("· not scored\n"))
  }

  @Test func `a long list of events is cut and counted`() {
    let report = Sample.longCall(durationSeconds: 3600)
    let text = InspectionText.text(of: report, presentation: Presentation(maximumRowCount: 5))
    #expect(text.contains("… and \(report.events.count - 5) more, see --format jsonl"))
  }

  @Test func `colour adds sequences and moves nothing`() {
    let report = Sample.longCall(durationSeconds: 300)
    let lanes = Sample.lanes(of: report, hopSeconds: 0.1)
    let plain = InspectionText.text(of: report, lanes: lanes, presentation: Presentation())
    let coloured = InspectionText.text(
      of: report, lanes: lanes, presentation: Presentation(colour: true))
    #expect(coloured != plain)
    let lines = coloured.replacing(/\x1B\[[0-9;]*m/, with: "").split(separator: "\n")
    #expect(
      lines.map { $0.trimmingSuffix { $0 == " " } }
        == plain.split(separator: "\n").map { $0.trimmingSuffix { $0 == " " } })
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isCut: (Character) -> Bool) -> String {
    String(String(reversed().drop(while: isCut)).reversed())
  }
}

@Suite struct `Time axis` {
  @Test(arguments: [
    (120.0, 50.0, 7.0, [0, 30, 60, 90, 120]), (10, 50, 6, [0, 2, 4, 6, 8, 10]),
    (36_000, 100, 11, [0, 7200, 14_400, 21_600, 28_800, 36_000]), (0.5, 50, 7, [0]),
  ])
  func `ticks are round and far enough apart`(
    duration: Double, length: Double, distance: Double, expected: [Double]
  ) throws {
    let axis = try #require(TimeAxis(durationSeconds: duration, length: length))
    #expect(axis.ticksSeconds(minimumDistance: distance) == expected)
  }

  @Test func `coverage is the share of each part`() throws {
    let axis = try #require(TimeAxis(durationSeconds: 4, length: 4))
    #expect(axis.coverage(of: [TimeSpan(0.5, 2), TimeSpan(3, 9)], parts: 4) == [0.5, 1, 0, 1])
    #expect(
      axis.touched(by: [TimeSpan(1, 1), TimeSpan(2.5, 3)], parts: 4) == [false, true, true, false])
  }

  @Test func `a call without length has no axis`() {
    #expect(TimeAxis(durationSeconds: 0, length: 50) == nil)
  }
}
