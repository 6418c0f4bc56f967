internal import SpeechSignal

/// A part of the way from file to report, in the order of the data.
enum Stage: String, CaseIterable, Codable {
  case hash
  case decode
  case levels
  case resampling
  case features
  case tones
  case f0
  case detection
  case echo
  /// Signal analysis outside the stages that time themselves: correlation, finishing the tracks.
  case otherSignal
  case conversation
  case encoding

  /// The stage that the product's own timer calls so.
  init(_ stage: SignalStage) {
    switch stage {
    case .levels: self = .levels
    case .resampling: self = .resampling
    case .features: self = .features
    case .tones: self = .tones
    case .pitch: self = .f0
    case .detection: self = .detection
    case .echo: self = .echo
    }
  }

  /// What the table calls it.
  var title: String {
    switch self {
    case .hash: "hash (SHA-256)"
    case .f0: "F0"
    case .otherSignal: "other signal"
    case .encoding: "encoding (jsonl)"
    default: rawValue
    }
  }
}

/// What one pass over a recording took, stage by stage.
struct StageMeasurement: Codable {
  /// Length of the recording.
  var durationSeconds: Double
  var sampleRateHz: Int
  var channelCount: Int
  /// Speech per channel, as the product heard it.
  var speechRatios: [Double]
  /// CPU time per stage.
  var cpuSeconds: [Stage.RawValue: Double]
}
