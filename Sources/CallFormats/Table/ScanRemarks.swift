internal import CallTypes

/// What a ranked result says besides its calls: failures, warnings, missing roles.
struct ScanRemarks: Sendable {
  /// The first failures by name.
  private(set) var failures: LeadingElements<CallFailure>
  private var warningCounts: [WarningCode: Int] = [:]
  private var unknownRoleCount = 0

  /// Makes remarks about nothing yet; so many failures are kept.
  init(maximumFailureCount: Int) {
    failures = LeadingElements(limit: maximumFailureCount) {
      ($0.callId, $0.file.path) < ($1.callId, $1.file.path)
    }
  }

  /// Takes note of one more outcome.
  mutating func add(_ outcome: CallOutcome) {
    switch outcome {
    case .report(let report):
      for code in Set(report.analysis.warnings.map(\.code)) {
        warningCounts[code, default: 0] += 1
      }
      if report.channels.count > 1 && report.channels.allSatisfy({ $0.party == .unknown }) {
        unknownRoleCount += 1
      }
    case .failure(let failure): failures.offer(failure)
    }
  }

  /// One line per kind of warning, then one about calls without roles.
  func lines(_ wording: TableWording) -> [String] {
    WarningCode.allCases.compactMap { code in
      warningCounts[code].map { wording.warning(code, calls: $0) }
    } + (unknownRoleCount > 0 ? [wording.unknownRoles(calls: unknownRoleCount)] : [])
  }
}
