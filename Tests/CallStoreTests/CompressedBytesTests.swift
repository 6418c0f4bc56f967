import TestSupport
import Testing

@testable import CallStore

struct CompressedBytesTests {
  @Test(arguments: [0, 1, 2, 1000, 300_000])
  func `bytes come back as they were`(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
    #expect(CompressedBytes(kept: CompressedBytes(bytes).kept).bytes == bytes)
  }

  @Test func `text that repeats itself takes little room`() {
    let bytes = Array(String(repeating: #"{"startSeconds":1.5}"#, count: 1000).utf8)
    #expect(CompressedBytes(bytes).kept.count < 500)
  }

  @Test func `a changed bit, a missing end and a wrong length are found`() {
    let bytes = Array("one two three four".utf8)
    let kept = CompressedBytes(bytes).kept
    for index in kept.indices {
      for bit in [UInt8(1), 128] {
        var changed = kept
        changed[index] ^= bit
        // A bit of the padding before the checksum says nothing: then nothing is lost either.
        #expect([nil, bytes].contains(CompressedBytes(kept: changed).bytes), "byte \(index)")
      }
    }
    for count in kept.indices {
      #expect(CompressedBytes(kept: Array(kept.prefix(count))).bytes == nil)
    }
  }
}
