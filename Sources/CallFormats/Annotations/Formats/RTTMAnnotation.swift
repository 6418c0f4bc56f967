internal import CallTypes

/// NIST Rich Transcription Time Marked: speech by file, channel and speaker; no events.
public enum RTTMAnnotation: AnnotationFormat {
  public static let name = "rttm"
  public static let summary = "who speaks when: SPEAKER lines of one or many recordings"
  public static let fileExtensions = ["rttm"]

  public static func annotations(in text: String) throws(CallFormatsError) -> [NamedAnnotation] {
    let byFile = Dictionary(grouping: try rttmSegments(in: text), by: \.file)
    // A file without lines is a recording in which nobody speaks.
    guard !byFile.isEmpty else { return [NamedAnnotation(CallAnnotation())] }
    return byFile.sorted { $0.key < $1.key }.map { file, segments in
      var annotation = CallAnnotation()
      annotation.speech = segments.map {
        SpeakerSpan(speaker: $0.speaker, channelIndex: $0.channelIndex, span: $0.span)
      }
      for segment in segments where annotation.speakerChannels[segment.speaker] == nil {
        annotation.speakerChannels[segment.speaker] = segment.channelIndex
      }
      return NamedAnnotation(name: file, annotation)
    }
  }

  public static func text(of annotation: CallAnnotation, callId: String) -> String {
    rttmLines(
      of: annotation.speech.map { part in
        let channel = part.channelIndex ?? annotation.speakerChannels[part.speaker] ?? 0
        return SpeakerSegment(
          file: callId, channelIndex: channel, span: part.span, speaker: part.speaker)
      }
      .sorted {
        ($0.span.startSeconds, $0.speaker, $0.span.endSeconds)
          < ($1.span.startSeconds, $1.speaker, $1.span.endSeconds)
      })
  }
}
