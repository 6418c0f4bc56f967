/// The documented shape of a post-call output, as far as it is about sound.
///
/// Written from the public developer guide of Amazon Transcribe, "Post-call analytics output"
/// (docs.aws.amazon.com/transcribe/latest/dg/tca-output-batch.html), sections "Call characteristics"
/// and "Compiled post-call analytics output", and "Post-call analytics" for the meaning of the
/// figures (talk time in milliseconds per participant, talk speed in words per minute, loudness
/// 0…100 per second of speech). All keys of those sections are named; which may be missing the guide
/// does not say: required here is what readers of the output take without asking. No key beyond them
/// is allowed, so that nothing of ours looks like theirs.
enum CallAnalyticsSchema {
  static let json = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "type": "object",
      "required": ["ConversationCharacteristics", "JobStatus"],
      "additionalProperties": false,
      "properties": {
        "AccountId": {"type": "string"},
        "Categories": {"type": "object"},
        "Channel": {"const": "VOICE"},
        "ContentMetadata": {"type": "object"},
        "ConversationCharacteristics": {"$ref": "#/$defs/characteristics"},
        "JobName": {"type": "string"},
        "JobStatus": {"const": "COMPLETED"},
        "LanguageCode": {"type": "string"},
        "Participants": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["ParticipantRole"],
            "additionalProperties": false,
            "properties": {"ParticipantRole": {"enum": ["AGENT", "CUSTOMER"]}}
          }
        },
        "Transcript": {"type": "array", "items": {"type": "object"}}
      },
      "$defs": {
        "millis": {"type": "integer", "minimum": 0},
        "stretch": {
          "type": "object",
          "required": ["BeginOffsetMillis", "DurationMillis", "EndOffsetMillis"],
          "additionalProperties": false,
          "properties": {
            "BeginOffsetMillis": {"$ref": "#/$defs/millis"},
            "DurationMillis": {"$ref": "#/$defs/millis"},
            "EndOffsetMillis": {"$ref": "#/$defs/millis"}
          }
        },
        "stretches": {"type": "array", "items": {"$ref": "#/$defs/stretch"}},
        "total": {
          "type": "object",
          "required": ["TotalTimeMillis"],
          "additionalProperties": false,
          "properties": {"TotalTimeMillis": {"$ref": "#/$defs/millis"}}
        },
        "speed": {
          "type": "object",
          "required": ["AverageWordsPerMinute"],
          "additionalProperties": false,
          "properties": {"AverageWordsPerMinute": {"type": "number", "minimum": 0}}
        },
        "characteristics": {
          "type": "object",
          "required": ["NonTalkTime", "TalkTime", "TotalConversationDurationMillis"],
          "additionalProperties": false,
          "properties": {
            "Interruptions": {
              "type": "object",
              "required": ["InterruptionsByInterrupter", "TotalCount", "TotalTimeMillis"],
              "additionalProperties": false,
              "properties": {
                "InterruptionsByInterrupter": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "AGENT": {"$ref": "#/$defs/stretches"},
                    "CUSTOMER": {"$ref": "#/$defs/stretches"}
                  }
                },
                "TotalCount": {"type": "integer", "minimum": 0},
                "TotalTimeMillis": {"$ref": "#/$defs/millis"}
              }
            },
            "NonTalkTime": {
              "type": "object",
              "required": ["Instances", "TotalTimeMillis"],
              "additionalProperties": false,
              "properties": {
                "Instances": {"$ref": "#/$defs/stretches"},
                "TotalTimeMillis": {"$ref": "#/$defs/millis"}
              }
            },
            "Sentiment": {"type": "object"},
            "TalkSpeed": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "DetailsByParticipant": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "AGENT": {"$ref": "#/$defs/speed"},
                    "CUSTOMER": {"$ref": "#/$defs/speed"}
                  }
                }
              }
            },
            "TalkTime": {
              "type": "object",
              "required": ["TotalTimeMillis"],
              "additionalProperties": false,
              "properties": {
                "DetailsByParticipant": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "AGENT": {"$ref": "#/$defs/total"},
                    "CUSTOMER": {"$ref": "#/$defs/total"}
                  }
                },
                "TotalTimeMillis": {"$ref": "#/$defs/millis"}
              }
            },
            "TotalConversationDurationMillis": {"$ref": "#/$defs/millis"}
          }
        }
      }
    }
    """#
}
