internal import CallTypes
internal import Foundation

/// Level of a mean square, in dBFS: a full-scale sine is −3.01; never below
/// `ChannelTracks.levelFloorDBFS`.
func levelDBFS(ofMeanSquare meanSquare: Double) -> Float {
  // The tiny addend keeps the logarithm of zero finite; it lies far below the floor.
  max(Float(10 * log10(meanSquare + 1e-30)), ChannelTracks.levelFloorDBFS)
}

/// Mean square of a level in dBFS.
func meanSquare(ofDBFS level: Float) -> Double { pow(10, Double(level) / 10) }
