internal import CDeflate
internal import Foundation
internal import GRDB

/// CRC-32 (`libdeflate_crc32`, as in gzip) of values, by which a changed bit is found; `checksum(…)` in SQL.
///
/// What is kept compressed has a checksum of its own (`CompressedBytes`); this is for what stays
/// readable. It never changes: a stored sum stands for the values of then.
enum Checksum {
  /// The function for a connection: a sum of all its values, `NULL` when all of them are.
  static let function = DatabaseFunction("checksum", pure: true) { values in
    values.allSatisfy(\.isNull) ? nil : Int64(sum(of: values))
  }

  /// The sum of values, each with its kind and length, so that no two lists have one text.
  private static func sum(of values: [DatabaseValue]) -> UInt32 {
    values.reduce(UInt32(0)) { sum, value in
      switch value.storage {
      case .null: add([], kind: 0, to: sum)
      case .int64(let number): add(bytes(of: UInt64(bitPattern: number)), kind: 1, to: sum)
      case .double(let number): add(bytes(of: number.bitPattern), kind: 2, to: sum)
      case .string(let text): add(Array(text.utf8), kind: 3, to: sum)
      case .blob(let data): add([UInt8](data), kind: 4, to: sum)
      }
    }
  }

  private static func add(_ value: [UInt8], kind: UInt8, to sum: UInt32) -> UInt32 {
    let bytes = [kind] + bytes(of: UInt64(value.count)) + value
    return libdeflate_crc32(sum, bytes, bytes.count)
  }

  /// Little-endian.
  private static func bytes(of number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
