/// Eight neighbouring values.
@inline(__always)
func lanes8(_ values: [Float], at place: Int) -> SIMD8<Float> {
  precondition(place >= 0 && place + 8 <= values.count)
  // Within bounds by the line above; one load instead of eight checked ones.
  return values.withUnsafeBytes {
    $0.loadUnaligned(fromByteOffset: place * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
  }
}

/// One value for each of 32 channels, in registers.
struct Lanes32 {
  var (a, b, c, d): (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>)

  @inline(__always)
  init(_ values: [Float], at place: Int) {
    a = lanes8(values, at: place)
    b = lanes8(values, at: place + 8)
    c = lanes8(values, at: place + 16)
    d = lanes8(values, at: place + 24)
  }

  @inline(__always)
  mutating func add(_ other: Lanes32) {
    a += other.a
    b += other.b
    c += other.c
    d += other.d
  }

  @inline(__always)
  mutating func add(_ x: Lanes32, times y: Lanes32) {
    a += x.a * y.a
    b += x.b * y.b
    c += x.c * y.c
    d += x.d * y.d
  }

  /// Adds each row of a matrix times its factor.
  @inline(__always)
  mutating func add(_ matrix: [Float], times factors: [Float]) {
    precondition(matrix.count == factors.count * 32)
    matrix.withUnsafeBytes { bytes in
      for (row, factor) in factors.enumerated() {
        let place = row * 32 * MemoryLayout<Float>.stride
        a += bytes.loadUnaligned(fromByteOffset: place, as: SIMD8<Float>.self) * factor
        b += bytes.loadUnaligned(fromByteOffset: place + 32, as: SIMD8<Float>.self) * factor
        c += bytes.loadUnaligned(fromByteOffset: place + 64, as: SIMD8<Float>.self) * factor
        d += bytes.loadUnaligned(fromByteOffset: place + 96, as: SIMD8<Float>.self) * factor
      }
    }
  }

  /// Largest of each value and zero.
  @inline(__always)
  func rectified() -> Lanes32 {
    var result = self
    result.a = (a + absolute(a)) * 0.5
    result.b = (b + absolute(b)) * 0.5
    result.c = (c + absolute(c)) * 0.5
    result.d = (d + absolute(d)) * 0.5
    return result
  }

  @inline(__always)
  func store(in values: inout [Float], at place: Int) {
    precondition(place >= 0 && place + 32 <= values.count)
    values.withUnsafeMutableBytes { bytes in
      let start = place * MemoryLayout<Float>.stride
      bytes.storeBytes(of: a, toByteOffset: start, as: SIMD8<Float>.self)
      bytes.storeBytes(of: b, toByteOffset: start + 32, as: SIMD8<Float>.self)
      bytes.storeBytes(of: c, toByteOffset: start + 64, as: SIMD8<Float>.self)
      bytes.storeBytes(of: d, toByteOffset: start + 96, as: SIMD8<Float>.self)
    }
  }
}

/// Magnitudes: the sign bit cleared.
@inline(__always)
private func absolute(_ row: SIMD8<Float>) -> SIMD8<Float> {
  let bits = unsafeBitCast(row, to: SIMD8<UInt32>.self) & 0x7FFF_FFFF
  return unsafeBitCast(bits, to: SIMD8<Float>.self)
}
