internal import CallTypes

/// What a ranked result says besides its calls: failures, warnings, missing and doubtful roles.
struct ScanRemarks: Sendable {
  /// QC132, which one call at a time cannot be sure of.
  private static let suspicion = RuleCode(rawValue: "QC132")
  /// Fewest suspected calls, and their least share of those with declared roles, from which on the roles
  /// of all are in doubt: hardly a call in order is suspected, and seven of ten exchanged ones are
  /// (Roles-and-Platforms), so that a fifth is far from both.
  private static let (leastSuspectedCount, leastSuspectedRatio) = (3, 0.2)

  /// The first failures by name.
  private(set) var failures: LeadingElements<CallFailure>
  private var warningCounts: [WarningCode: Int] = [:]
  private var unknownRoleCount = 0
  private var declaredRoleCount = 0
  private var suspectedCount = 0

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
      if report.channels.count > 1,
        report.channels.contains(where: { $0.party == .agent && $0.partySource != .inferred })
      {
        declaredRoleCount += 1
        suspectedCount += report.flags.contains { $0.code == Self.suspicion } ? 1 : 0
      }
    case .failure(let failure): failures.offer(failure)
    }
  }

  /// Whether so many calls are suspected that their channels are probably declared the wrong way round.
  private var areRolesDoubtful: Bool {
    suspectedCount >= Self.leastSuspectedCount
      && Double(suspectedCount) >= Self.leastSuspectedRatio * Double(declaredRoleCount)
  }

  /// One line per kind of warning, then one about calls without roles, and one about doubtful roles.
  func lines(_ wording: TableWording) -> [String] {
    WarningCode.allCases.compactMap { code in
      warningCounts[code].map { wording.warning(code, calls: $0) }
    } + (unknownRoleCount > 0 ? [wording.unknownRoles(calls: unknownRoleCount)] : [])
      + (areRolesDoubtful
        ? [wording.doubtfulRoles(calls: suspectedCount, of: declaredRoleCount)] : [])
  }
}
