internal import AudioDecoding
internal import CallTypes

extension CallAnalyzer {
  /// What the stream, the input and what lies beside it say about the call.
  func facts(
    on tracks: CallTracks, of stream: any AudioStream, input: CallInput, file: FileReport
  ) -> CallFacts {
    let format = stream.format
    var warnings = stream.warnings + invalidSampleWarnings(tracks)
    if input.isAmbiguousHalf {
      warnings.append(AnalysisWarning(.pairAmbiguous, Message("found.pairAmbiguous")))
    }
    let platform = naming.platform(of: input.manifest)
    let sidecar = readSidecar(of: input, platform: platform, rules: naming, warnings: &warnings)
    let (metadata, notes) = metadata(of: input, sidecar, platform)
    let byPlatform = platform.flatMap {
      naming.roles(
        of: $0, channelCount: format.channelCount, direction: metadata.direction,
        side: input.pair == nil ? input.reading?.side : nil)
    }
    let roles = roleRules.roles(
      channelCount: format.channelCount, manifest: input.manifest, sidecar: sidecar,
      name: input.reading?.channels, platform: byPlatform, warnings: &warnings)
    let audio = AudioReport(
      container: format.container, codec: format.codec, sampleRateHz: format.sampleRateHz,
      channelCount: format.channelCount,
      durationSeconds: tracks.durationSeconds.roundedToMilliseconds,
      declaredDurationSeconds: declaredSeconds(of: format)?.roundedToMilliseconds)
    return CallFacts(
      callId: input.callId, file: file, audio: audio, metadata: metadata, roles: roles.roles,
      roleSource: roles.source, warnings: warnings, notes: notes,
      infersRoles: settings.roles.inferFromSound)
  }

  /// What is known about a call: manifest, sidecar, name; and why its start is not.
  private func metadata(
    of input: CallInput, _ sidecar: CallDeclaration?, _ platform: PlatformProfile?
  ) -> (metadata: CallMetadata, notes: [String: UnknownReason]) {
    var declared = (sidecar?.metadata ?? CallMetadata())
      .overlaid(with: input.manifest?.metadata ?? CallMetadata())
    if let key = naming.customerKey, let id = declared.customerId, !CustomerKey.isPseudonym(id) {
      declared.customerId = key.pseudonym(of: id)
    }
    // SQLite knows no zone without a colon: by such a time no call would be purged.
    if let time = declared.startTime,
      declaredTime(of: time, zone: nil) == .zoneMissing || time.contains(/[+\-]\d{4}$/),
      case .instant(let text) = declaredTime(of: time, zone: naming.timeZone)
    {
      declared.startTime = text
    }
    var metadata = (input.reading?.metadata ?? CallMetadata()).overlaid(with: declared)
    metadata.platform = metadata.platform ?? platform?.name
    let isZoneMissing =
      input.reading?.isZoneMissing == true || sidecar?.isZoneMissing == true
    guard metadata.startTime == nil, isZoneMissing else { return (metadata, [:]) }
    return (metadata, ["metadata.startTime": .timeZoneUnknown])
  }
}
