internal import CallTypes

/// NIST un-partitioned evaluation map: the stretches of a recording that are scored, nothing else.
///
/// Regions of several channels are taken together.
public enum UEMAnnotation: AnnotationFormat {
  public static let name = "uem"
  public static let summary = "the stretches that are scored: file, channel, start, end"
  public static let fileExtensions = ["uem"]

  public static func annotations(in text: String) throws(CallFormatsError) -> [NamedAnnotation] {
    let byFile = Dictionary(grouping: try uemRegions(in: text), by: \.file)
    return byFile.sorted { $0.key < $1.key }.map { file, regions in
      var annotation = CallAnnotation()
      annotation.scoredRegions = regions.map(\.span).union()
      return NamedAnnotation(name: file, annotation)
    }
  }

  /// The scored regions, or the whole recording where there are none.
  public static func text(of annotation: CallAnnotation, callId: String) -> String {
    let whole = [TimeSpan(0, annotation.endSeconds)]
    return uemLines(
      of: (annotation.scoredRegions ?? whole).map { ScoredRegion(file: callId, span: $0) })
  }
}
