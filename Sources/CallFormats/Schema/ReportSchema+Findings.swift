internal import CallTypes

extension ReportSchema {
  /// Events, flags, score and review.
  static let findingDefinitions = """
        "ruleCode": {
          "type": "string",
          "description": "A rule's stable code.",
          "pattern": "^QC[0-9]{3}$"
        },
        "event": {
          "type": "object",
          "description": "Something that happened: what, when, on which side.",
          "additionalProperties": false,
          "required": ["code", "kind", "startSeconds", "endSeconds", "party", "cause",
            "yieldedBy", "values"],
          "properties": {
            "code": {"type": "string", "enum": [\(names(of: EventCode.self))],
              "description": "Stable code."},
            "kind": {"type": "string", "enum": [\(eventKinds)],
              "description": "The word for the code."},
            "startSeconds": {"type": "number", "minimum": 0, "description": "Start."},
            "endSeconds": {"type": "number", "minimum": 0, "description": "End."},
            "party": {"anyOf": [{"$ref": "#/$defs/partyName"}, {"type": "null"}],
              "description": "Whose event it is; null = nobody or both."},
            "cause": {"enum": [\(names(of: EventCause.self)), null],
              "description": "Reason or form; null where the code has none."},
            "yieldedBy": {"anyOf": [{"$ref": "#/$defs/partyName"}, {"type": "null"}],
              "description": "Who gave way to an interruption; null = nobody."},
            "values": {"$ref": "#/$defs/eventValues", "description": "Numbers that go with it."}
          }
        },
        "eventValues": {
          "type": "object",
          "description": "Numbers of an event, by measure; the name ends in the unit.",
          "propertyNames": {"enum": [\(names(of: EventMeasure.self))]},
          "additionalProperties": {"type": "number"}
        },
        "flag": {
          "type": "object",
          "description": "Something a reviewer should hear, with its evidence.",
          "additionalProperties": false,
          "required": ["code", "name", "severity", "party", "value", "threshold", "margin",
            "unit", "evidence", "trace", "baseline"],
          "properties": {
            "code": {"$ref": "#/$defs/ruleCode", "description": "Stable code of the rule."},
            "name": {"type": "string", "description": "The rule's name."},
            "severity": {"type": "string", "enum": [\(names(of: FlagSeverity.self))],
              "description": "How much it matters."},
            "party": {"anyOf": [{"$ref": "#/$defs/partyName"}, {"type": "null"}],
              "description": "Whom it is about; null = the call."},
            "value": {"type": "number", "description": "What was measured, in the unit."},
            "threshold": {"type": "number",
              "description": "The setting it was compared with, in the unit."},
            "margin": {"type": "number", "minimum": 0,
              "description": "How far beyond the threshold the value lies, in the unit."},
            "unit": {"type": "string", "enum": [\(flagUnits)],
              "description": "Unit of value, threshold and margin."},
            "evidence": {"type": "array", "items": {"$ref": "#/$defs/span"},
              "description": "Stretches that a reviewer can play, in time order."},
            "trace": {"type": ["array", "null"], "items": {"$ref": "#/$defs/traceStep"},
              "description": "What was heard, step by step; null of rules without a procedure."},
            "baseline": {"enum": [\(names(of: BaselineSource.self)), null],
              "description": "Whose voice was compared with; null where none of its own was."}
          }
        },
        "traceStep": {
          "type": "object",
          "description": "A step of what was heard: a stable code and its numbers.",
          "additionalProperties": false,
          "required": ["step", "values"],
          "properties": {
            "step": {"type": "string", "enum": [\(names(of: TraceCode.self))],
              "description": "What it is."},
            "values": {"type": "object",
              "description": "Numbers by measure; the name ends in the unit.",
              "propertyNames": {"enum": [\(names(of: TraceMeasure.self))]},
              "additionalProperties": {"type": "number"}}
          }
        },
        "score": {
          "type": "object",
          "description": "Points of a call and what took them away.",
          "additionalProperties": false,
          "required": ["points", "band", "deductions"],
          "properties": {
            "points": {"type": ["number", "null"], "minimum": 0, "maximum": 100,
              "description": "100 minus the deductions; null when the call cannot be scored."},
            "band": {"enum": [\(names(of: ScoreBand.self)), null],
              "description": "Grade of the points; null when there are none."},
            "deductions": {"type": "array", "items": {"$ref": "#/$defs/deduction"},
              "description": "One entry per rule that cost points."}
          }
        },
        "deduction": {
          "type": "object",
          "description": "Points that one rule cost.",
          "additionalProperties": false,
          "required": ["code", "points"],
          "properties": {
            "code": {"$ref": "#/$defs/ruleCode", "description": "The rule."},
            "points": {"type": "number", "minimum": 0, "description": "Points taken away."}
          }
        },
        "review": {
          "type": "object",
          "description": "What a reviewer should do with the call.",
          "additionalProperties": false,
          "required": ["required", "scorable", "notScorableReasons", "priority"],
          "properties": {
            "required": {"type": "boolean", "description": "Whether somebody should hear it."},
            "scorable": {"type": "boolean",
              "description": "Whether the agent may be judged by it."},
            "notScorableReasons": {"type": "array", "items": {"$ref": "#/$defs/ruleCode"},
              "description": "Technical rules that forbid it."},
            "priority": {"type": "number", "minimum": 0,
              "description": "Place in the queue: the higher, the sooner; 0 = no need."}
          }
        }
    """

  private static let eventKinds = EventCode.allCases.map { "\"\($0.kind)\"" }
    .joined(separator: ", ")

  private static let flagUnits: String = {
    // FlagUnit is not CaseIterable; a test encodes a flag of each unit.
    let units: [FlagUnit] = [
      .seconds, .count, .ratio, .semitones, .decibels, .syllablesPerSecond,
    ]
    return units.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
  }()
}
