internal import CallFormats
internal import CallTypes
internal import TestSupport
internal import Testing

@Suite struct `Report schema` {
  private let validator: JSONSchemaValidator

  init() throws { validator = try JSONSchemaValidator(schema: ReportSchema.json) }

  @Test func `a full report, a blank report and a failure are valid`() throws {
    let outcomes: [CallOutcome] = [
      .report(Sample.report()), .report(Sample.blankReport()), .failure(Sample.failure()),
    ]
    for outcome in outcomes {
      #expect(
        try validator.problems(in: try Sample.output(JSONLinesFormat.self, [outcome])) == [])
    }
    #expect(try validator.problems(in: try Sample.output(JSONFormat.self, outcomes)) == [])
    #expect(try validator.problems(in: try Sample.output(JSONFormat.self, [])) == [])
  }

  @Test func `every name of every enumeration is valid`() throws {
    var report = Sample.report()
    report.events = EventCause.allCases.map { CallEvent(.silence, TimeSpan(0, 1), cause: $0) }
    report.events += EventCode.allCases.map { code in
      CallEvent(
        code, TimeSpan(0, 1), party: .channel(12),
        values: Dictionary(uniqueKeysWithValues: EventMeasure.allCases.map { ($0, 1.5) }))
    }
    let units: [FlagUnit] = [.seconds, .count, .ratio, .semitones, .decibels, .syllablesPerSecond]
    report.flags = units.map { Sample.flag("QC101", "TalkRatioOutOfBand", .minor, unit: $0) }
    report.flags += FlagSeverity.allCases.map { Sample.flag("QC103", "DeadAir", $0) }
    let numbers = Dictionary(uniqueKeysWithValues: TraceMeasure.allCases.map { ($0, 1.5) })
    let trace = TraceCode.allCases.map { TraceStep($0, numbers) }
    report.flags += BaselineSource.allCases.map { source in
      var flag = Sample.flag("QC111", "SilentCallProtocol", .minor)
      (flag.trace, flag.baseline) = (trace, source)
      return flag
    }
    let message = Message("recording.unreadable", .message(Message("unreadable.zeros")))
    report.analysis.warnings = [AnalysisWarning(.decodeError, message)]
    let line = try Sample.output(JSONLinesFormat.self, [.report(report)])
    #expect(try validator.problems(in: line) == [])
  }

  @Test(
    arguments: [
      (["callId"], nil), (["callId"], JSONValue.null), (["extra"], .number(1)),
      (["schema"], .string("callsift.report/2")), (["talk", "customerRatio"], .number(1.5)),
      (["talk", "customerRatio"], nil), (["talk", "silenceSeconds"], .null),
      (["audio", "channelCount"], .number(1.5)), (["file", "sha256"], .string("nothex")),
      (["parties", "boss"], .null), (["parties", "agent", "turnCount"], .number(-1)),
      (["parties", "agent", "speech", "0"], .array([.number(1)])),
      (["parties", "agent", "speech", "0"], .array([.number(1), .number(2), .number(3)])),
      (["events", "0", "cause"], .string("boredom")), (["events", "0", "cause"], nil),
      (["events", "0", "party"], .string("channelx")),
      (["events", "0", "values", "durationMs"], .number(3)),
      (["flags", "0", "code"], .string("101")), (["flags", "0", "extra"], .null),
      (["flags", "0", "trace"], nil), (["flags", "0", "trace"], .string("greeting")),
      (["flags", "0", "trace"], .array([.string("greeting 0.4–3.1")])),
      (["flags", "0", "baseline"], nil), (["flags", "0", "baseline"], .string("gut feeling")),
      (["score", "points"], .number(101)), (["review", "required"], .string("yes")),
      (["notes", "talk"], .string("because")),
    ] as [([String], JSONValue?)])
  func `a document with one thing wrong is refused`(path: [String], value: JSONValue?) throws {
    let line = try Sample.output(JSONLinesFormat.self, [.report(Sample.report())])
    let wrong = try JSONValue(parsing: line).replacing(path, with: value)
    #expect(!validator.problems(in: wrong).isEmpty)
  }

  @Test func `every property is described and required, and no other is allowed`() throws {
    let schema = try JSONValue(parsing: ReportSchema.json)
    guard case .object(let definitions) = schema["$defs"] else {
      Issue.record("no definitions")
      return
    }
    for (name, definition) in definitions {
      #expect(definition["description"] != nil, "\(name)")
      guard case .object(let properties) = definition["properties"] else { continue }
      #expect(definition["additionalProperties"] == .bool(false), "\(name)")
      guard case .array(let required) = definition["required"] else {
        Issue.record("\(name) requires nothing")
        continue
      }
      #expect(Set(required) == Set(properties.keys.map { .string($0) }), "\(name)")
      for (property, propertySchema) in properties {
        #expect(propertySchema["description"] != nil, "\(name).\(property)")
      }
    }
  }
}

@Suite struct `JSON Schema validator` {
  @Test(arguments: [
    (#"{"type": "integer"}"#, "1", "1.5"), (#"{"type": ["string", "null"]}"#, "null", "1"),
    (#"{"const": "a"}"#, #""a""#, #""b""#), (#"{"enum": [1, null]}"#, "null", "2"),
    (#"{"minimum": 0}"#, "0", "-0.1"), (#"{"maximum": 1}"#, "1", "1.1"),
    (#"{"required": ["a"]}"#, #"{"a": null}"#, "{}"),
    (#"{"properties": {"a": {"type": "null"}}}"#, #"{"a": null, "b": 1}"#, #"{"a": 1}"#),
    (#"{"additionalProperties": false, "properties": {"a": true}}"#, #"{"a": 1}"#, #"{"b": 1}"#),
    (#"{"additionalProperties": {"type": "string"}}"#, #"{"a": "x"}"#, #"{"a": 1}"#),
    (#"{"items": {"type": "number"}}"#, "[1, 2]", #"[1, "a"]"#),
    (#"{"prefixItems": [{"type": "number"}], "items": false}"#, "[1]", "[1, 2]"),
    (#"{"prefixItems": [{"type": "number"}]}"#, #"[1, "a"]"#, #"["a"]"#),
    (#"{"minItems": 1}"#, "[0]", "[]"),
    (#"{"anyOf": [{"type": "null"}, {"type": "number"}]}"#, "1", #""a""#),
    (##"{"$ref": "#/$defs/a", "$defs": {"a": {"type": "null"}}}"##, "null", "1"),
    (#"{"pattern": "^a+$"}"#, #""aa""#, #""ab""#),
    (#"{"propertyNames": {"enum": ["a"]}}"#, #"{"a": 1}"#, #"{"b": 1}"#),
  ])
  func `a keyword accepts what it should and refuses the rest`(
    schema: String, right: String, wrong: String
  ) throws {
    let validator = try JSONSchemaValidator(schema: schema)
    #expect(try validator.problems(in: right) == [])
    #expect(try !validator.problems(in: wrong).isEmpty)
  }

  @Test func `a keyword or reference that it does not know is a problem`() throws {
    let unknown = try JSONSchemaValidator(schema: #"{"multipleOf": 2}"#)
    #expect(try !unknown.problems(in: "2").isEmpty)
    let dangling = try JSONSchemaValidator(schema: ##"{"$ref": "#/$defs/b"}"##)
    #expect(try !dangling.problems(in: "2").isEmpty)
  }
}
