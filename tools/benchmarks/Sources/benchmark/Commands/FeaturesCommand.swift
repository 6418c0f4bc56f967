internal import ArgumentParser
internal import AudioDecoding
internal import Foundation
internal import SpeechSignal
internal import SystemPackage

/// Writes what the speech detector looks at as NumPy arrays: the trainer's input.
struct FeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features",
    abstract: "Writes the speech detector's input of recordings as NumPy arrays, for tools/train.",
    discussion: """
      For channel N of DIR/x.wav: x.N.rows.npy, bytes of shape [frames, 24], and x.N.floors.npy, \
      bytes of shape [half seconds, 20]. The files are read from standard input, one path a line.
      """, shouldDisplay: false)

  func run() throws {
    while let path = readLine() {
      let stream = try openStream(FilePath(path))
      let analyzer = RecordingAnalyzer(
        sampleRateHz: stream.format.sampleRateHz, channelCount: stream.format.channelCount,
        expectedSeconds: nil, settings: SignalSettings(), keepsDetectorInput: true)
      _ = try readToEnd(stream) { block, count in
        analyzer.append(interleaved: block, frameCount: count)
      }
      _ = analyzer.finish()
      let base = path.replacing(/\.[^.\/]*$/, with: "")
      for (channel, input) in analyzer.detectorInputs.enumerated() {
        try write(input.rows, DetectorInput.rowLength, to: "\(base).\(channel).rows.npy")
        try write(input.floors, DetectorInput.floorLength, to: "\(base).\(channel).floors.npy")
      }
    }
  }

  /// Writes bytes in NumPy's format 1.0 (numpy.lib.format): magic, version, header, data.
  private func write(_ bytes: [UInt8], _ columns: Int, to path: String) throws {
    let shape = "(\(bytes.count / columns), \(columns))"
    var header = "{'descr': '|u1', 'fortran_order': False, 'shape': \(shape), }"
    // Magic, version and length take ten bytes; the whole is a multiple of 64 and ends in a newline.
    header += String(repeating: " ", count: 63 - (header.utf8.count + 10) % 64) + "\n"
    let length = header.utf8.count
    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)])
    data.append(contentsOf: header.utf8)
    data.append(contentsOf: bytes)
    try data.write(to: URL(fileURLWithPath: path))
  }
}
