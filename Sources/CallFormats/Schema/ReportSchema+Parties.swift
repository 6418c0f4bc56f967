internal import CallTypes

extension ReportSchema {
  /// Channels, parties and their shares of the talk.
  static let partyDefinitions = """
        "partyName": {
          "type": "string",
          "description": "Who speaks; a channel of unknown role by its place in the file, from 0.",
          "pattern": "^(agent|customer|mixed|(channel|speaker)[0-9]+)$"
        },
        "parties": {
          "type": "object",
          "description": "One entry per party, by name.",
          "propertyNames": {"$ref": "#/$defs/partyName"},
          "additionalProperties": {"$ref": "#/$defs/party"}
        },
        "span": {
          "type": "array",
          "description": "A half-open stretch: start and end in seconds.",
          "prefixItems": [{"type": "number", "minimum": 0}, {"type": "number", "minimum": 0}],
          "items": false,
          "minItems": 2
        },
        "unknownReason": {
          "type": "string",
          "description": "Why a value cannot be known.",
          "enum": [\(names(of: UnknownReason.self))]
        },
        "channel": {
          "type": "object",
          "description": "One channel of the recording.",
          "additionalProperties": false,
          "required": ["index", "party", "partySource", "partyConfidence", "activeLevelDBFS",
            "noiseFloorDBFS", "snrDB", "clippedRatio", "dcOffsetRatio", "speechSeconds", "absent",
            "speakers"],
          "properties": {
            "index": {"type": "integer", "minimum": 0,
              "description": "Place in the file, from 0."},
            "party": {"type": "string", "enum": [\(names(of: ChannelRole.self))],
              "description": "Declared role."},
            "partySource": {"type": "string", "enum": [\(names(of: PartySource.self))],
              "description": "Where the role was learnt."},
            "partyConfidence": {"type": ["number", "null"], "minimum": 0, "maximum": 1,
              "description": "How likely an inferred role is right; null of all others."},
            "activeLevelDBFS": {"type": ["number", "null"],
              "description": "P.56 active speech level over the call; null without speech."},
            "noiseFloorDBFS": {"type": ["number", "null"],
              "description": "Median background level; null for less than a frame."},
            "snrDB": {"type": ["number", "null"],
              "description": "Active level minus background level."},
            "clippedRatio": {"type": "number", "minimum": 0, "maximum": 1,
              "description": "Share of samples in clipped runs."},
            "dcOffsetRatio": {"type": "number", "minimum": -1, "maximum": 1,
              "description": "Mean of the samples, full scale 1.0."},
            "speechSeconds": {"type": "number", "minimum": 0,
              "description": "Speech in the channel."},
            "absent": {"type": ["array", "null"], "items": {"$ref": "#/$defs/span"},
              "description": "Where there is no recording of the channel; null where there is."},
            "speakers": {"anyOf": [{"$ref": "#/$defs/speakers"}, {"type": "null"}],
              "description": "How several voices were told apart; null for one party's channel."}
          }
        },
        "speakers": {
          "type": "object",
          "description": "How the voices of one channel were told apart, and how surely.",
          "additionalProperties": false,
          "required": ["partyCount", "partyCountConfidence", "expectedErrorRatio",
            "shareMarginRatio", "agentConfidence"],
          "properties": {
            "partyCount": {"type": "integer", "minimum": 1, "maximum": 3,
              "description": "Number of parties; 3 stands for three and more."},
            "partyCountConfidence": {"type": "number", "minimum": 0, "maximum": 1,
              "description": "How likely that number is right."},
            "expectedErrorRatio": {"type": ["number", "null"], "minimum": 0, "maximum": 1,
              "description": "Diarization error rate to be expected; null unless there are two."},
            "shareMarginRatio": {"type": ["number", "null"], "minimum": 0, "maximum": 1,
              "description": "A party's share of speech is this near to the truth in nine of ten calls."},
            "agentConfidence": {"type": ["number", "null"], "minimum": 0, "maximum": 1,
              "description": "How likely the party called agent is the agent; null without one."}
          }
        },
        "party": {
          "type": "object",
          "description": "How one party spoke.",
          "additionalProperties": false,
          "required": ["speechSeconds", "speech", "turnCount", "activeLevelDBFS", "f0MedianHz",
            "f0SpreadSemitones", "voicedSeconds", "syllablesPerSecond", "medianResponseSeconds",
            "longestMonologueSeconds", "interruptionCount", "interruptionCounts",
            "backchannelCount"],
          "properties": {
            "speechSeconds": {"type": "number", "minimum": 0, "description": "Speech in all."},
            "speech": {"type": "array", "items": {"$ref": "#/$defs/span"},
              "description": "When the party spoke."},
            "turnCount": {"type": "integer", "minimum": 0, "description": "Number of turns."},
            "activeLevelDBFS": {"type": ["number", "null"],
              "description": "P.56 active speech level; null without speech."},
            "f0MedianHz": {"type": ["number", "null"], "minimum": 0,
              "description": "Median F0; null without enough voiced speech."},
            "f0SpreadSemitones": {"type": ["number", "null"], "minimum": 0,
              "description": "Standard deviation of F0; null without enough voiced speech."},
            "voicedSeconds": {"type": "number", "minimum": 0,
              "description": "Voiced speech that F0 rests on."},
            "syllablesPerSecond": {"type": ["number", "null"], "minimum": 0,
              "description": "Syllable nuclei per second; null without enough speech."},
            "medianResponseSeconds": {"type": ["number", "null"],
              "description": "Median floor-transfer offset; null when it never answered."},
            "longestMonologueSeconds": {"type": "number", "minimum": 0,
              "description": "Longest time the party held the floor."},
            "interruptionCount": {"type": "integer", "minimum": 0,
              "description": "Interruptions of 1 s or more, the length that rules count."},
            "interruptionCounts": {"$ref": "#/$defs/interruptionCounts",
              "description": "Interruptions that the party began."},
            "backchannelCount": {"type": "integer", "minimum": 0,
              "description": "Short listener responses."}
          }
        },
        "interruptionCounts": {
          "type": "object",
          "description": "Interruptions by their least length.",
          "additionalProperties": false,
          "required": ["atLeastHalfSecond", "atLeast1Second", "atLeast2Seconds"],
          "properties": {
            "atLeastHalfSecond": {"type": "integer", "minimum": 0,
              "description": "Of 0.5 s or more."},
            "atLeast1Second": {"type": "integer", "minimum": 0, "description": "Of 1 s or more."},
            "atLeast2Seconds": {"type": "integer", "minimum": 0, "description": "Of 2 s or more."}
          }
        },
        "talk": {
          "type": "object",
          "description": "Who had how much of the talk, by the three denominators in use.",
          "additionalProperties": false,
          "required": ["customerRatio", "agentRatio", "customerShareOfTalk", "agentShareOfTalk",
            "customerShareOfCall", "agentShareOfCall", "channelRatios", "overlapSeconds",
            "overlapBeforeSuppressionSeconds", "silenceSeconds", "excludedSeconds"],
          "properties": {
            "customerRatio": {"type": ["number", "null"], "minimum": 0, "maximum": 1,
              "description": "Customer speech / (customer + agent speech); overlap counts twice."},
            "agentRatio": {"type": ["number", "null"], "minimum": 0, "maximum": 1,
              "description": "Agent speech / (customer + agent speech)."},
            "customerShareOfTalk": {"type": ["number", "null"], "minimum": 0, "maximum": 1,
              "description": "Customer speech / time in which anybody speaks."},
            "agentShareOfTalk": {"type": ["number", "null"], "minimum": 0, "maximum": 1,
              "description": "Agent speech / time in which anybody speaks."},
            "customerShareOfCall": {"type": ["number", "null"], "minimum": 0, "maximum": 1,
              "description": "Customer speech / length of the call without what is excluded."},
            "agentShareOfCall": {"type": ["number", "null"], "minimum": 0, "maximum": 1,
              "description": "Agent speech / length of the call without what is excluded."},
            "channelRatios": {
              "type": "array", "items": {"type": "number", "minimum": 0, "maximum": 1},
              "description": "Speech / speech of all, per channel, whatever its role."},
            "overlapSeconds": {"type": "number", "minimum": 0,
              "description": "Time in which two or more speak."},
            "overlapBeforeSuppressionSeconds": {"type": "number", "minimum": 0,
              "description": "The same if tones and echoes were taken for speech."},
            "silenceSeconds": {"type": "number", "minimum": 0,
              "description": "Time in which nobody speaks, without what is excluded."},
            "excludedSeconds": {"type": "number", "minimum": 0,
              "description": "Time before the answer, on hold, paused and after the call."}
          }
        }
    """
}
