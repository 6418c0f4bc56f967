internal import CallTypes
internal import Glibc

/// What the end of a recording says about the file: promised, found and decoded length compared.
struct EndJudgement {
  var format: AudioFormat
  var survey: ContainerSurvey
  var decodedFrames: Int64
  /// libsndfile's error number; 0 = none.
  var decoderError: Int32
  /// The system's error number of a failed read; 0 = none.
  var readErrorNumber: Int32
  /// Whether the bytes, and not the decoder's patience, came to their end.
  var bytesEnded: Bool
  /// Pages of an Ogg file.
  var ogg: OggPages?
  var toleranceSeconds: Double

  /// - Returns: What was odd; empty for a good file.
  /// - Throws: When not one sample was decoded.
  func warnings() throws(AudioDecodingError) -> [AnalysisWarning] {
    guard decodedFrames > 0 else {
      if readErrorNumber != 0 { throw .inaccessible(errorNumber: readErrorNumber) }
      if decoderError != 0 {
        throw .unreadable(Message("unreadable.undecodable"))
      }
      throw .noSamples
    }
    var warnings: [AnalysisWarning] = []
    if survey.isUnfinalized {
      warnings.append(.headerUnfinalized(seconds: decodedSeconds))
    }
    if let loss = lossWarning() { warnings.append(loss) }
    return warnings
  }

  private var decodedSeconds: Double { seconds(decodedFrames) }

  private func seconds(_ frames: Int64) -> Double {
    Double(frames) / Double(max(format.sampleRateHz, 1))
  }

  /// Length that the header promises, in seconds; `nil` where it does not say.
  private var declaredSeconds: Double? {
    if let declared = survey.declaredBytes, let found = survey.foundBytes, found > 0,
      declared > found
    {
      return decodedSeconds * Double(declared) / Double(found)
    }
    return format.declaredFrameCount.map(seconds)
  }

  private func lossWarning() -> AnalysisWarning? {
    if readErrorNumber != 0 {
      return .readFailed(errorNumber: readErrorNumber, foundSeconds: decodedSeconds)
    }
    let codecDelaySeconds = seconds(survey.codecDelayFrames)
    let allowedSeconds = toleranceSeconds + codecDelaySeconds
    if let counted = survey.countedFrameCount, seconds(counted) - decodedSeconds > allowedSeconds {
      return .stopped(declaredSeconds: seconds(counted), foundSeconds: decodedSeconds)
    }
    let isShort = (declaredSeconds ?? 0) - decodedSeconds > allowedSeconds
    if survey.endsEarly, isShort || declaredSeconds == nil { return truncated }
    if let ogg, !ogg.isComplete { return truncated }
    if decoderError != 0 || isShort {
      return bytesEnded && survey.foundBytes == nil && ogg == nil ? truncated : stopped
    }
    return nil
  }

  private var truncated: AnalysisWarning {
    .truncated(declaredSeconds: declaredSeconds, foundSeconds: decodedSeconds)
  }

  private var stopped: AnalysisWarning {
    .stopped(declaredSeconds: declaredSeconds, foundSeconds: decodedSeconds)
  }
}
