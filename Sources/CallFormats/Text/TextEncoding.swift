/// Text of a file: UTF-16 by its byte order mark, else UTF-8, else ISO Latin-1.
///
/// Praat writes UTF-16 where a label is no ASCII, and older versions of it Latin-1.
public func decodedText(_ bytes: [UInt8]) -> String {
  if bytes.starts(with: [0xFE, 0xFF]) { return utf16Text(bytes.dropFirst(2), high: 0, low: 1) }
  if bytes.starts(with: [0xFF, 0xFE]) { return utf16Text(bytes.dropFirst(2), high: 1, low: 0) }
  let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
  if let text = String(validating: content, as: UTF8.self) { return text }
  return String(String.UnicodeScalarView(content.map { Unicode.Scalar($0) }))
}

/// Pairs of bytes as text; an odd last byte is dropped, half a surrogate pair is replaced.
private func utf16Text(_ bytes: ArraySlice<UInt8>, high: Int, low: Int) -> String {
  let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map { index in
    UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + low])
  }
  return String(decoding: units, as: UTF16.self)
}
