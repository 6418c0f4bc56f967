internal import Glibc

/// A report's JSON as a store keeps it, keys sorted and without spaces: single values are read out of it
/// without reading all of it, because a row's columns have no checksum and its JSON has one.
struct ReportText {
  let bytes: [UInt8]

  /// The text of the value behind keys, each of them looked for behind the one before; `nil` = none.
  ///
  /// A key is found with its quotes, which stand nowhere inside of a JSON string.
  func value(_ keys: String...) -> String? {
    var start = 0
    for key in keys {
      guard let end = end(of: Array("\"\(key)\":".utf8), from: start) else { return nil }
      start = end
    }
    let ends: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "}")]
    return String(decoding: bytes[start...].prefix { !ends.contains($0) }, as: UTF8.self)
  }

  /// Whether a file's hash is named: a report of another content must not be taken for this one's.
  func names(sha256: String) -> Bool {
    end(of: Array("\"sha256\":\"\(sha256)\"".utf8), from: 0) != nil
  }

  /// The index behind a text, which begins with a quote.
  private func end(of needle: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      var place = start
      while place + needle.count <= bytes.count, let base = bytes.baseAddress,
        let quote = memchr(base + place, Int32(UInt8(ascii: "\"")), bytes.count - place)
      {
        place = UnsafeRawPointer(quote) - base
        guard place + needle.count <= bytes.count else { return nil }
        if memcmp(quote, needle, needle.count) == 0 { return place + needle.count }
        place += 1
      }
      return nil
    }
  }
}
