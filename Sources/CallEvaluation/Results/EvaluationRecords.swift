internal import CallFormats
internal import CallTypes

extension EvaluationResult {
  /// One record per figure, by RFC 4180: scope, name, metric, figure, value, low, high.
  ///
  /// A long table: every tool can turn it into a wide one, and new figures move no column. What cannot
  /// be known is an empty cell.
  public func csvText() -> String {
    let header = ["scope", "name", "metric", "figure", "value", "low", "high"]
    let records = groups.flatMap { group in
      group.metrics.flatMap { metric in
        metric.figures.map { figure, interval in
          csvRecord([
            .text(group.scope.rawValue), .text(group.name), .text(metric.name),
            .text(figure.name), cell(figure.value), cell(interval?.low), cell(interval?.high),
          ])
        }
      }
    }
    return csvRecord(header.map { .text($0) }) + records.joined()
  }

  private func cell(_ value: Double?) -> CSVCell { CSVCell(value?.rounded(toPlaces: 6)) }
}
