internal import CallTypes
internal import Foundation

/// JSON: reports of `callsift scan`, truth of `tools/corpus`, and a plain form of our own.
///
/// Read are one document, a document of a whole scan (`callsift.scan/1`), and JSON lines. What has
/// another `schema`, such as a manifest or a failure record, says nothing and is passed over.
public enum JSONAnnotation: AnnotationFormat {
  /// Name and version of the plain form.
  public static let schemaName = "callsift.annotation/1"

  public static let name = "json"
  public static let summary = "reports of callsift scan, truth of tools/corpus, plain annotations"
  public static let fileExtensions = ["json", "truth.json", "jsonl"]

  public static func annotations(in text: String) throws(CallFormatsError) -> [NamedAnnotation] {
    do {
      return try documents(in: text).compactMap { document in
        document.annotation.map { NamedAnnotation(name: document.recordingName, $0) }
      }
    } catch let error as DecodingError {
      throw .malformed(format: "JSON", detail: detail(of: error))
    } catch {
      throw .malformed(format: "JSON", detail: "\(error)")
    }
  }

  /// The documents of known forms: the whole text, the calls of a scan, or one a line.
  private static func documents(in text: String) throws -> [AnnotationDocument] {
    let whole = Data(text.utf8)
    let decoder = JSONDecoder()
    if let form = try? decoder.decode(DocumentForm.self, from: whole) {
      guard form.isKnown else { return [] }
      let document = try decoder.decode(AnnotationDocument.self, from: whole)
      return document.calls ?? [document]
    }
    return try text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
      .compactMap { line in
        let line = Data(line.utf8)
        guard try decoder.decode(DocumentForm.self, from: line).isKnown else { return nil }
        return try decoder.decode(AnnotationDocument.self, from: line)
      }
  }

  /// What a document says of its own form.
  private struct DocumentForm: Decodable {
    var schema: String?

    var isKnown: Bool {
      [
        nil, schemaName, JSONFormat.schemaName, CallReport.schemaName,
        AnnotationDocument.truthSchemaName,
      ].contains(schema)
    }
  }

  public static func text(of annotation: CallAnnotation, callId: String) -> String {
    let document = AnnotationDocument(plain: annotation, callId: callId)
    // Times come from readers and reports, which hold no NaN; without them nothing can fail.
    return ((try? jsonLine(of: document)) ?? "{}") + "\n"
  }

  private static func detail(of error: DecodingError) -> String {
    switch error {
    case .dataCorrupted(let context), .keyNotFound(_, let context),
      .typeMismatch(_, let context), .valueNotFound(_, let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return (path.isEmpty ? "" : path + ": ") + context.debugDescription
    @unknown default: return "\(error)"
    }
  }
}
