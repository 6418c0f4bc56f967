import Foundation

/// ITU-T P.56 (12/2011) method B, sample by sample in double precision, as the standard states it.
///
/// The measure that hop-wise implementations are compared with; slow and direct on purpose.
public enum P56Reference {
  /// Time constant of both smoothers, P.56 table 1.
  public static let timeConstantSeconds = 0.03
  /// Hangover, P.56 table 1.
  public static let hangoverSeconds = 0.2
  /// Margin, P.56 table 1.
  public static let marginDB = 15.9

  /// The two-stage envelope of the magnitude (P.56 clause 7.3), one value per sample.
  public static func envelope(of samples: [Double], sampleRateHz: Double) -> [Double] {
    let g = exp(-1 / (sampleRateHz * timeConstantSeconds))
    var (p, q) = (0.0, 0.0)
    return samples.map { sample in
      p = g * p + (1 - g) * abs(sample)
      q = g * q + (1 - g) * p
      return q
    }
  }

  /// Active speech level in dB re full scale 1.0; `nil` when no threshold meets the margin.
  public static func activeLevelDBFS(of samples: [Double], sampleRateHz: Double) -> Double? {
    let thresholds = (0..<15).map { pow(2, Double($0) - 15) }
    let hangover = Int((hangoverSeconds * sampleRateHz).rounded(.up))
    var activity = [Int](repeating: 0, count: thresholds.count)
    var hang = [Int](repeating: hangover, count: thresholds.count)
    for q in envelope(of: samples, sampleRateHz: sampleRateHz) {
      for j in thresholds.indices {
        if q >= thresholds[j] {
          activity[j] += 1
          hang[j] = 0
        } else if hang[j] < hangover {
          activity[j] += 1
          hang[j] += 1
        }
      }
    }
    let squares = samples.reduce(0) { $0 + $1 * $1 }
    var previous: (active: Double, excess: Double)?
    for j in thresholds.indices where activity[j] > 0 && squares > 0 {
      let active = 10 * log10(squares / Double(activity[j]))
      let excess = active - 20 * log10(thresholds[j]) - marginDB
      if excess <= 0 {
        guard let previous else { return nil }
        let share = previous.excess / (previous.excess - excess)
        return previous.active + share * (active - previous.active)
      }
      previous = (active, excess)
    }
    return previous?.active
  }

  /// Mean-square level of each whole hop, in dBFS, not under the given floor.
  public static func hopLevelsDBFS(of samples: [Double], hop: Int, floorDBFS: Double) -> [Float] {
    stride(from: 0, through: samples.count - hop, by: hop).map { start in
      let squares = samples[start..<start + hop].reduce(0) { $0 + $1 * $1 }
      return Float(squares > 0 ? max(floorDBFS, 10 * log10(squares / Double(hop))) : floorDBFS)
    }
  }

  /// Largest envelope of each whole hop, in dBFS, not under the given floor.
  public static func hopEnvelopesDBFS(
    of samples: [Double], sampleRateHz: Double, hop: Int, floorDBFS: Double
  ) -> [Float] {
    let smooth = envelope(of: samples, sampleRateHz: sampleRateHz)
    return stride(from: 0, through: smooth.count - hop, by: hop).map { start in
      let largest = smooth[start..<start + hop].max() ?? 0
      return Float(largest > 0 ? max(floorDBFS, 20 * log10(largest)) : floorDBFS)
    }
  }
}
