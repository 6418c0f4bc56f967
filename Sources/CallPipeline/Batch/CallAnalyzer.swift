public import AudioDecoding
public import CallTypes
public import ConversationAnalysis
internal import Foundation
internal import SpeechSignal
internal import SystemPackage

/// Turns one recording after another into reports: same bytes, same settings, same report.
public struct CallAnalyzer: Sendable {
  /// Every setting.
  public let settings: CallSiftSettings
  /// How to read files without header; `nil` = by their extension.
  public let rawFormat: RawAudioFormat?
  /// Hash of version, settings, model, agents' history and agents' voices.
  public let fingerprint: String

  /// How agents spoke in earlier calls; `nil` = each call is its own measure.
  let agentHistory: AgentHistoryFile?
  /// Enrolled voices of agents; `nil` = nobody's voice is compared.
  let agentVoices: AgentVoices?
  /// Whether channels of one party get a track of voices, too.
  var hearsAllVoices: Bool

  /// Whether calls at work are to be given up, asked every second or two of a recording: then analysis
  /// ends early, and what it gives says nothing of the call.
  public var isAbandoned: @Sendable () -> Bool = { false }

  let roleRules: RoleRules
  let naming: NamingRules

  /// Sample frames decoded at a time: a second or two of speech, small against the caches.
  private static let blockFrames = 16_384

  /// Prepares to analyse.
  ///
  /// - Parameters:
  ///   - commandLineRoles: Roles that win over all other declarations.
  ///   - customerKey: Makes pseudonyms of customers' numbers; without it, numbers in names and in a
  ///     platform's metadata are left out.
  ///   - agentHistory: How agents spoke in earlier calls; without it, each call is its own measure.
  ///   - agentVoices: Enrolled voices of agents, by which roles are inferred and doubted.
  /// - Throws: `SettingsError` for roles that make no sense.
  public init(
    settings: CallSiftSettings, commandLineRoles: [ChannelRole]? = nil,
    rawFormat: RawAudioFormat? = nil, customerKey: CustomerKey? = nil,
    agentHistory: AgentHistoryFile? = nil, agentVoices: AgentVoices? = nil
  ) throws(SettingsError) {
    self.settings = settings
    self.rawFormat = rawFormat
    var naming = try NamingRules(settings.roles)
    naming.customerKey = customerKey
    self.naming = naming
    roleRules = RoleRules(commandLine: commandLineRoles, settings: naming.channels)
    self.agentHistory = agentHistory
    self.agentVoices = agentVoices
    hearsAllVoices = agentVoices != nil
    fingerprint = analysisFingerprint(
      of: settings, history: agentHistory?.contentHash, voices: agentVoices?.contentHash)
  }

  /// Analyses one recording; whatever is wrong with it becomes a failure, never an error.
  public func outcome(of input: CallInput) -> CallOutcome {
    outcomeWithTracks(of: input).outcome
  }

  /// Analyses one recording, and gives the tracks that the report rests on.
  public func outcomeWithTracks(of input: CallInput) -> (outcome: CallOutcome, tracks: CallTracks?)
  {
    let input = named(input)
    return outcomeWithTracks(of: input, file: fileReport(of: input))
  }

  /// Analyses one recording whose bytes have been hashed.
  func outcomeWithTracks(
    of input: CallInput, file: FileReport
  ) -> (outcome: CallOutcome, tracks: CallTracks?) {
    do throws(AudioDecodingError) {
      guard isDeclared(file, of: input) else {
        throw .unreadable(Message("unreadable.hashDiffers"))
      }
      let stream = try open(input)
      let tracks = try tracks(of: stream)
      let facts = facts(on: tracks, of: stream, input: input, file: file)
      return (.report(report(on: tracks, about: facts)), tracks)
    } catch {
      let detail = FailureDetail(error.failureCode, error.wording)
      return (.failure(CallFailure(callId: input.callId, file: file, error: detail)), nil)
    }
  }

  /// Whether no hash that a manifest declares is another than the file's.
  private func isDeclared(_ file: FileReport, of input: CallInput) -> Bool {
    guard let pair = input.pair, let parts = file.parts else {
      return input.manifest?.sha256.map { $0 == file.sha256 ?? $0 } ?? true
    }
    return zip(pair.halves, parts).allSatisfy { half, part in
      half?.sha256.map { $0 == part.sha256 ?? $0 } ?? true
    }
  }

  private func open(_ input: CallInput) throws(AudioDecodingError) -> any AudioStream {
    guard let pair = input.pair else { return try open(input.path) }
    return try PairedStream(pair) { path throws(AudioDecodingError) in try open(path) }
  }

  private func open(_ path: FilePath) throws(AudioDecodingError) -> any AudioStream {
    try openRecording(at: path, rawFormat: rawFormat, settings: settings.decoding)
  }

  private func tracks(of stream: any AudioStream) throws(AudioDecodingError) -> CallTracks {
    let format = stream.format
    let analyzer = RecordingAnalyzer(
      sampleRateHz: format.sampleRateHz, channelCount: format.channelCount,
      expectedSeconds: declaredSeconds(of: format), settings: settings.signal,
      hearsAllVoices: hearsAllVoices)
    var block = [Float](repeating: 0, count: Self.blockFrames * format.channelCount)
    while true {
      let count = try stream.read(into: &block)
      if count == 0 || isAbandoned() { break }
      analyzer.append(interleaved: block, frameCount: count)
    }
    var tracks = analyzer.finish()
    if let pair = stream as? PairedStream {
      for index in tracks.channels.indices {
        tracks.channels[index].absentSpans = pair.absent(channel: index)
      }
    }
    return tracks
  }
}

func declaredSeconds(of format: AudioFormat) -> Double? {
  format.declaredFrameCount.map { Double($0) / Double(format.sampleRateHz) }
}

func invalidSampleWarnings(_ tracks: CallTracks) -> [AnalysisWarning] {
  let count = tracks.channels.reduce(0) { $0 + $1.faults.invalidSampleCount }
  guard count > 0 else { return [] }
  return [
    AnalysisWarning(.invalidSamples, Message("found.invalidSamples", "\(count)"))
  ]
}
