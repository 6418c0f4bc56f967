import CallTypes
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct LongRecordingTests {
  /// Zero bytes, of which sparse files consist, are silence in signed samples only: in µ-law and in
  /// unsigned 8 bit they are the lowest value there is.
  @Test func `ten hours of digital silence are reported in bounded memory`() throws {
    let folder = try folderOfCalls(count: 1)
    let audioBytes = 10 * 3600 * 8000 * 2
    var wave = WaveBytes()
    wave.statedDataSize = UInt32(audioBytes)
    wave.statedRIFFSize = UInt32(audioBytes + 36)
    try folder.write(wave.bytes, as: "silence.wav")
    try folder.extend("silence.wav", toBytes: 44 + audioBytes)
    // The samples alone are 1.15 GB as Float: whoever holds them fails under this limit, which
    // is one of addresses, far above what is used.
    let program = try #require(CallSiftProgram.path)
    let result = try run(
      "/bin/sh",
      [
        "-c", "ulimit -v 1100000; exec \"$0\" \"$@\"", program, "scan", folder.path,
        "--format", "jsonl", "--jobs", "1",
      ], environment: ["MALLOC_ARENA_MAX": "1"], limitSeconds: 400)
    #expect(result.status == 0, "\(result)")
    let reports = try records(of: result).compactMap(\.report)
    #expect(reports.map(\.callId) == ["call0.wav", "silence.wav"])
    let silent = try #require(reports.last)
    #expect(silent.audio.durationSeconds == 36_000)
    #expect(silent.analysis.warnings.isEmpty)
    #expect(silent.notes.values.contains(.noSpeech))
    #expect(silent.channels.map(\.speechSeconds) == [0])
    #expect(silent.channels.map(\.activeLevelDBFS) == [nil])
  }
}
