internal import Glibc

/// A report's JSON as a store keeps it, keys sorted and without spaces: single values are read out of it
/// without reading all of it, because a row's columns have no checksum and its JSON has one.
struct ReportText {
  /// The JSON, which holds no zero, and a zero behind it for `strstr`.
  private let bytes: [UInt8]

  init(_ json: [UInt8]) { bytes = json + [0] }

  /// The text of the value behind keys, each of them looked for behind the one before; `nil` = none.
  ///
  /// A key is found with its quotes, which stand nowhere inside of a JSON string.
  func value(_ keys: String...) -> String? {
    var start = 0
    for key in keys {
      guard let end = end(of: "\"\(key)\":", from: start) else { return nil }
      start = end
    }
    let ends: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "}")]
    return String(decoding: bytes[start...].prefix { !ends.contains($0) }, as: UTF8.self)
  }

  /// Whether a file's hash is named: a report of another content must not be taken for this one's.
  func names(sha256: String) -> Bool {
    end(of: "\"sha256\":\"\(sha256)\"", from: 0) != nil
  }

  /// The index behind a text.
  private func end(of text: String, from start: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      let bytes = bytes.assumingMemoryBound(to: CChar.self)
      guard let base = bytes.baseAddress, let found = strstr(base + start, text) else {
        return nil
      }
      return UnsafePointer(found) - base + text.utf8.count
    }
  }
}
