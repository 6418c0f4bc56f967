internal import CallTypes

/// The JSON Schema of everything that CallSift writes as JSON.
public enum ReportSchema {
  /// A draft 2020-12 schema that accepts a report, a failure record and a whole scan.
  ///
  /// The names of enumerations are taken from the types, so that they cannot differ from them.
  public static let json = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:callsift:schema:1",
      "title": "CallSift report, failure record or scan",
      "description": "Times are seconds from the first sample, levels dBFS, ratios 0 to 1.",
      "anyOf": [
        {"$ref": "#/$defs/report"},
        {"$ref": "#/$defs/failure"},
        {"$ref": "#/$defs/scan"}
      ],
      "$defs": {
    \(containerDefinitions),
    \(partyDefinitions),
    \(findingDefinitions)
      }
    }

    """

  /// The raw values of an enumeration as the elements of a JSON array.
  static func names<Name: CaseIterable & RawRepresentable<String>>(of type: Name.Type) -> String {
    type.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
  }
}
