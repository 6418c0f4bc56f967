import CallEvaluation
import Foundation
import Testing

struct RegistryTests {
  @Test func `the registry lists exactly the metrics of the folder`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/CallEvaluation/Metrics")
    let files = try FileManager.default.contentsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }
    #expect(Set(EvaluationMetrics.all.map { "\($0)" }) == Set(files))
    #expect(EvaluationMetrics.all.count == files.count)
  }

  @Test func `names are unique and summaries are there`() {
    let names = EvaluationMetrics.all.map { $0.name }
    #expect(Set(names).count == names.count)
    for metric in EvaluationMetrics.all { #expect(!metric.summary.isEmpty) }
  }

  @Test func `a figure's name ends in its unit`() {
    var tally = MetricTally()
    tally.sums = ["tone.seconds": 1]
    for metric in EvaluationMetrics.all {
      for figure in metric.figures(of: tally) {
        let hasUnit = [
          "Ratio", "RatioCollar", "Seconds", "SecondsCollar", "seconds", "Points", "Count",
        ]
        .contains { figure.name.hasSuffix($0) }
        #expect(hasUnit, "\(metric.name).\(figure.name)")
      }
    }
  }
}
