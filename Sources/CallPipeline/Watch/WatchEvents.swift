internal import CallFormats
internal import CallStore
public import CallTypes
internal import Crypto
internal import Foundation

/// Which reports are told; all of them are recorded. Failures are always told.
public struct EventFilter: Hashable, Sendable {
  /// Only calls that somebody should hear.
  public var onlyFlagged = false
  /// Only calls with a flag of this severity or a graver one; `nil` = any call.
  public var minimumSeverity: FlagSeverity?
  /// Only calls with a flag of one of these rules; empty = any call.
  public var rules: Set<RuleCode> = []

  /// Lets everything through.
  public init() {}

  /// Whether an outcome is told: a report that has one flag which meets all conditions.
  public func lets(_ outcome: CallOutcome) -> Bool {
    guard case .report(let report) = outcome else { return true }
    if onlyFlagged && !report.review.required { return false }
    guard minimumSeverity != nil || !rules.isEmpty else { return true }
    return report.flags.contains { flag in
      (minimumSeverity.map { flag.severity >= $0 } ?? true)
        && (rules.isEmpty || rules.contains(flag.code))
    }
  }
}

/// Who is told what.
public struct EventPlan: Hashable, Sendable {
  /// Which reports are told.
  public var filter = EventFilter()
  /// Names of the destinations of reports and failures.
  public var destinations: [String] = []
  /// Names of the destinations of failures only.
  public var failureDestinations: [String] = []

  /// Tells nobody.
  public init() {}

  /// Where an outcome is told.
  func destinations(of outcome: CallOutcome) -> [String] {
    guard filter.lets(outcome) else { return [] }
    if case .failure = outcome { return destinations + failureDestinations }
    return destinations
  }
}

extension EventPlan {
  /// The event of an outcome. Its id depends on what it is about alone.
  ///
  /// - Throws: `CallFormatsError` for an outcome that cannot be written.
  func event(
    of outcome: CallOutcome, about parts: [String]
  ) throws(CallFormatsError) -> OutboxEvent {
    var writer = JSONLinesFormat.makeWriter(Presentation())
    let line = try writer.text(for: outcome)
    let joined = parts.map { "\($0.utf8.count):\($0)" }.joined(separator: ",")
    let hash = hexadecimalText(of: SHA256.hash(data: Data(joined.utf8)))
    return OutboxEvent(
      id: "evt_\(hash.prefix(32))", payload: line.utf8.filter { $0 != UInt8(ascii: "\n") },
      destinations: destinations(of: outcome))
  }
}

extension LedgerKey {
  /// What an event about this content at this place is known by.
  func eventParts(at identity: RecordingIdentity) -> [String] {
    [identity.location, sha256, terms.fingerprint, terms.declaration]
  }
}
