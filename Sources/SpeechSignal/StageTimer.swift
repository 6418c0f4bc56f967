/// Stages of the way from samples to tracks, in the order of the data.
public enum SignalStage: String, CaseIterable, Sendable {
  /// Channels taken apart; level, envelope and faults at the native rate.
  case levels
  /// To the analysis rate.
  case resampling
  /// Windowing, Fourier transform, bands.
  case features
  /// Signalling tones.
  case tones
  /// F0.
  case pitch
  /// Background and speech probability.
  case detection
  /// One channel's sound looked for in the other.
  case echo
}

/// Adds up the time that stages take, by a clock that the caller brings: this target reads none.
public final class StageTimer {
  private let clock: () -> Double
  /// Seconds spent so far.
  public private(set) var seconds: [SignalStage: Double] = [:]

  /// - Parameter clock: Seconds since any instant, such as CPU time.
  public init(clock: @escaping () -> Double) { self.clock = clock }

  func now() -> Double { clock() }

  /// Adds the time since an instant to a stage, and gives the instant now.
  @discardableResult
  func add(_ stage: SignalStage, since start: Double?) -> Double {
    let end = clock()
    if let start { seconds[stage, default: 0] += end - start }
    return end
  }
}
