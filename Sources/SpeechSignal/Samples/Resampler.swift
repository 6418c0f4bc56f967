internal import CSoxr

/// Streams one channel from the native rate to the analysis rate, by libsoxr.
///
/// Quality `SOXR_HQ` (linear phase, 20-bit): the pass band ends at 0.91 of the Nyquist frequency, so
/// the telephone band is untouched. Delay is compensated by the library. Owned by one task at a time.
public final class Resampler {
  private let handle: soxr_t
  private let ratio: Double
  private var output: [Float] = []

  /// Makes a resampler; `nil` when no resampling is needed.
  ///
  /// - Precondition: libsoxr has memory for it.
  public init?(fromHz nativeRateHz: Int) {
    guard nativeRateHz != AnalysisRate.sampleRateHz else { return nil }
    var quality = soxr_quality_spec(UInt(SOXR_HQ), 0)
    var types = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
    var runtime = soxr_runtime_spec(1)
    let created = soxr_create(
      Double(nativeRateHz), Double(AnalysisRate.sampleRateHz), 1, nil, &types, &quality, &runtime)
    guard let created else { preconditionFailure("libsoxr refused \(nativeRateHz) Hz") }
    handle = created
    ratio = Double(AnalysisRate.sampleRateHz) / Double(nativeRateHz)
  }

  deinit { soxr_delete(handle) }

  /// Converts a block and appends what comes out; an empty block ends the stream.
  public func append(_ block: Span<Float>, to samples: inout [Float]) {
    // libsoxr holds back up to its filter's length, which it gives out in later calls.
    let capacity = Int(Double(block.count) * ratio) + 1024
    if output.count < capacity { output = [Float](repeating: 0, count: capacity) }
    let isEnd = block.isEmpty
    var consumed = 0
    while true {
      var (read, written) = (0, 0)
      let room = output.count
      block.withUnsafeBufferPointer { input in
        let rest = input.baseAddress.map { $0 + consumed }
        _ = soxr_process(
          handle, isEnd ? nil : rest, block.count - consumed, &read, &output, room, &written)
      }
      consumed += read
      samples.append(contentsOf: output[..<written])
      if isEnd ? written == 0 : consumed == block.count && written < room { return }
    }
  }
}
