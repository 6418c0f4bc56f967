/// A text format for annotations.
public protocol AnnotationFormat: Sendable {
  /// What `--write-format` calls it.
  static var name: String { get }
  /// What it is, one line.
  static var summary: String { get }
  /// Endings of its files without the first dot; the first is written.
  static var fileExtensions: [String] { get }
  /// Every annotation in a file.
  ///
  /// - Throws: `CallFormatsError` for what cannot be read.
  static func annotations(in text: String) throws(CallFormatsError) -> [NamedAnnotation]
  /// The annotation as a file's text.
  static func text(of annotation: CallAnnotation, callId: String) -> String
}

/// An annotation, and the recording that it says it is about.
public struct NamedAnnotation: Hashable, Sendable {
  /// Name in the file; `nil` where only the file's own name tells.
  public var name: String?
  /// What it says.
  public var annotation: CallAnnotation

  /// Names an annotation.
  public init(name: String? = nil, _ annotation: CallAnnotation) {
    self.name = name
    self.annotation = annotation
  }
}

/// The formats that annotations can be read from and written in.
public enum AnnotationFormats {
  /// Every format; of several files about one call, the first format listed is read.
  public static let all: [any AnnotationFormat.Type] = [
    JSONAnnotation.self,
    RTTMAnnotation.self,
    TextGridAnnotation.self,
    ELANAnnotation.self,
    AudacityAnnotation.self,
    UEMAnnotation.self,
  ]

  /// The format of that name; `nil` when there is none.
  public static func named(_ name: String) -> (any AnnotationFormat.Type)? {
    all.first { $0.name == name }
  }

  /// The format of a file by its ending, and the name without it; `nil` for other files.
  public static func format(
    ofFile name: String
  ) -> (format: any AnnotationFormat.Type, stem: String)? {
    let lowered = name.lowercased()
    let endings = all.flatMap { format in
      format.fileExtensions.map { (format: format, ending: "." + $0.lowercased()) }
    }
    let longestFirst = endings.sorted { $0.ending.count > $1.ending.count }
    guard let found = longestFirst.first(where: { lowered.hasSuffix($0.ending) }),
      name.count > found.ending.count
    else { return nil }
    return (found.format, String(name.dropLast(found.ending.count)))
  }
}
