internal import AudioDecoding
internal import CallFormats
internal import CallPipeline
internal import CallTypes
internal import ConversationAnalysis
internal import SpeechSignal
internal import SystemPackage

extension StageMeasurement {
  /// Takes a recording from file to report twice: through the product's own door for hash and
  /// encoding, then stage by stage.
  init(of path: FilePath) throws {
    let format = try openStream(path).format
    let roles = benchmarkRoles(channelCount: format.channelCount)
    let (report, atTheDoor) = try measureDoor(path, roles: roles)
    var seconds = atTheDoor
    let (tracks, inSignal) = try measureSignal(path)
    seconds.merge(inSignal) { first, _ in first }

    let start = processCPUSeconds()
    let result = analyze(tracks, roles: roles, settings: CallSiftSettings().conversation)
    seconds[.conversation] = processCPUSeconds() - start
    guard result.events == report.events else {
      throw BenchmarkError("the stages and the product disagree about the events of \(path)")
    }
    self.init(
      durationSeconds: tracks.durationSeconds, sampleRateHz: format.sampleRateHz,
      channelCount: format.channelCount,
      speechRatios: report.channels.map { $0.speechSeconds / tracks.durationSeconds },
      cpuSeconds: Dictionary(
        uniqueKeysWithValues: seconds.map { (stage, value) in (stage.rawValue, value) }))
  }
}

/// The roles that the benchmark declares: only parties that are known have all their findings.
func benchmarkRoles(channelCount: Int) -> [ChannelRole] {
  channelCount == 2
    ? [.agent, .customer] : [ChannelRole](repeating: .unknown, count: channelCount)
}

private func measureDoor(
  _ path: FilePath, roles: [ChannelRole]
) throws -> (report: CallReport, seconds: [Stage: Double]) {
  let analyzer = try CallAnalyzer(settings: CallSiftSettings(), commandLineRoles: roles)
  // A checksum that cannot be right ends the analysis behind the hash: that is the hash alone.
  var mismatch = CallDeclaration()
  mismatch.sha256 = "none"
  let name = path.string
  let hashStart = processCPUSeconds()
  _ = analyzer.outcome(of: CallInput(path: path, displayPath: name, manifest: mismatch))
  let hashEnd = processCPUSeconds()

  let outcome = analyzer.outcome(of: CallInput(path: path, displayPath: name))
  guard case .report(let report) = outcome else {
    throw BenchmarkError("\(path) cannot be analysed; try callsift scan on it")
  }
  var writer = JSONLinesFormat.makeWriter()
  let encodingStart = processCPUSeconds()
  _ = try writer.text(for: outcome)
  let encodingEnd = processCPUSeconds()
  return (report, [.hash: hashEnd - hashStart, .encoding: encodingEnd - encodingStart])
}

private func measureSignal(
  _ path: FilePath
) throws -> (tracks: CallTracks, seconds: [Stage: Double]) {
  let timer = StageTimer(clock: processCPUSeconds)
  let childrenStart = childrenCPUSeconds()
  let start = processCPUSeconds()
  let stream = try openStream(path)
  let format = stream.format
  let analyzer = RecordingAnalyzer(
    sampleRateHz: format.sampleRateHz, channelCount: format.channelCount,
    expectedSeconds: format.declaredFrameCount.map { Double($0) / Double(format.sampleRateHz) },
    settings: CallSiftSettings().signal, timer: timer)
  let decodeSeconds = try readToEnd(stream) { block, frameCount in
    analyzer.append(interleaved: block, frameCount: frameCount)
  }
  let tracks = analyzer.finish()
  let totalSeconds = processCPUSeconds() - start

  var seconds: [Stage: Double] = [:]
  for (stage, value) in timer.seconds { seconds[Stage(stage)] = value }
  seconds[.otherSignal] = totalSeconds - decodeSeconds - timer.seconds.values.reduce(0, +)
  seconds[.decode] = decodeSeconds + childrenCPUSeconds() - childrenStart
  return (tracks, seconds)
}

/// Opens a recording, or says in the product's words why not.
func openStream(_ path: FilePath) throws(BenchmarkError) -> any AudioStream {
  do throws(AudioDecodingError) { return try openRecording(at: path) } catch {
    throw BenchmarkError("\(path): \(error.message)")
  }
}

/// Reads a recording in blocks of the product's size.
///
/// - Returns: CPU seconds of this process in reading alone.
func readToEnd(
  _ stream: any AudioStream, _ body: (_ block: [Float], _ frameCount: Int) -> Void
) throws -> Double {
  let blockFrames = 16_384  // that of CallAnalyzer
  var block = [Float](repeating: 0, count: blockFrames * stream.format.channelCount)
  var seconds = 0.0
  while true {
    let start = processCPUSeconds()
    let frameCount = try stream.read(into: &block)
    seconds += processCPUSeconds() - start
    if frameCount == 0 { return seconds }
    body(block, frameCount)
  }
}
