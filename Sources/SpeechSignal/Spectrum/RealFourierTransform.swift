internal import CFFTW
internal import Foundation

/// A batch of real discrete Fourier transforms of one length, by FFTW3 in single precision.
///
/// Plans are made with `FFTW_ESTIMATE`: `FFTW_MEASURE` may choose another algorithm on another run,
/// and the same bytes have to give the same report.
///
/// Owned by one task at a time.
final class RealFourierTransform {
  /// Number of real values per transform.
  let length: Int
  /// Number of transforms done together.
  let batchCount: Int
  /// Number of complex values per transform: `length / 2 + 1`.
  let binCount: Int

  private let realStorage: UnsafeMutableBufferPointer<Float>
  private let complexStorage: UnsafeMutableBufferPointer<Float>
  private let forwardPlan: fftwf_plan
  private let inversePlan: fftwf_plan

  /// Plans transforms in both directions.
  ///
  /// - Precondition: FFTW has memory for it.
  init(length: Int, batchCount: Int) {
    let bins = length / 2 + 1
    guard let real = fftwf_alloc_real(length * batchCount),
      let complex = fftwf_alloc_complex(bins * batchCount)
    else { preconditionFailure("no memory for a Fourier transform of \(length) values") }
    var size = Int32(length)
    let (batch, distance) = (Int32(batchCount), Int32(bins))
    let plans = fourierPlanning.withLock {
      (
        fftwf_plan_many_dft_r2c(
          1, &size, batch, real, nil, 1, size, complex, nil, 1, distance, UInt32(FFTW_ESTIMATE)),
        fftwf_plan_many_dft_c2r(
          1, &size, batch, complex, nil, 1, distance, real, nil, 1, size, UInt32(FFTW_ESTIMATE))
      )
    }
    guard let forward = plans.0, let inverse = plans.1 else {
      preconditionFailure("FFTW has no plan for \(length) values")
    }
    (self.length, self.batchCount, binCount) = (length, batchCount, bins)
    (forwardPlan, inversePlan) = (forward, inverse)
    realStorage = UnsafeMutableBufferPointer(start: real, count: length * batchCount)
    let floats = UnsafeMutableRawPointer(complex).assumingMemoryBound(to: Float.self)
    complexStorage = UnsafeMutableBufferPointer(start: floats, count: 2 * bins * batchCount)
    realStorage.initialize(repeating: 0)
    complexStorage.initialize(repeating: 0)
  }

  deinit {
    fourierPlanning.withLock {
      fftwf_destroy_plan(forwardPlan)
      fftwf_destroy_plan(inversePlan)
    }
    fftwf_free(realStorage.baseAddress)
    fftwf_free(complexStorage.baseAddress)
  }

  /// Real side; shape `[batchCount, length]`, row after row.
  ///
  /// The memory lives as long as the transform.
  var real: UnsafeMutableBufferPointer<Float> { realStorage }

  /// Complex side; shape `[batchCount, binCount, 2]`, real and imaginary part interleaved.
  ///
  /// The memory lives as long as the transform.
  var complex: UnsafeMutableBufferPointer<Float> { complexStorage }

  /// X[k] = Σₙ x[n] exp(−2πi kn / length), from `real` to `complex`, not scaled.
  func transformForward() { fftwf_execute(forwardPlan) }

  /// x[n] = Σₖ X[k] exp(+2πi kn / length), from `complex` to `real`, not scaled; destroys `complex`.
  func transformInverse() { fftwf_execute(inversePlan) }
}
