public import CallPipeline
internal import Foundation

/// When a delivery that failed is tried again: waits that grow, up to a limit, and differ at random, so
/// that a receiver that comes back is not run down.
public struct RetrySchedule: Hashable, Sendable {
  private let settings: DeliverySettings

  /// Makes a schedule.
  public init(_ settings: DeliverySettings) { self.settings = settings }

  /// Seconds to wait.
  ///
  /// - Parameters:
  ///   - attemptCount: Attempts that came to nothing before this one.
  ///   - generator: Where the random part comes from.
  public func delaySeconds(
    afterAttempts attemptCount: Int, using generator: inout some RandomNumberGenerator
  ) -> Double {
    let growth = pow(settings.retryGrowthRatio, Double(min(attemptCount, 1000)))
    let delay = min(settings.longestRetrySeconds, settings.firstRetrySeconds * growth)
    let jitter = Double.random(in: -1...1, using: &generator) * settings.jitterRatio
    return min(settings.longestRetrySeconds, delay * (1 + jitter))
  }
}
