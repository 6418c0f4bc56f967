internal import CFFTW
internal import Foundation

/// FFTW's planner is not thread-safe (its execute functions are), so plans are made one at a time.
let fourierPlanning = NSLock()

/// Fourier transforms of two real rows at a time, by one complex transform of FFTW3 in single
/// precision.
///
/// The rows x and y enter as the parts of z = x + iy; then X[k] = (Z[k] + Z*[N−k]) / 2 and
/// Y[k] = (Z[k] − Z*[N−k]) / 2i (Press et al. 1992, Numerical Recipes in C, section 12.3). FFTW's
/// complex transforms use vector instructions throughout: measured, a pair costs 146 ns at 256 points
/// where two real transforms cost 556. What one row leaves in the other by rounding lies 140 dB
/// under it.
///
/// Plans are made with `FFTW_ESTIMATE`: `FFTW_MEASURE` may choose another algorithm on another run,
/// and the same bytes have to give the same report. Owned by one task at a time.
final class PairedFourierTransform {
  /// Number of real values per row.
  let length: Int

  /// Rows of `length` values, the output's of one more; in one block, at the same distances each time.
  ///
  /// FFTW keeps what it has found out about a problem for as long as the process lives, and the distance
  /// of the parts from each other belongs to the problem: with rows that lie anywhere a service would
  /// grow by 180 bytes a call.
  private let rows: [UnsafeMutableBufferPointer<Float>]
  private let block: UnsafeMutablePointer<Float>
  private let plan: fftwf_plan

  /// Plans the transform.
  ///
  /// - Precondition: FFTW has memory for it; `length` is a multiple of eight.
  init(length: Int) {
    precondition(length % 8 == 0, "rows are worked on in groups of eight")
    // The next multiple of 64 bytes, which keeps each row aligned as the block is.
    let distance = (length / 16 + 1) * 16
    guard let block = fftwf_alloc_real(4 * distance) else {
      preconditionFailure("no memory for a Fourier transform of \(length) values")
    }
    self.block = block
    rows = (0..<4).map { number in
      let row = UnsafeMutableBufferPointer(start: block + number * distance, count: length + 1)
      row.initialize(repeating: 0)
      return row
    }
    var size = fftwf_iodim(n: Int32(length), is: 1, os: 1)
    let made = fourierPlanning.withLock { [rows] in
      fftwf_plan_guru_split_dft(
        1, &size, 0, nil, rows[0].baseAddress, rows[1].baseAddress, rows[2].baseAddress,
        rows[3].baseAddress, UInt32(FFTW_ESTIMATE))
    }
    guard let made else { preconditionFailure("FFTW has no plan for \(length) values") }
    (self.length, plan) = (length, made)
  }

  deinit {
    fourierPlanning.withLock { fftwf_destroy_plan(plan) }
    fftwf_free(block)
  }

  /// The two rows to transform; shape `[length]` and one value that is not looked at.
  ///
  /// The memory lives as long as the transform.
  var inputs: (UnsafeMutableBufferPointer<Float>, UnsafeMutableBufferPointer<Float>) {
    (rows[0], rows[1])
  }

  /// Real and imaginary parts of Z; shape `[length + 1]`, the last value that of bin 0 again.
  ///
  /// Where both rows are even, these are the rows' own transforms. The memory lives as long as the
  /// transform.
  var outputs: (UnsafeMutableBufferPointer<Float>, UnsafeMutableBufferPointer<Float>) {
    (rows[2], rows[3])
  }

  /// Z[k] = Σₙ (x[n] + i y[n]) exp(−2πi kn / length), not scaled.
  func transform() {
    fftwf_execute(plan)
    rows[2][length] = rows[2][0]
    rows[3][length] = rows[3][0]
  }

  /// Squared magnitudes of both rows' transforms, times `scale`, the second's after the first's.
  ///
  /// - Parameters:
  ///   - powers: Where they go, from `place` on.
  ///   - binCount: Number of bins: a multiple of eight, at most half of `length`.
  func setPowers(
    _ powers: inout MutableSpan<Float>, at place: Int, binCount: Int, scale: Float
  ) {
    precondition(binCount % 8 == 0 && binCount <= length / 2)
    let (real, imaginary) = (rows[2].span, rows[3].span)
    let quarter = scale / 4
    for bin in stride(from: 0, to: binCount, by: 8) {
      let (a, b) = (real.eight(at: bin), imaginary.eight(at: bin))
      let mirror = length - bin - 7
      let (c, d) = (real.eight(at: mirror).reversed, imaginary.eight(at: mirror).reversed)
      let (evenReal, oddReal, evenImaginary, oddImaginary) = (a + c, a - c, b + d, b - d)
      powers.setEight(
        at: place + bin, to: (evenReal * evenReal + oddImaginary * oddImaginary) * quarter)
      powers.setEight(
        at: place + binCount + bin,
        to: (evenImaginary * evenImaginary + oddReal * oddReal) * quarter)
    }
  }

  /// Makes both rows' powers the next inputs: transformed, they give the rows' autocorrelations.
  ///
  /// The power spectrum of a real row is even, so its transform forward is that backward (Wiener and
  /// Khinchin), and real: `outputs` hold the first row's and the second's, times `length`.
  func takePowersAsInputs() {
    let (real, imaginary) = (rows[2].span, rows[3].span)
    var first = rows[0].mutableSpan
    var second = rows[1].mutableSpan
    for bin in stride(from: 0, through: length / 2, by: 8) {
      let (a, b) = (real.eight(at: bin), imaginary.eight(at: bin))
      let mirror = length - bin - 7
      let (c, d) = (real.eight(at: mirror).reversed, imaginary.eight(at: mirror).reversed)
      let (evenReal, oddReal, evenImaginary, oddImaginary) = (a + c, a - c, b + d, b - d)
      let powers = (evenReal * evenReal + oddImaginary * oddImaginary) * 0.25
      let others = (evenImaginary * evenImaginary + oddReal * oddReal) * 0.25
      first.setEight(at: bin, to: powers)
      first.setEight(at: mirror, to: powers.reversed)
      second.setEight(at: bin, to: others)
      second.setEight(at: mirror, to: others.reversed)
    }
  }
}
