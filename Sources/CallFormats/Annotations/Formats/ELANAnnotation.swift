/// An ELAN annotation document: a tier per speaker and per kind of event.
public enum ELANAnnotation: AnnotationFormat {
  public static let name = "elan"
  public static let summary = "ELAN document: a tier per speaker and per kind of event"
  public static let fileExtensions = ["eaf"]

  public static func annotations(in text: String) throws(CallFormatsError) -> [NamedAnnotation] {
    let tiers = try elanTiers(in: text)
    // An ELAN document does not say how long its recording is.
    return [NamedAnnotation(CallAnnotation(tiers: tiers, durationSeconds: nil))]
  }

  public static func text(of annotation: CallAnnotation, callId: String) -> String {
    elanText(of: annotation.tiers)
  }
}
