internal import CallTypes

/// A Praat TextGrid of one call: a tier per party and per kind of event. A failure has none.
public enum TextGridFormat: ReportFormat {
  public static let name = "textgrid"
  public static let summary = "Praat TextGrid with speech and events, one file per call"
  public static let fileExtension = "TextGrid"
  public static let scope = ReportScope.perCall

  public static func makeWriter(_ presentation: Presentation) -> any ReportWriter {
    AnnotationWriter(format: TextGridAnnotation.self)
  }
}
