import AudioDecoding
import CallTypes
import Foundation
import SystemPackage

/// A folder of its own that goes away with the object.
final class TemporaryFolder {
  let path: FilePath

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("callsift-decoding-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = FilePath(url.path)
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }

  /// Writes a file; the name may hold any bytes.
  @discardableResult
  func write(_ bytes: [UInt8], as name: FilePath.Component) throws -> FilePath {
    let file = path.appending(name)
    let descriptor = try FileDescriptor.open(
      file, .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
    try descriptor.closeAfter { _ = try descriptor.writeAll(bytes) }
    return file
  }

  /// Writes a file.
  @discardableResult
  func write(_ bytes: [UInt8], as name: String) throws -> FilePath {
    let file = path.appending(name)
    let descriptor = try FileDescriptor.open(
      file, .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
    try descriptor.closeAfter { _ = try descriptor.writeAll(bytes) }
    return file
  }
}

/// The bytes of a file.
func contents(of path: FilePath) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(fileURLWithPath: path.string)))
}

/// A sine of amplitude 0.5, the same in every channel, interleaved.
func tone(seconds: Double, rateHz: Int = 8000, channelCount: Int = 1, hz: Double = 440) -> [Float] {
  (0..<Int(seconds * Double(rateHz))).flatMap { index in
    let value = Float(0.5 * sin(2 * .pi * hz * Double(index) / Double(rateHz)))
    return [Float](repeating: value, count: channelCount)
  }
}

/// A recording read to its end.
struct Decoded {
  var format: AudioFormat
  var samples: [Float] = []
  var warnings: [AnalysisWarning] = []

  /// Reads all of a stream, in blocks of an odd size.
  init(_ stream: any AudioStream, blockFrames: Int = 777) throws(AudioDecodingError) {
    format = stream.format
    var buffer = [Float](repeating: 0, count: blockFrames * format.channelCount)
    while true {
      let count = try stream.read(into: &buffer)
      if count == 0 { break }
      samples += buffer.prefix(count * format.channelCount)
    }
    warnings = stream.warnings
  }

  /// Opens and reads a file.
  init(
    _ path: FilePath, raw: RawAudioFormat? = nil, settings: AudioDecodingSettings = .init()
  ) throws(AudioDecodingError) {
    try self.init(openRecording(at: path, rawFormat: raw, settings: settings))
  }

  var frameCount: Int { samples.count / format.channelCount }
  var seconds: Double { Double(frameCount) / Double(format.sampleRateHz) }
  var rms: Double {
    let sum = samples.reduce(0.0) { $0 + Double($1) * Double($1) }
    return samples.isEmpty ? 0 : (sum / Double(samples.count)).squareRoot()
  }
  var codes: [WarningCode] { warnings.map(\.code) }
}

/// RMS of the tone: 0.5 ÷ √2.
let toneRMS = 0.5 / 2.0.squareRoot()

/// Where a program lies; `nil` when it is not installed.
func program(_ name: String) -> String? {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// Runs a program to its end, quietly.
func run(_ path: String, _ arguments: [String]) throws -> Int32 {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: path)
  process.arguments = arguments
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  return process.terminationStatus
}
