public import CallTypes

/// How hypotheses are scored against references; no part of the analysis or its fingerprint.
public struct EvaluationSettings: DescribedSettings {
  /// Unscored zone on each side of a reference boundary.
  public var collarSeconds = 0.25
  /// How far a start may be off.
  public var onsetToleranceSeconds = 0.2
  /// How far an end may be off.
  public var offsetToleranceSeconds = 0.2
  /// How far an end may be off, as a share of the reference's length.
  public var offsetToleranceRatio = 0.5
  /// Least intersection over union of a match.
  public var minimumIntersectionOverUnionRatio = 0.5
  /// Shortest silence that is scored.
  public var minimumSilenceSeconds = 3.0
  /// How far an interruption may lie beside the true one.
  public var interruptionSlackSeconds = 0.25
  /// Resamples of the bootstrap.
  public var resampleCount = 1000
  /// Probability that an interval covers the figure.
  public var confidenceRatio = 0.95
  /// Seed of the bootstrap.
  public var seed = 1

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "collarSeconds", "zone on each side of a reference boundary that collar figures leave out",
      source: "NIST RT evaluations: ±0.25 s (pyannote.metrics gives the total width, 0.5)",
      range: 0...5),
    SettingDescription(
      "onsetToleranceSeconds", "an event's start may be off by so much",
      source: "sed_eval: t_collar 0.200", range: 0...10),
    SettingDescription(
      "offsetToleranceSeconds", "an event's end may be off by so much",
      source: "sed_eval: t_collar 0.200", range: 0...10),
    SettingDescription(
      "offsetToleranceRatio", "or by so much of the reference's length, when that is more",
      source: "sed_eval: percentage_of_length 0.5", range: 0...10),
    SettingDescription(
      "minimumIntersectionOverUnionRatio", "events and segments match from here on",
      source: "practice: at 0.5 a segment can match one other only", range: 0.01...1),
    SettingDescription(
      "minimumSilenceSeconds", "shorter silences are not scored",
      source: "RULES EV101: reported as silence from 3 s", range: 0...60),
    SettingDescription(
      "interruptionSlackSeconds", "an interruption may lie so far beside the true one",
      source: "tools/corpus score: overlaps are short, and their edges are soft", range: 0...5),
    SettingDescription(
      "resampleCount", "resamples of calls for confidence intervals; 0 = no intervals",
      source: "Efron & Tibshirani 1993: 1000 for percentile intervals", range: 0...100_000),
    SettingDescription(
      "confidenceRatio", "share of resamples that an interval covers",
      source: "practice: 95 %", range: 0.5...0.999),
    SettingDescription(
      "seed", "start of the bootstrap's random numbers", source: "ours: any number",
      range: 0...1_000_000_000),
  ]
}
