/// A Praat TextGrid: a tier per speaker and per kind of event.
public enum TextGridAnnotation: AnnotationFormat {
  public static let name = "textgrid"
  public static let summary = "Praat TextGrid: a tier per speaker and per kind of event"
  public static let fileExtensions = ["TextGrid"]

  public static func annotations(in text: String) throws(CallFormatsError) -> [NamedAnnotation] {
    let grid = try textGrid(in: text)
    return [
      NamedAnnotation(CallAnnotation(tiers: grid.tiers, durationSeconds: grid.endSeconds))
    ]
  }

  public static func text(of annotation: CallAnnotation, callId: String) -> String {
    textGridText(
      of: TextGrid(endSeconds: annotation.endSeconds, tiers: annotation.tiers))
  }
}
