import CallTypes
import Foundation
import TestSupport
import Testing

/// What a faulty file has to become.
enum FaultVerdict: Sendable {
  case failure(FailureCode)
  /// Analysed, with this warning and about this many seconds.
  case warned(WarningCode, seconds: ClosedRange<Double>)
}

/// Issue 2, section 6.4: each of the faults, beside good files in one folder.
@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct InputFaultTests {
  private let folder: ScratchFolder
  private let verdicts: [String: FaultVerdict]

  init() throws {
    folder = try folderOfCalls()
    verdicts = try Self.addFaults(to: folder)
  }

  private static func addFaults(to folder: ScratchFolder) throws -> [String: FaultVerdict] {
    var verdicts: [String: FaultVerdict] = [:]
    func add(_ name: String, _ bytes: [UInt8], _ verdict: FaultVerdict) throws {
      try folder.write(bytes, as: name)
      verdicts[name] = verdict
    }
    let call = CallBytes.stereo(seconds: 2)
    var lying = call
    lying.statedDataSize = 0
    try add("size-zero.wav", lying.bytes, .warned(.headerUnfinalized, seconds: 2...2))
    lying.statedDataSize = .max
    lying.statedRIFFSize = .max
    try add("size-ffffffff.wav", lying.bytes, .warned(.headerUnfinalized, seconds: 2...2))
    lying = call
    lying.statedDataSize = UInt32(call.audio.count * 3)
    try add("declared-larger.wav", lying.bytes, .warned(.truncated, seconds: 2...2))
    try add(
      "half.wav", Array(call.bytes.prefix(call.bytes.count / 2)),
      .warned(.truncated, seconds: 0.99...1.01))
    try add("empty.wav", [], .failure(.empty))
    try add("one-byte.wav", [0x52], .failure(.unreadable))
    var generator = SeededGenerator(seed: 14)
    let noise = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    try add("random.wav", noise, .failure(.unreadable))
    var wide = WaveBytes()
    wide.channelCount = 1024
    wide.audio = [UInt8](repeating: 0, count: 1024 * 2 * 100)
    try add("channels-1024.wav", wide.bytes, .failure(.tooManyChannels))
    var float = WaveBytes()
    (float.formatTag, float.bitsPerSample) = (3, 32)
    float.audio = Signals.tone(hz: 200, seconds: 1).enumerated().flatMap { index, sample in
      let value = index % 100 == 0 ? Float.nan : sample
      return withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }
    try add("nan.wav", float.bytes, .warned(.invalidSamples, seconds: 1...1))
    try folder.makePipe("pipe.wav")
    verdicts["pipe.wav"] = .failure(.notARegularFile)
    for (fileExtension, arguments) in encoders where installedProgram("ffmpeg") != nil {
      let name = "half." + fileExtension
      try add(name, try half(fileExtension, arguments), .warned(.truncated, seconds: 3...7))
    }
    return verdicts
  }

  /// Encoders of FFmpeg by file extension.
  private static let encoders = [
    ("flac", ["-c:a", "flac"]), ("mp3", ["-c:a", "libmp3lame", "-b:a", "32k"]),
    ("ogg", ["-c:a", "libvorbis"]), ("opus", ["-c:a", "libopus"]),
  ]

  /// The first half of the bytes of ten seconds in a compressed format.
  private static func half(_ fileExtension: String, _ arguments: [String]) throws -> [UInt8] {
    let encoder = try #require(installedProgram("ffmpeg"))
    let whole = try ScratchFolder()
    try whole.write(CallBytes.stereo(seconds: 10).bytes, as: "whole.wav")
    let coded = whole.path("whole." + fileExtension)
    let result = try run(
      encoder, ["-v", "error", "-i", whole.path("whole.wav")] + arguments + [coded])
    try #require(result.status == 0, "\(result)")
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: coded)))
    return Array(bytes.prefix(bytes.count / 2))
  }

  @Test func `every fault has its name, and every good file its report`() throws {
    let result = try callsift(["scan", folder.path, "--format", "jsonl"])
    #expect(result.status == 3, "\(result)")
    #expect(!result.isTimedOut)
    let found = try records(of: result)
    #expect(found.count == verdicts.count + 3)
    for record in found {
      switch (verdicts[record.callId], record) {
      case (.failure(let code), .failure(let failure)):
        #expect(failure.error.code == code, "\(record.callId)")
      case (.warned(let code, let seconds), .report(let report)):
        #expect(report.analysis.warnings.map(\.code) == [code], "\(record.callId)")
        #expect(seconds.contains(report.audio.durationSeconds), "\(record.callId)")
      case (nil, .report(let report)):
        #expect(report.callId.hasPrefix("call"))
        #expect(report.analysis.warnings.isEmpty)
      default: Issue.record("\(record)")
      }
    }
  }

  @Test func `a failure's record says what it can of the file`() throws {
    let result = try callsift(["scan", folder.path, "--format", "jsonl"])
    let failures = try records(of: result).compactMap(\.failure)
    for failure in failures {
      let isPipe = failure.callId == "pipe.wav"
      #expect((failure.file.sha256 == nil) == isPipe)
      #expect((failure.file.sizeBytes == nil) == isPipe)
      #expect(failure.error.message.contains(";"), "what to do next: \(failure.error.message)")
    }
    #expect(!failures.isEmpty)
  }

  @Test func `the faults are the same for any number of jobs`() throws {
    let arguments = ["scan", folder.path, "--format", "jsonl", "--jobs"]
    let one = try callsift(arguments + ["1"])
    #expect(try callsift(arguments + ["2"]).standardOutput == one.standardOutput)
  }

  @Test func `inspect of a bad file ends with 3 and names the fault`() throws {
    for (name, verdict) in verdicts {
      guard case .failure(let code) = verdict else { continue }
      let result = try callsift(["inspect", folder.path(name)])
      #expect(result.status == 3, "\(result)")
      #expect(result.standardError.contains("\(name): \(code.rawValue): "), "\(result)")
      #expect(result.output.isEmpty)
    }
  }
}
