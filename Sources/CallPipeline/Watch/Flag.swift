internal import Synchronization

/// A flag that only one can raise.
final class Flag: Sendable {
  private let isRaised = Atomic<Bool>(false)

  /// - Returns: Whether it was not raised before.
  func raise() -> Bool { !isRaised.exchange(true, ordering: .acquiringAndReleasing) }

  func lower() { isRaised.store(false, ordering: .releasing) }
}
