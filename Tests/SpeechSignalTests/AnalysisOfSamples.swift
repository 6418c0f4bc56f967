import CallTypes
import SpeechSignal

/// Analyses samples of one or more channels of equal length, as the pipeline does.
func tracks(
  of channels: [[Float]], sampleRateHz: Int = 8000, blockFrames: Int = 8192,
  settings: SignalSettings = SignalSettings(), hearsAllVoices: Bool = false
) -> CallTracks {
  let frameCount = channels.map(\.count).min() ?? 0
  let analyzer = RecordingAnalyzer(
    sampleRateHz: sampleRateHz, channelCount: channels.count,
    expectedSeconds: Double(frameCount) / Double(sampleRateHz), settings: settings,
    hearsAllVoices: hearsAllVoices)
  var start = 0
  while start < frameCount {
    let end = min(start + blockFrames, frameCount)
    var block: [Float] = []
    for frame in start..<end { for channel in channels { block.append(channel[frame]) } }
    analyzer.append(interleaved: block, frameCount: end - start)
    start = end
  }
  return analyzer.finish()
}

/// Analyses samples of one channel.
func track(
  of samples: [Float], sampleRateHz: Int = 8000, settings: SignalSettings = SignalSettings()
) throws -> ChannelTracks {
  let tracks = tracks(of: [samples], sampleRateHz: sampleRateHz, settings: settings)
  return tracks.channels[0]
}
