internal import Foundation

/// Level of given frequencies from frame to frame, by correlation with the windowed frame.
///
/// One bin of the discrete Fourier transform at any frequency, which is what the algorithm of Goertzel
/// (1958, Amer. Math. Monthly 65:34) computes; done only where a tone has been found.
///
/// - Parameters:
///   - samples: Samples at the analysis rate; frame *i* starts at `i * hopSamples`.
///   - frames: Frames to measure; each lies inside the samples.
///   - frequenciesHz: Their powers are added.
/// - Returns: Mean square of the tone in each frame, in dBFS; shape `[frames.count]`.
func toneLevels(
  in samples: [Float], frames: Range<Int>, frequenciesHz: [Double]
) -> [Float] {
  let length = AnalysisRate.frameSamples
  let window = hannWindow(length: length)
  let sum = window.reduce(0) { $0 + Double($1) }
  var powers = [Double](repeating: 0, count: frames.count)
  for frequencyHz in frequenciesHz {
    let step = 2 * Double.pi * frequencyHz / Double(AnalysisRate.sampleRateHz)
    let cosines = window.indices.map { window[$0] * Float(cos(step * Double($0))) }
    let sines = window.indices.map { window[$0] * Float(sin(step * Double($0))) }
    for (index, frame) in frames.enumerated() {
      let start = frame * AnalysisRate.hopSamples
      var (real, imaginary) = (Float(0), Float(0))
      for offset in 0..<length {
        real += samples[start + offset] * cosines[offset]
        imaginary += samples[start + offset] * sines[offset]
      }
      // A sine of amplitude a gives a magnitude of a Σw / 2; its mean square is a² / 2.
      let magnitude = 2 * Double(real * real + imaginary * imaginary).squareRoot() / sum
      powers[index] += magnitude * magnitude / 2
    }
  }
  return powers.map { levelDBFS(ofMeanSquare: $0) }
}

/// The runs in which a level stays within some decibels of a reference, gaps closed.
///
/// - Parameters:
///   - levelsDBFS: One level per frame.
///   - thresholdDBFS: Level from which a frame is in.
///   - longestGap: Gaps of up to this many frames are closed.
func runs(
  of levelsDBFS: [Float], reaching thresholdDBFS: Float, closingGapsOfFrames longestGap: Int
) -> [Range<Int>] {
  var found: [Range<Int>] = []
  for index in levelsDBFS.indices where levelsDBFS[index] >= thresholdDBFS {
    if let last = found.last, index - last.upperBound <= longestGap {
      found[found.count - 1] = last.lowerBound..<index + 1
    } else {
      found.append(index..<index + 1)
    }
  }
  return found
}
