internal import CallTypes
internal import Foundation

/// Where a mistake of a table stands.
struct ManifestCSVError: Error {
  var line: Int
  var detail: Message
}

/// Reads a manifest as a table (RFC 4180): a header line with names of fields, then one call a record.
///
/// A UTF-8 byte order mark is passed over; a blank line says nothing. An empty field declares nothing.
/// `channels` holds words with commas, semicolons or blanks between them. Columns of other names are left
/// alone, misspelt ones refused.
///
/// - Returns: Each record's declaration and the line that it begins in.
func parseManifestCSV(
  _ content: [UInt8]
) throws(ManifestCSVError) -> [(call: DeclaredCall, line: Int)] {
  var records = try csvRecords(content)
  guard !records.isEmpty else {
    throw ManifestCSVError(line: 1, detail: Message("declaration.emptyCSV"))
  }
  let head = records.removeFirst()
  let names = head.fields.map { $0.trimmingCharacters(in: .whitespaces) }
  let known =
    (DeclaredCall.CodingKeys.allCases.map(\.rawValue)
    + DeclaredMetadata.CodingKeys.allCases.map(\.rawValue)).filter { $0 != "metadata" }
  do throws(DeclarationError) { try refuseMisspelt(names, known: known) } catch {
    throw ManifestCSVError(line: head.line, detail: error.detail)
  }
  guard names.contains("path") else {
    throw ManifestCSVError(line: head.line, detail: Message("declaration.noColumn", "path"))
  }
  var calls: [(DeclaredCall, Int)] = []
  for record in records {
    guard record.fields.count == names.count else {
      throw ManifestCSVError(
        line: record.line,
        detail: Message("declaration.fieldCount", "\(record.fields.count)", "\(names.count)"))
    }
    let filled = zip(names, record.fields).filter { !$0.1.isEmpty }
    calls.append((DeclaredCall(fields: Dictionary(filled) { first, _ in first }), record.line))
  }
  return calls
}

extension DeclaredCall {
  fileprivate init(fields: [String: String]) {
    path = fields["path"]
    secondPath = fields["secondPath"]
    id = fields["id"]
    channels = fields["channels"].map {
      $0.split { ",; ".contains($0) }.map(String.init)
    }
    platform = fields["platform"]
    sha256 = fields["sha256"]
    metadata = DeclaredMetadata(
      agentId: fields["agentId"], queue: fields["queue"], direction: fields["direction"],
      startTime: fields["startTime"], customerId: fields["customerId"])
  }
}

private struct CSVRecord {
  var fields: [String] = []
  var line: Int
}

/// Takes a table apart byte by byte.
private struct CSVReader {
  private(set) var records: [CSVRecord] = []
  private var record = CSVRecord(line: 1)
  private var field: [UInt8] = []
  private var line = 1
  /// Line of the quotation mark that is open.
  private var openedAt = 0
  private var isQuoted = false
  /// Whether the field began with a quotation mark.
  private var wasQuoted = false

  /// Takes a byte; the next one decides what a quotation mark inside a quoted field means.
  ///
  /// - Returns: Whether the next byte belongs to this one.
  mutating func take(_ byte: UInt8, before next: UInt8?) throws(ManifestCSVError) -> Bool {
    let quote = UInt8(ascii: "\"")
    if isQuoted {
      guard byte == quote else {
        if byte == UInt8(ascii: "\n") { line += 1 }
        field.append(byte)
        return false
      }
      guard next == quote else {
        isQuoted = false
        return false
      }
      field.append(quote)
      return true
    }
    switch byte {
    case quote:
      guard field.isEmpty, !wasQuoted else { throw stray() }
      (isQuoted, wasQuoted, openedAt) = (true, true, line)
    case UInt8(ascii: ","): endField()
    case UInt8(ascii: "\n"): endRecord()
    default:
      guard !wasQuoted || byte == 0x0D else { throw stray() }
      if !wasQuoted { field.append(byte) }
    }
    return false
  }

  /// Ends the table; the last record may lack its line end.
  mutating func end() throws(ManifestCSVError) {
    if isQuoted { throw ManifestCSVError(line: openedAt, detail: Message("declaration.openQuote")) }
    if !field.isEmpty || !record.fields.isEmpty || wasQuoted { endRecord() }
  }

  private func stray() -> ManifestCSVError {
    ManifestCSVError(line: line, detail: Message("declaration.strayQuote"))
  }

  private mutating func endField() {
    // A line may end in CR LF.
    if !wasQuoted, field.last == 0x0D { field.removeLast() }
    record.fields.append(String(decoding: field, as: UTF8.self))
    (field, wasQuoted) = ([], false)
  }

  private mutating func endRecord() {
    endField()
    if record.fields != [""] { records.append(record) }
    line += 1
    record = CSVRecord(line: line)
  }
}

/// Records of a table, blank lines left out.
private func csvRecords(_ content: [UInt8]) throws(ManifestCSVError) -> [CSVRecord] {
  let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  var bytes = content[...]
  if bytes.starts(with: mark) { bytes = bytes.dropFirst(mark.count) }
  var reader = CSVReader()
  var index = bytes.startIndex
  while index < bytes.endIndex {
    let next = index + 1 < bytes.endIndex ? bytes[index + 1] : nil
    index += try reader.take(bytes[index], before: next) ? 2 : 1
  }
  try reader.end()
  return reader.records
}
