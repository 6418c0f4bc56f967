internal import CallTypes

extension ReportSchema {
  /// Report, failure record, scan, and what they say of the file.
  static let containerDefinitions = """
        "report": {
          "type": "object",
          "description": "Everything CallSift says about one call.",
          "additionalProperties": false,
          "required": ["schema", "callId", "file", "audio", "metadata", "channels", "parties",
            "talk", "events", "flags", "score", "review", "notes", "analysis"],
          "properties": {
            "schema": {"const": "\(CallReport.schemaName)",
              "description": "Name and version of this shape."},
            "callId": {"type": "string",
              "description": "The call's name, unique in its archive."},
            "file": {"$ref": "#/$defs/file", "description": "The file that was read."},
            "audio": {"$ref": "#/$defs/audio", "description": "What the file holds."},
            "metadata": {"$ref": "#/$defs/metadata",
              "description": "What is known about the call besides its sound."},
            "channels": {"type": "array", "items": {"$ref": "#/$defs/channel"},
              "description": "One entry per channel, in file order."},
            "parties": {"$ref": "#/$defs/parties", "description": "One entry per party."},
            "talk": {"$ref": "#/$defs/talk", "description": "Who had how much of the talk."},
            "events": {"type": "array", "items": {"$ref": "#/$defs/event"},
              "description": "What happened, by start time."},
            "flags": {"type": "array", "items": {"$ref": "#/$defs/flag"},
              "description": "What a reviewer should hear, by code."},
            "score": {"$ref": "#/$defs/score", "description": "Points and band."},
            "review": {"$ref": "#/$defs/review",
              "description": "Whether and how soon to review."},
            "notes": {"$ref": "#/$defs/notes", "description": "Why values are null."},
            "analysis": {"$ref": "#/$defs/analysis", "description": "How the report came about."}
          }
        },
        "failure": {
          "type": "object",
          "description": "An input that could not be analysed.",
          "additionalProperties": false,
          "required": ["schema", "callId", "file", "error"],
          "properties": {
            "schema": {"const": "\(CallFailure.schemaName)",
              "description": "Name and version of this shape."},
            "callId": {"type": "string",
              "description": "The call's name, unique in its archive."},
            "file": {"$ref": "#/$defs/file", "description": "The file that could not be read."},
            "error": {"$ref": "#/$defs/failureDetail", "description": "What was wrong."}
          }
        },
        "failureDetail": {
          "type": "object",
          "description": "What was wrong with a file.",
          "additionalProperties": false,
          "required": ["code", "message", "wording"],
          "properties": {
            "code": {"type": "string", "enum": [\(names(of: FailureCode.self))],
              "description": "Stable name."},
            "message": {"type": "string",
              "description": "What was found and what to do, for a person, in English."},
            "wording": {"anyOf": [{"$ref": "#/$defs/message"}, {"type": "null"}],
              "description": "The same for every language."}
          }
        },
        "scan": {
          "type": "object",
          "description": "A whole scan: reports and failure records in the order of the scan.",
          "additionalProperties": false,
          "required": ["schema", "calls", "summary"],
          "properties": {
            "schema": {"const": "\(JSONFormat.schemaName)",
              "description": "Name and version of this shape."},
            "calls": {"type": "array", "items": {"$ref": "#/$defs/outcome"},
              "description": "What became of each input."},
            "summary": {"$ref": "#/$defs/summary", "description": "What the scan came to."}
          }
        },
        "outcome": {
          "description": "What became of one input.",
          "anyOf": [{"$ref": "#/$defs/report"}, {"$ref": "#/$defs/failure"}]
        },
        "summary": {
          "type": "object",
          "description": "What a scan came to.",
          "additionalProperties": false,
          "required": ["reportCount", "flaggedCount", "failureCount", "audioSeconds"],
          "properties": {
            "reportCount": {"type": "integer", "minimum": 0,
              "description": "Calls that were analysed."},
            "flaggedCount": {"type": "integer", "minimum": 0,
              "description": "Analysed calls that somebody should hear."},
            "failureCount": {"type": "integer", "minimum": 0,
              "description": "Inputs that could not be analysed."},
            "audioSeconds": {"type": "number", "minimum": 0,
              "description": "Length of all analysed calls."}
          }
        },
        "file": {
          "type": "object",
          "description": "The file that a record is about.",
          "additionalProperties": false,
          "required": ["path", "sha256", "sizeBytes", "parts"],
          "properties": {
            "path": {"type": "string",
              "description": "Path below the scanned folder; bytes that are no UTF-8 as \\\\xNN."},
            "parts": {"type": ["array", "null"], "items": {"$ref": "#/$defs/filePart"},
              "description": "The files of a call recorded one party a file; null for one file."},
            "sha256": {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$",
              "description": "SHA-256 of the file's bytes; null when it could not be read."},
            "sizeBytes": {"type": ["integer", "null"], "minimum": 0,
              "description": "Size; null when it could not be read."}
          }
        },
        "filePart": {
          "type": "object",
          "description": "One of the files that a call was recorded in.",
          "additionalProperties": false,
          "required": ["path", "sha256", "sizeBytes"],
          "properties": {
            "path": {"type": ["string", "null"],
              "description": "Path below the scanned folder; null when there is no such file."},
            "sha256": {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$",
              "description": "SHA-256 of the file's bytes; null when it could not be read."},
            "sizeBytes": {"type": ["integer", "null"], "minimum": 0,
              "description": "Size; null when it could not be read."}
          }
        },
        "audio": {
          "type": "object",
          "description": "What a recording holds, as declared and as decoded.",
          "additionalProperties": false,
          "required": ["container", "codec", "sampleRateHz", "channelCount", "durationSeconds",
            "declaredDurationSeconds"],
          "properties": {
            "container": {"type": "string", "description": "File format, such as wav."},
            "codec": {"type": "string", "description": "Sample coding, such as mulaw."},
            "sampleRateHz": {"type": "integer", "minimum": 0,
              "description": "Native sampling rate."},
            "channelCount": {"type": "integer", "minimum": 0,
              "description": "Number of channels."},
            "durationSeconds": {"type": "number", "minimum": 0,
              "description": "Length of what was decoded."},
            "declaredDurationSeconds": {"type": ["number", "null"], "minimum": 0,
              "description": "Length that the header promises; null where it promises none."}
          }
        },
        "metadata": {
          "type": "object",
          "description": "What is known about a call by manifest, sidecar or name.",
          "additionalProperties": false,
          "required": ["agentId", "queue", "direction", "startTime", "customerId", "platform"],
          "properties": {
            "agentId": {"type": ["string", "null"], "description": "Who handled it."},
            "queue": {"type": ["string", "null"], "description": "Queue or skill group."},
            "direction": {"type": ["string", "null"],
              "description": "inbound or outbound, as declared."},
            "startTime": {"type": ["string", "null"],
              "description": "Start of the call: as declared, or from the name with its zone."},
            "customerId": {"type": ["string", "null"],
              "description": "Who called or was called: as declared, or a keyed hash."},
            "platform": {"type": ["string", "null"],
              "description": "Recorder or telephony platform."}
          }
        },
        "analysis": {
          "type": "object",
          "description": "How a report came about.",
          "additionalProperties": false,
          "required": ["version", "fingerprint", "warnings"],
          "properties": {
            "version": {"type": "string", "description": "Version of CallSift."},
            "fingerprint": {"type": "string",
              "description": "Hash of version, settings and model; equal ones are comparable."},
            "warnings": {"type": "array", "items": {"$ref": "#/$defs/warning"},
              "description": "What was odd about the file."}
          }
        },
        "warning": {
          "type": "object",
          "description": "Something odd about a file that was analysed all the same.",
          "additionalProperties": false,
          "required": ["code", "message", "wording"],
          "properties": {
            "code": {"type": "string", "enum": [\(names(of: WarningCode.self))],
              "description": "Stable name."},
            "message": {"type": "string",
              "description": "What was found, for a person, in English."},
            "wording": {"anyOf": [{"$ref": "#/$defs/message"}, {"type": "null"}],
              "description": "The same for every language."}
          }
        },
        "message": {
          "type": "object",
          "description": "A sentence: its key in the catalogues, and what fills its gaps.",
          "additionalProperties": false,
          "required": ["key", "arguments"],
          "properties": {
            "key": {"type": "string", "description": "Stable key."},
            "arguments": {"type": "array",
              "items": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/message"}]},
              "description": "Text, or sentences of their own."}
          }
        },
        "notes": {
          "type": "object",
          "description": "Why a value is null: path of the value, and the reason.",
          "additionalProperties": {"$ref": "#/$defs/unknownReason"}
        }
    """
}
