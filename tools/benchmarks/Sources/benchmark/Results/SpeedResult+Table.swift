internal import Foundation

extension SpeedResult {
  /// The result for people: aligned columns.
  func table() -> String {
    var lines = [recordingLine, ""]
    lines.append(row("", "CPU s per recorded hour", "", "", ""))
    lines.append(row("stage", "minimum", "median", "× real time", "limit"))
    for cost in stages {
      lines.append(
        row(cost, title: Stage(rawValue: cost.name)?.title, measure: "stage.\(cost.name)"))
    }
    lines.append("")
    lines.append(row(whole, title: "whole program", measure: "whole"))
    lines.append(
      row("peak memory, MB", number(peakMB, digits: 1), "", "", limitText("peakMB")))
    if let tenHours {
      lines.append(row(tenHours.whole, title: "whole, ten hours", measure: "tenHours.whole"))
      lines.append(
        row(
          "peak memory, ten hours", number(tenHours.peakMB, digits: 1), "", "",
          limitText("tenHours.peakMB")))
    }
    lines.append("")
    if let peer, let peerRatio {
      lines.append(row(peer, title: "peer: webrtcvad"))
      lines.append(row("whole ÷ peer", "", number(peerRatio, digits: 2), "", ""))
    } else {
      lines.append("peer: left out (see above)")
    }
    if !formats.isEmpty {
      lines += ["", row("decoding of", "minimum", "median", "× real time", "")]
      lines += formats.map { row($0) }
    }
    let exceeded = limits.filter(\.isExceeded)
    if !exceeded.isEmpty { lines.append("") }
    lines += exceeded.map { "EXCEEDED: \($0.limit.measure); \($0.limit.reason)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private var recordingLine: String {
    let speech = speechRatios.map { number($0 * 100, digits: 0) + " %" }.joined(separator: ", ")
    return "\(path): \(number(durationSeconds / 3600, digits: 2)) h, \(sampleRateHz) Hz, "
      + "\(channelCount) channel(s), speech \(speech); \(runCount) run(s)"
  }

  private func row(_ cost: Cost, title: String? = nil, measure: String? = nil) -> String {
    row(
      title ?? cost.name, number(cost.minimumCPUSecondsPerHour, digits: 3),
      number(cost.medianCPUSecondsPerHour, digits: 3),
      cost.timesRealTime.map { number($0, digits: 0) } ?? "",
      measure.map(limitText) ?? "")
  }

  private func row(
    _ title: String, _ minimum: String, _ median: String, _ times: String, _ limit: String
  ) -> String {
    let line =
      padded(title, to: 24, isLeading: true) + padded(minimum, to: 10) + padded(median, to: 10)
      + padded(times, to: 14) + padded(limit, to: 10)
    return line.replacing(#/\s+$/#, with: "")
  }

  private func padded(_ text: String, to width: Int, isLeading: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - text.count))
    return isLeading ? text + spaces : spaces + text
  }

  private func limitText(_ measure: String) -> String {
    guard let verdict = limits.first(where: { $0.limit.measure == measure }) else { return "" }
    return "≤ \(verdict.limit.maximum.formatted(.number.locale(Locale(identifier: "en"))))"
      + (verdict.isExceeded ? " !" : "")
  }

  private func number(_ value: Double, digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
