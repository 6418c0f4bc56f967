internal import CallFormats
internal import CallTypes
internal import Testing

@Suite struct `CSV format` {
  @Test func `a call fills its record`() throws {
    let record = try #require(try records([.report(Sample.report())]).first)
    #expect(record["callId"] == "calls/0001.wav")
    #expect(record["status"] == "analysed")
    #expect(record["error"] == "")
    #expect(record["durationSeconds"] == "120")
    #expect(record["customerRatio"] == "0.675")
    #expect(record["points"] == "87.5")
    #expect(record["band"] == "needsImprovement")
    #expect(record["reviewRequired"] == "true")
    #expect(record["flags"] == "QC103 QC109")
    #expect(record["warnings"] == "truncated")
    #expect(record["agent.activeLevelDBFS"] == "-24.5")
    #expect(record["customer.speechSeconds"] == "59.5")
    #expect(record["channel0.speechSeconds"] == "")
  }

  @Test func `a failure has a status and an error and nothing else`() throws {
    let record = try #require(try records([.failure(Sample.failure())]).first)
    #expect(record["status"] == "failed")
    #expect(record["error"] == "empty: the file holds no byte; copy it again")
    let filled = record.filter { !$0.value.isEmpty }.keys
    #expect(Set(filled) == ["callId", "path", "status", "error"])
  }

  @Test func `a channel of unknown role has its own columns`() throws {
    let record = try #require(try records([.report(Sample.blankReport())]).first)
    #expect(record["channel0.speechSeconds"] == "0")
    #expect(record["channel0.activeLevelDBFS"] == "")
    #expect(record["agent.speechSeconds"] == "")
    #expect(record["customerRatio"] == "")
  }

  @Test(arguments: Sample.awkwardNames)
  func `any name comes back, behind an apostrophe where it looks like a formula`(
    name: String
  ) throws {
    let record = try #require(try records([.report(Sample.report(callId: name))]).first)
    let isFormula = name.hasPrefix("=") || name.hasPrefix("-")
    #expect(record["callId"] == (isFormula ? "'" + name : name))
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\r\nx", "\nx", "＝1"])
  func `text that a spreadsheet would run gets an apostrophe`(text: String) throws {
    let record = try #require(try records([.failure(Sample.failure(callId: text))]).first)
    #expect(record["callId"] == "'" + text)
  }

  @Test func `negative numbers get no apostrophe`() throws {
    let text = try Sample.output(CSVFormat.self, [.report(Sample.report())])
    #expect(text.contains(",-24.5,"))
    #expect(!text.contains("'-24.5"))
  }

  @Test func `lines end in CRLF and an empty scan has its header`() throws {
    let text = try Sample.output(CSVFormat.self, [])
    #expect(text.hasPrefix("callId,path,status,error,durationSeconds,customerRatio,agentRatio,"))
    #expect(text.hasSuffix("\r\n"))
    #expect(text.unicodeScalars.filter { $0 == "\n" }.count == 1)
  }

  /// The records by column, read by the grammar of RFC 4180.
  private func records(_ outcomes: [CallOutcome]) throws -> [[String: String]] {
    var lines = parsed(try Sample.output(CSVFormat.self, outcomes))
    let header = lines.removeFirst()
    #expect(Set(header).count == header.count)
    return lines.map { cells in
      #expect(cells.count == header.count)
      return Dictionary(uniqueKeysWithValues: zip(header, cells))
    }
  }

  private func parsed(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var cell = String.UnicodeScalarView()
    var quoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch (quoted, scalar) {
      case (true, "\"") where scalars.first == "\"": cell.append(scalars.removeFirst())
      case (_, "\""): quoted.toggle()
      case (false, ","):
        record.append(String(cell))
        cell = String.UnicodeScalarView()
      case (false, "\r") where scalars.first == "\n":
        scalars.removeFirst()
        records.append(record + [String(cell)])
        record = []
        cell = String.UnicodeScalarView()
      default: cell.append(scalar)
      }
    }
    return records
  }
}
