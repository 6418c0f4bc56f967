public import AudioDecoding
public import CallTypes
internal import Foundation
internal import SpeechSignal

/// Turns one recording after another into reports: same bytes, same settings, same report.
public struct CallAnalyzer: Sendable {
  /// Every setting.
  public let settings: CallSiftSettings
  /// How to read files without header; `nil` = by their extension.
  public let rawFormat: RawAudioFormat?
  /// Hash of version, settings and model.
  public let fingerprint: String

  /// Whether calls at work are to be given up, asked every second or two of a recording: then analysis
  /// ends early, and what it gives says nothing of the call.
  public var isAbandoned: @Sendable () -> Bool = { false }

  let roleRules: RoleRules

  /// Sample frames decoded at a time: a second or two of speech, small against the caches.
  private static let blockFrames = 16_384

  /// Prepares to analyse.
  ///
  /// - Parameter commandLineRoles: Roles that win over all other declarations.
  /// - Throws: `SettingsError` for roles that make no sense.
  public init(
    settings: CallSiftSettings, commandLineRoles: [ChannelRole]? = nil,
    rawFormat: RawAudioFormat? = nil
  ) throws(SettingsError) {
    self.settings = settings
    self.rawFormat = rawFormat
    roleRules = RoleRules(
      commandLine: commandLineRoles, settings: try settings.roles.parsedChannels())
    fingerprint = analysisFingerprint(of: settings)
  }

  /// Analyses one recording; whatever is wrong with it becomes a failure, never an error.
  public func outcome(of input: CallInput) -> CallOutcome {
    outcomeWithTracks(of: input).outcome
  }

  /// Analyses one recording, and gives the tracks that the report rests on.
  public func outcomeWithTracks(of input: CallInput) -> (outcome: CallOutcome, tracks: CallTracks?)
  {
    outcomeWithTracks(of: input, file: fileReport(of: input))
  }

  /// Analyses one recording whose bytes have been hashed.
  func outcomeWithTracks(
    of input: CallInput, file: FileReport
  ) -> (outcome: CallOutcome, tracks: CallTracks?) {
    do throws(AudioDecodingError) {
      if let declared = input.manifest?.sha256, let found = file.sha256, declared != found {
        throw .unreadable(Message("unreadable.hashDiffers"))
      }
      let stream = try openRecording(
        at: input.path, rawFormat: rawFormat, settings: settings.decoding)
      let tracks = try tracks(of: stream)
      let facts = facts(on: tracks, of: stream, input: input, file: file)
      return (.report(report(on: tracks, about: facts)), tracks)
    } catch {
      let detail = FailureDetail(error.failureCode, error.wording)
      return (.failure(CallFailure(callId: input.callId, file: file, error: detail)), nil)
    }
  }

  private func tracks(of stream: any AudioStream) throws(AudioDecodingError) -> CallTracks {
    let format = stream.format
    let analyzer = RecordingAnalyzer(
      sampleRateHz: format.sampleRateHz, channelCount: format.channelCount,
      expectedSeconds: declaredSeconds(of: format), settings: settings.signal)
    var block = [Float](repeating: 0, count: Self.blockFrames * format.channelCount)
    while true {
      let count = try stream.read(into: &block)
      if count == 0 || isAbandoned() { break }
      analyzer.append(interleaved: block, frameCount: count)
    }
    return analyzer.finish()
  }

  /// What the stream, the input and what lies beside it say about the call.
  private func facts(
    on tracks: CallTracks, of stream: any AudioStream, input: CallInput, file: FileReport
  ) -> CallFacts {
    let format = stream.format
    var warnings = stream.warnings + invalidSampleWarnings(tracks)
    let sidecar = readSidecar(of: input.path, warnings: &warnings)
    let roles = roleRules.roles(
      channelCount: format.channelCount, manifest: input.manifest, sidecar: sidecar,
      warnings: &warnings)
    let audio = AudioReport(
      container: format.container, codec: format.codec, sampleRateHz: format.sampleRateHz,
      channelCount: format.channelCount,
      durationSeconds: tracks.durationSeconds.roundedToMilliseconds,
      declaredDurationSeconds: declaredSeconds(of: format)?.roundedToMilliseconds)
    let metadata = (sidecar?.metadata ?? CallMetadata())
      .overlaid(with: input.manifest?.metadata ?? CallMetadata())
    return CallFacts(
      callId: input.callId, file: file, audio: audio, metadata: metadata, roles: roles.roles,
      roleSource: roles.source, warnings: warnings)
  }
}

private func declaredSeconds(of format: AudioFormat) -> Double? {
  format.declaredFrameCount.map { Double($0) / Double(format.sampleRateHz) }
}

private func invalidSampleWarnings(_ tracks: CallTracks) -> [AnalysisWarning] {
  let count = tracks.channels.reduce(0) { $0 + $1.faults.invalidSampleCount }
  guard count > 0 else { return [] }
  return [
    AnalysisWarning(.invalidSamples, Message("found.invalidSamples", "\(count)"))
  ]
}
