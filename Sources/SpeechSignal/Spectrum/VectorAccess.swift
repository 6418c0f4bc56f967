// Vectors of eight values out of rows of memory: one check of bounds for each, where subscripts would
// check every value. `SIMD8<Float>` is two registers of four on every x86-64 and arm64.

extension Span where Element == Float {
  /// Eight neighbouring values.
  @inline(__always)
  func eight(at index: Int) -> SIMD8<Float> {
    precondition(index >= 0 && index + 8 <= count)
    // Within bounds by the line above.
    return withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: index * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
    }
  }
}

extension MutableSpan where Element == Float {
  /// Eight neighbouring values.
  @inline(__always)
  func eight(at index: Int) -> SIMD8<Float> { span.eight(at: index) }

  /// Writes eight neighbouring values.
  @inline(__always)
  mutating func setEight(at index: Int, to values: SIMD8<Float>) {
    precondition(index >= 0 && index + 8 <= count)
    // Within bounds by the line above.
    withUnsafeMutableBytes {
      $0.storeBytes(
        of: values, toByteOffset: index * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
    }
  }
}

extension SIMD8<Float> {
  /// The lanes from last to first.
  @inline(__always)
  var reversed: SIMD8<Float> {
    SIMD8(self[7], self[6], self[5], self[4], self[3], self[2], self[1], self[0])
  }

  /// Sum of the lanes; the library's `sum()` is not specialised.
  @inline(__always)
  var total: Float {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }

  /// Largest of the lanes; the library's `max()` is not specialised.
  @inline(__always)
  var greatest: Float {
    let four = lowHalf.replacing(with: highHalf, where: highHalf .> lowHalf)
    return Swift.max(Swift.max(four[0], four[1]), Swift.max(four[2], four[3]))
  }

  /// Magnitudes: the sign bits cleared.
  @inline(__always)
  var magnitudes: SIMD8<Float> {
    unsafeBitCast(unsafeBitCast(self, to: SIMD8<UInt32>.self) & 0x7FFF_FFFF, to: SIMD8<Float>.self)
  }

  /// Largest of each lane and a number.
  @inline(__always)
  func atLeast(_ least: Float) -> SIMD8<Float> {
    let lowest = SIMD8<Float>(repeating: least)
    return lowest.replacing(with: self, where: self .> lowest)
  }

  /// Smallest of each lane and a number.
  @inline(__always)
  func atMost(_ most: Float) -> SIMD8<Float> {
    let highest = SIMD8<Float>(repeating: most)
    return highest.replacing(with: self, where: self .< highest)
  }
}

extension SIMDMask<SIMD8<Int32>> {
  /// Whether any lane is true; the library's `any(_:)` is not specialised.
  @inline(__always)
  var containsTrue: Bool {
    let lanes = unsafeBitCast(self, to: SIMD4<UInt64>.self)
    let two = lanes.lowHalf | lanes.highHalf
    return two[0] | two[1] != 0
  }
}

/// Four rows of four as four columns.
@inline(__always)
func transposed(
  _ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>, _ d: SIMD4<Float>
) -> (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>, SIMD4<Float>) {
  (
    SIMD4(a[0], b[0], c[0], d[0]), SIMD4(a[1], b[1], c[1], d[1]),
    SIMD4(a[2], b[2], c[2], d[2]), SIMD4(a[3], b[3], c[3], d[3])
  )
}
