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

/// Records of a table, blank lines left out; the last may lack its line end.
private func csvRecords(_ content: [UInt8]) throws(ManifestCSVError) -> [CSVRecord] {
  let (quote, comma, lineEnd) = (UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"))
  let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  var bytes = content[...]
  if bytes.starts(with: mark) { bytes = bytes.dropFirst(mark.count) }
  var records: [CSVRecord] = []
  var record = CSVRecord(line: 1)
  var field: [UInt8] = []
  var (line, openedAt) = (1, 0)
  var (isQuoted, wasQuoted) = (false, false)
  func end(_ field: inout [UInt8]) {
    // A line may end in CR LF.
    if !wasQuoted, field.last == 0x0D { field.removeLast() }
    record.fields.append(String(decoding: field, as: UTF8.self))
    (field, wasQuoted) = ([], false)
  }
  var index = bytes.startIndex
  while index < bytes.endIndex {
    let byte = bytes[index]
    index += 1
    if isQuoted {
      if byte == lineEnd { line += 1 }
      if byte != quote {
        field.append(byte)
      } else if index < bytes.endIndex, bytes[index] == quote {
        field.append(quote)
        index += 1
      } else {
        isQuoted = false
      }
    } else if byte == quote {
      guard field.isEmpty, !wasQuoted else {
        throw ManifestCSVError(line: line, detail: Message("declaration.strayQuote"))
      }
      (isQuoted, wasQuoted, openedAt) = (true, true, line)
    } else if byte == comma {
      end(&field)
    } else if byte == lineEnd {
      end(&field)
      if record.fields != [""] { records.append(record) }
      line += 1
      record = CSVRecord(line: line)
    } else if wasQuoted {
      guard byte == 0x0D else {
        throw ManifestCSVError(line: line, detail: Message("declaration.strayQuote"))
      }
    } else {
      field.append(byte)
    }
  }
  if isQuoted { throw ManifestCSVError(line: openedAt, detail: Message("declaration.openQuote")) }
  if !field.isEmpty || !record.fields.isEmpty || wasQuoted {
    end(&field)
    records.append(record)
  }
  return records
}
