internal import Foundation

/// A format whose decoding is measured.
struct DecodingFormat {
  let title: String
  let fileExtension: String
  /// How ffmpeg writes it.
  let ffmpegOptions: [String]

  static let all = [
    DecodingFormat(title: "PCM 16 bit", fileExtension: "pcm.wav", ffmpegOptions: []),
    DecodingFormat(
      title: "µ-law", fileExtension: "mulaw.wav", ffmpegOptions: ["-c:a", "pcm_mulaw"]),
    DecodingFormat(
      title: "IMA ADPCM", fileExtension: "ima.wav", ffmpegOptions: ["-c:a", "adpcm_ima_wav"]),
    DecodingFormat(
      title: "GSM 06.10 (mono)", fileExtension: "gsm.wav",
      ffmpegOptions: ["-ac", "1", "-c:a", "libgsm_ms"]),
    DecodingFormat(title: "FLAC", fileExtension: "flac", ffmpegOptions: ["-c:a", "flac"]),
    DecodingFormat(
      title: "MP3 32 kbit/s", fileExtension: "mp3",
      ffmpegOptions: ["-c:a", "libmp3lame", "-b:a", "32k"]),
    DecodingFormat(
      title: "Opus 32 kbit/s", fileExtension: "opus",
      ffmpegOptions: ["-c:a", "libopus", "-b:a", "32k"]),
  ]
}

/// Measures the decoding of ten minutes in every format that ffmpeg can write here.
func decodingCosts(of library: RecordingLibrary, runCount: Int) throws -> [Cost] {
  let source = try library.shortSyntheticCall()
  var paths: [(title: String, path: String)] = []
  for format in DecodingFormat.all {
    let path = source.replacing(".wav", with: "." + format.fileExtension)
    if !FileManager.default.fileExists(atPath: path) {
      let partPath = path.replacing("/call-", with: "/part-")
      let options = ["-nostdin", "-loglevel", "error", "-y", "-i", source] + format.ffmpegOptions
      guard let run = try? ChildRun(of: "ffmpeg", options + [partPath]), run.exitCode == 0 else {
        note("\(format.title) is left out: ffmpeg is missing or cannot write it")
        continue
      }
      try FileManager.default.moveItem(atPath: partPath, toPath: path)
    }
    paths.append((format.title, path))
  }
  note("formats")
  var seconds: [String: [Double]] = [:]
  for _ in 0..<runCount {
    for (title, path) in paths {
      let output = try ChildRun.ofBenchmark(["decode", path]).output
      let text = String(decoding: output, as: UTF8.self)
      guard let value = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
        throw BenchmarkError("no time for \(path): \(text)")
      }
      seconds[title, default: []].append(value)
    }
  }
  return paths.map { Cost(name: $0.title, cpuSeconds: seconds[$0.title] ?? [], hours: 600 / 3600) }
}
