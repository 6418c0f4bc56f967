internal import CallFormats
internal import Foundation

/// A value as readable JSON with stable bytes.
func jsonText(of value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// Prints rows as aligned columns; the last column is as wide as it likes.
func printColumns(_ rows: [[String]]) {
  var widths: [Int] = []
  for row in rows {
    for (index, cell) in row.enumerated() {
      if index == widths.count { widths.append(0) }
      widths[index] = max(widths[index], cell.displayColumns)
    }
  }
  for row in rows {
    var line = ""
    for (index, cell) in row.enumerated() {
      line += "  " + cell
      if index < row.count - 1 {
        line += String(repeating: " ", count: widths[index] - cell.displayColumns)
      }
    }
    print(line)
  }
}
