/// An Audacity label track: speakers, events and scored regions side by side.
public enum AudacityAnnotation: AnnotationFormat {
  public static let name = "audacity"
  public static let summary = "label track: speakers, and events by their name"
  public static let fileExtensions = ["labels.txt", "txt"]

  public static func annotations(in text: String) throws(CallFormatsError) -> [NamedAnnotation] {
    [NamedAnnotation(CallAnnotation(labels: try audacityLabels(in: text)))]
  }

  public static func text(of annotation: CallAnnotation, callId: String) -> String {
    audacityLines(of: annotation.labels)
  }
}
