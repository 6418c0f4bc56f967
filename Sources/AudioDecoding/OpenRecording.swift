internal import CallTypes
public import SystemPackage

/// Opens a recording for reading block by block.
///
/// The content decides what the file is; the extension counts only for files without header.
///
/// - Parameters:
///   - path: The file; its name may hold any bytes.
///   - rawFormat: How to read a file without header; then nothing is sniffed. Normally `nil`.
///   - settings: Limits.
/// - Throws: Whatever keeps the file from being decoded, but see `AudioStream.read` too: that
///   nothing can be decoded behind a good header may show only there.
public func openRecording(
  at path: FilePath, rawFormat: RawAudioFormat? = nil,
  settings: AudioDecodingSettings = AudioDecodingSettings()
) throws(AudioDecodingError) -> any AudioStream {
  let file = try RecordingFile(opening: path)
  let content = try ContentSniffer.content(
    of: file, fileExtension: path.extension, rawFormat: rawFormat)
  let decoders = AudioDecoders.ordered.filter { $0.canDecode(content) }
  guard let preferred = decoders.first else { throw .unsupportedFormat(.text(content.description)) }
  do throws(AudioDecodingError) {
    return try open(file, content, with: preferred, settings)
  } catch {
    // What one decoder makes nothing of may be a variant that only the other one knows.
    guard case .unreadable = error else { throw error }
    for decoder in decoders.dropFirst() {
      if let stream = try? open(file, content, with: decoder, settings) { return stream }
    }
    throw error
  }
}

private func open(
  _ file: RecordingFile, _ content: RecordingContent, with decoder: any RecordingDecoder.Type,
  _ settings: AudioDecodingSettings
) throws(AudioDecodingError) -> any AudioStream {
  let stream = try decoder.open(file, content: content, settings: settings)
  try requirePlausible(stream.format, settings)
  return stream
}

/// - Throws: `.tooManyChannels` or `.unsupportedSampleRate`.
func requirePlausible(
  _ format: AudioFormat, _ settings: AudioDecodingSettings
) throws(AudioDecodingError) {
  guard format.channelCount <= settings.maximumChannelCount else {
    throw .tooManyChannels(found: format.channelCount, limit: settings.maximumChannelCount)
  }
  guard format.channelCount > 0 else {
    throw .unreadable(Message("unreadable.noChannel"))
  }
  guard
    (settings.minimumSampleRateHz...max(settings.minimumSampleRateHz, settings.maximumSampleRateHz))
      .contains(format.sampleRateHz)
  else {
    throw .unsupportedSampleRate(
      foundHz: format.sampleRateHz, lowestHz: settings.minimumSampleRateHz,
      highestHz: settings.maximumSampleRateHz)
  }
}
