internal import CallTypes

/// An ELAN document of one call: a tier per party and per kind of event. A failure has none.
public enum ELANFormat: ReportFormat {
  public static let name = "elan"
  public static let summary = "ELAN document with speech and events, one file per call"
  public static let fileExtension = "eaf"
  public static let scope = ReportScope.perCall

  public static func makeWriter(_ presentation: Presentation) -> any ReportWriter {
    AnnotationWriter(format: ELANAnnotation.self)
  }
}
