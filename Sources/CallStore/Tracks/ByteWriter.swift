internal import CallTypes

/// Builds up bytes: numbers in little-endian order, lists behind their length.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(byte: UInt8) { bytes.append(byte) }

  mutating func add(number16 number: UInt16) {
    bytes.append(UInt8(truncatingIfNeeded: number))
    bytes.append(UInt8(number >> 8))
  }

  mutating func add(integer: Int) {
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: integer >> shift))
    }
  }

  mutating func add(_ number: Double) { add(integer: Int(bitPattern: UInt(number.bitPattern))) }

  mutating func add(numbers: [Double]) {
    add(integer: numbers.count)
    for number in numbers { add(number) }
  }

  mutating func add(spans: [TimeSpan]) {
    add(numbers: spans.flatMap { [$0.startSeconds, $0.endSeconds] })
  }

  mutating func add(grid: FrameGrid) {
    add(numbers: [grid.hopSeconds, grid.frameSeconds, grid.durationSeconds])
    add(integer: grid.frameCount)
  }

  /// Each byte as its difference to the one before.
  mutating func add(differences steps: [UInt8]) {
    bytes.reserveCapacity(bytes.count + steps.count)
    var last: UInt8 = 0
    for step in steps {
      bytes.append(step &- last)
      last = step
    }
  }
}

/// Takes bytes apart in the order in which `ByteWriter` put them; behind the end all is zero, and
/// `isAtEnd` says so.
struct ByteReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether exactly all bytes were taken.
  var isAtEnd: Bool { position == bytes.count }

  var remainingCount: Int { max(0, bytes.count - position) }

  mutating func byte() -> UInt8 {
    defer { position += 1 }
    return position < bytes.count ? bytes[position] : 0
  }

  mutating func number16() -> UInt16 {
    let low = UInt16(byte())
    return low | UInt16(byte()) << 8
  }

  private mutating func word() -> UInt {
    var word: UInt = 0
    for shift in stride(from: UInt(0), to: 64, by: 8) { word |= UInt(byte()) << shift }
    return word
  }

  mutating func integer() -> Int { Int(bitPattern: word()) }

  /// Length of a list, each entry of which takes a byte at least; `nil` when that cannot be.
  mutating func count() -> Int? {
    let count = integer()
    return (0...remainingCount).contains(count) ? count : nil
  }

  mutating func number() -> Double { Double(bitPattern: UInt64(word())) }

  mutating func numbers() -> [Double]? {
    guard let count = count(), 8 * count <= remainingCount else { return nil }
    return (0..<count).map { _ in number() }
  }

  mutating func spans() -> [TimeSpan]? {
    guard let numbers = numbers(), numbers.count % 2 == 0 else { return nil }
    return stride(from: 0, to: numbers.count, by: 2).map {
      TimeSpan(numbers[$0], numbers[$0 + 1])
    }
  }

  mutating func grid() -> FrameGrid? {
    guard let numbers = numbers(), numbers.count == 3, let count = count() else { return nil }
    return FrameGrid(
      hopSeconds: numbers[0], frameSeconds: numbers[1], frameCount: count,
      durationSeconds: numbers[2])
  }

  /// What the bytes stand for that were kept as their differences; a loop without checks, as an hour
  /// has millions of them.
  ///
  /// - Parameter table: The value of each of the 256 bytes.
  mutating func values<Value: BitwiseCopyable>(_ count: Int, of table: [Value]) -> [Value]? {
    precondition(table.count > UInt8.max, "there is a value of every byte")
    guard count <= remainingCount else { return nil }
    let kept = bytes[position..<position + count]
    position += count
    return [Value](unsafeUninitializedCapacity: count) { room, used in
      kept.withUnsafeBufferPointer { differences in
        table.withUnsafeBufferPointer { table in
          var last: UInt8 = 0
          for index in differences.indices {
            last = last &+ differences[index]
            room.initializeElement(at: index, to: table[Int(last)])
          }
        }
      }
      used = count
    }
  }

  /// What bins with a bit behind them stand for, eight frames a byte; a loop without checks, too.
  ///
  /// - Parameter table: Two values for each of the 256 bins.
  mutating func values(ofCells bins: [UInt8], of table: [Float]) -> [Float]? {
    precondition(table.count >= 2 * 256, "there is a value of every cell")
    let (first, byteCount) = (position, (bins.count + 7) / 8)
    guard byteCount <= remainingCount else { return nil }
    position += byteCount
    return [Float](unsafeUninitializedCapacity: bins.count) { room, used in
      bytes.withUnsafeBufferPointer { bytes in
        bins.withUnsafeBufferPointer { bins in
          table.withUnsafeBufferPointer { table in
            for index in 0..<bins.count {
              let cell = bytes[first + index / 8] >> (index % 8) & 1
              room.initializeElement(at: index, to: table[2 * Int(bins[index]) + Int(cell)])
            }
          }
        }
      }
      used = bins.count
    }
  }
}
