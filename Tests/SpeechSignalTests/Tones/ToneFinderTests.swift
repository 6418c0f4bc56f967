import CallTypes
import Foundation
import SpeechSignal
import TestSupport
import Testing

/// A sum of sines, each at the RMS level given.
private func tone(_ parts: [(hz: Double, dBFS: Double)], seconds: Double) -> [Float] {
  parts.reduce([]) { sum, part in
    // A sine of RMS r has the amplitude r √2.
    let amplitude = pow(10, part.dBFS / 20) * 2.0.squareRoot()
    return Signals.mix(sum, Signals.tone(hz: part.hz, seconds: seconds, amplitude: amplitude))
  }
}

/// Sounds placed on a line with weak hiss, one after the other.
private func line(
  _ sounds: [(atSeconds: Double, samples: [Float])], seconds: Double, noiseDBFS: Double = -70
) -> [Float] {
  var samples = Signals.noise(dBFS: noiseDBFS, seconds: seconds, seed: 11)
  for sound in sounds {
    let start = Int(sound.atSeconds * 8000)
    for index in sound.samples.indices where start + index < samples.count {
      samples[start + index] += sound.samples[index]
    }
  }
  return samples
}

struct ToneFinderTests {
  /// The frames that a tone's ends lie between: one hop of 10 ms and half of another.
  private static let edgeSeconds = 0.02

  @Test(arguments: [
    (400.0, -45.0), (425, -6), (440, -20), (450, -30), (1000, -45), (1100, -20), (1400, -6),
    (2100, -30), (2500, -45),
  ])
  func `a single frequency is found with its place and level`(hz: Double, dBFS: Double) throws {
    let found = try track(of: line([(2, tone([(hz, dBFS)], seconds: 0.5))], seconds: 5)).tones
    let segment = try #require(found.first)
    #expect(found.count == 1)
    #expect(abs(segment.span.startSeconds - 2) <= Self.edgeSeconds)
    #expect(abs(segment.span.endSeconds - 2.5) <= Self.edgeSeconds)
    #expect(abs((segment.frequenciesHz.first ?? 0) - hz) < 0.002 * hz)
    #expect(abs(segment.levelDBFS - dBFS) < 0.5)
  }

  @Test(arguments: [
    (350.0, 440.0), (350, 450), (400, 450), (440, 480), (480, 620),
  ])
  func `a pair of E.180 is found as a pair`(lowHz: Double, highHz: Double) throws {
    let sound = tone([(lowHz, -25), (highHz, -25)], seconds: 0.4)
    let found = try track(of: line([(2, sound)], seconds: 5)).tones
    #expect(found.map(\.frequenciesHz) == [[lowHz, highHz]])
    #expect(abs((found.first?.levelDBFS ?? 0) + 22) < 0.5)
  }

  @Test(arguments: [0.1, 0.5, 2.0])
  func `a beep of any length is one tone`(seconds: Double) throws {
    let found = try track(of: line([(1.003, tone([(1000, -20)], seconds: seconds))], seconds: 5))
    #expect(found.tones.count == 1)
    #expect(abs((found.tones.first?.span.durationSeconds ?? 0) - seconds) <= 0.03)
  }

  @Test(arguments: [-45.0, -6])
  func `a dial tone across cores of the analysis is one tone`(dBFS: Double) throws {
    // From before 30 s to after 60 s, where the analysis changes cores; pieces are 4 s long.
    let sound = tone([(425, dBFS)], seconds: 37.5)
    let found = try track(of: line([(25, sound)], seconds: 70)).tones
    #expect(found.count == 1)
    let span = try #require(found.first?.span)
    #expect(abs(span.startSeconds - 25) <= Self.edgeSeconds)
    #expect(abs(span.endSeconds - 62.5) <= Self.edgeSeconds)
  }

  @Test func `a tone to the end of the recording is found`() throws {
    let found = try track(of: line([(4, tone([(425, -20)], seconds: 2))], seconds: 6)).tones
    #expect(found.map(\.span.endSeconds) == [6])
  }

  @Test func `blocks of any size give the same tones`() {
    let busy = (0..<60).map { (27 + Double($0) * 0.7, tone([(450, -22)], seconds: 0.35)) }
    let samples = line(busy, seconds: 70)
    let whole = tracks(of: [samples], blockFrames: 1_000_000)
    #expect(whole.channels[0].tones.count == 60)
    #expect(tracks(of: [samples], blockFrames: 777) == whole)
  }

  @Test func `a tone is found in noise of its own level`() throws {
    // 0 dB in the whole band is 19 dB in a bin of the 128 ms window.
    let sound = tone([(450, -30)], seconds: 1)
    let found = try track(of: line([(4, sound)], seconds: 10, noiseDBFS: -30)).tones
    #expect(found.count == 1)
    #expect(abs((found.first?.span.startSeconds ?? 0) - 4) < 0.1)
  }

  @Test func `a tone right after a vowel is found`() throws {
    let voice = Signals.vowel(f0Hz: 130, seconds: 1)
    let sound = tone([(1400, -20)], seconds: 0.4)
    let found = try track(of: line([(1, voice), (2, sound)], seconds: 5)).tones
    #expect(found.count == 1)
    #expect(abs((found.first?.span.startSeconds ?? 0) - 2) <= 0.03)
  }

  @Test(arguments: [8000, 16_000, 44_100])
  func `the sampling rate does not matter`(sampleRateHz: Int) throws {
    let silence = Signals.silence(seconds: 1, sampleRateHz: sampleRateHz)
    let sound = Signals.tone(hz: 1000, seconds: 0.5, sampleRateHz: sampleRateHz)
    let found = try track(of: silence + sound + silence, sampleRateHz: sampleRateHz).tones
    #expect(found.count == 1)
    #expect(abs((found.first?.span.startSeconds ?? 0) - 1) <= Self.edgeSeconds)
  }

  @Test func `a clipped tone is a tone`() throws {
    // Cut at 0.7 of its amplitude its third harmonic lies 25 dB down (Fourier series).
    let sound = tone([(425, -6)], seconds: 1).map { min(max($0, -0.5), 0.5) }
    #expect(try track(of: line([(2, sound)], seconds: 5)).tones.count == 1)
  }

  @Test func `silence, an offset and recordings without a frame have no tones`() throws {
    #expect(try track(of: Signals.silence(seconds: 8)).tones.isEmpty)
    #expect(try track(of: [Float](repeating: 0.3, count: 40_000)).tones.isEmpty)
    for count in [0, 1, 255] {
      #expect(tracks(of: [[Float](repeating: 0.1, count: count)]).channels[0].tones.isEmpty)
    }
  }
}

/// What is no signalling tone.
struct ToneRejectionTests {
  /// A voice whose F0 moves as told, with harmonics up to 3.4 kHz falling by 12 dB an octave.
  private func voice(seconds: Double, harmonics: Int, f0Hz: (Double) -> Double) -> [Float] {
    var phase = 0.0
    return (0..<Int(seconds * 8000)).map { index in
      phase += 2 * .pi * f0Hz(Double(index) / 8000) / 8000
      let sum = (1...harmonics).reduce(0.0) { $0 + sin(Double($1) * phase) / Double($1 * $1) }
      return Float(0.1 * sum)
    }
  }

  @Test(arguments: [100.0, 180, 250, 320])
  func `a held vowel is none`(f0Hz: Double) throws {
    let found = try track(of: line([(1, Signals.vowel(f0Hz: f0Hz, seconds: 2))], seconds: 5))
    #expect(found.tones.isEmpty)
  }

  @Test(arguments: [150.0, 220, 420])
  func `a voice that glides is none, however pure`(f0Hz: Double) throws {
    // An octave in two seconds, as in a question.
    let glide = voice(seconds: 2, harmonics: 2) { f0Hz * pow(2, $0 / 2) }
    #expect(try track(of: line([(1, glide)], seconds: 5)).tones.isEmpty)
  }

  @Test(arguments: [350.0, 440, 523])
  func `a sung note with vibrato is none`(f0Hz: Double) throws {
    // Sundberg 1987: vibrato of 5 to 7 Hz and half a semitone to one either way.
    let note = voice(seconds: 2, harmonics: 3) { f0Hz * (1 + 0.03 * sin(2 * .pi * 5.5 * $0)) }
    #expect(try track(of: line([(1, note)], seconds: 5)).tones.isEmpty)
  }

  @Test func `a plucked note is none`() throws {
    var note = Signals.tone(hz: 440, seconds: 1)
    for index in note.indices { note[index] *= Float(exp(-4 * Double(index) / 8000)) }
    #expect(try track(of: line([(1, note)], seconds: 5)).tones.isEmpty)
  }

  @Test(arguments: [50.0, 60])
  func `hum is none`(hz: Double) throws {
    let harmonics = (1...20).map { (hz: hz * Double($0), dBFS: -40 - 1.5 * Double($0)) }
    #expect(try track(of: tone(harmonics, seconds: 20)).tones.isEmpty)
  }

  @Test(arguments: [-20.0, -50])
  func `noise is none`(dBFS: Double) throws {
    #expect(try track(of: Signals.noise(dBFS: dBFS, seconds: 60, seed: 7)).tones.isEmpty)
  }

  @Test func `two notes a third apart are none`() throws {
    // C5 and E5 in equal temperament: steady, pure, and no pair of E.180.
    let chord = tone([(523.25, -20), (659.26, -20)], seconds: 1)
    #expect(try track(of: line([(1, chord)], seconds: 4)).tones.isEmpty)
  }
}

/// DTMF after ITU-T Q.23 and Q.24.
struct KeyToneTests {
  private static let rowsHz = [697.0, 770, 852, 941]
  private static let columnsHz = [1209.0, 1336, 1477, 1633]

  /// Keys of a pad, row by row, each sounding and resting for the given times from 1 s on.
  private func keys(
    _ pairs: [(Double, Double)], sound: Double = 0.06, rest: Double = 0.06,
    rowDBFS: Double = -20, columnDBFS: Double = -20, noiseDBFS: Double = -70
  ) throws -> [ToneSegment] {
    let placed = pairs.enumerated().map { index, pair in
      (
        1 + Double(index) * (sound + rest),
        tone([(pair.0, rowDBFS), (pair.1, columnDBFS)], seconds: sound)
      )
    }
    let seconds = 2 + Double(pairs.count) * (sound + rest)
    return try track(of: line(placed, seconds: seconds, noiseDBFS: noiseDBFS)).tones
  }

  private static let all = rowsHz.flatMap { row in columnsHz.map { (row, $0) } }

  @Test(arguments: [(0.04, 0.04), (0.05, 0.05), (0.1, 0.07), (0.2, 0.3)])
  func `every key of a pad is found once`(sound: Double, rest: Double) throws {
    let found = try keys(Self.all, sound: sound, rest: rest)
    #expect(found.count == 16)
    for (index, key) in found.enumerated() {
      let start = 1 + Double(index) * (sound + rest)
      #expect(abs(key.span.startSeconds - start) <= 0.02)
      #expect(abs(key.span.endSeconds - start - sound) <= 0.02)
    }
  }

  @Test(arguments: [(0.04, 0.04), (0.08, 0.06)])
  func `the same key again is another key`(sound: Double, rest: Double) throws {
    let same = [(Double, Double)](repeating: (770, 1336), count: 9)
    #expect(try keys(same, sound: sound, rest: rest).count == 9)
  }

  @Test func `which key it was is nowhere in the tracks`() throws {
    for key in try keys(Self.all) {
      #expect(key.kind == .key)
      #expect(key.frequenciesHz.isEmpty)
    }
    // Same levels, other keys: the same track.
    let first = try keys([(697, 1209), (697, 1209)]).map(\.span)
    let second = try keys([(941, 1477), (852, 1336)]).map(\.span)
    #expect(first == second)
  }

  @Test(arguments: rowsHz + columnsHz)
  func `a single frequency of the pad is not told`(hz: Double) throws {
    let found = try track(of: line([(1, tone([(hz, -20)], seconds: 0.5))], seconds: 3)).tones
    #expect(found.map(\.kind) == [.steady])
    #expect(found.map(\.frequenciesHz) == [[]])
  }

  @Test(arguments: [-0.015, 0.015])
  func `frequencies 1.5 % off are accepted`(share: Double) throws {
    let moved = Self.all.map { ($0.0 * (1 + share), $0.1 * (1 + share)) }
    #expect(try keys(moved, sound: 0.05, rest: 0.05).count == 16)
  }

  @Test(arguments: [-0.035, 0.035])
  func `frequencies 3.5 % off are rejected`(share: Double) throws {
    let moved = Self.all.map { ($0.0 * (1 + share), $0.1 * (1 + share)) }
    #expect(try keys(moved, sound: 0.1, rest: 0.1).filter { $0.kind == .key }.isEmpty)
  }

  @Test(arguments: [(-24.0, -20.0), (-20, -28)])
  func `twist of 4 dB and reverse twist of 8 dB are accepted`(row: Double, column: Double) throws {
    #expect(
      try keys(Self.all, sound: 0.05, rest: 0.05, rowDBFS: row, columnDBFS: column).count == 16)
  }

  @Test(arguments: [-45.0, -9])
  func `keys are found at any level`(dBFS: Double) throws {
    #expect(try keys(Self.all, rowDBFS: dBFS, columnDBFS: dBFS).count == 16)
  }

  @Test func `keys are found 10 dB over noise`() throws {
    // Both frequencies at −20 dBFS are −17 together.
    let found = try keys(Self.all, sound: 0.07, rest: 0.07, noiseDBFS: -27)
    #expect(found.filter { $0.kind == .key }.count == 16)
    #expect(found.count == 16)
  }

  @Test func `a lost packet does not make two keys of one`() throws {
    var sound = tone([(770, -20), (1336, -20)], seconds: 0.2)
    for index in 640..<800 { sound[index] = 0 }
    let found = try track(of: line([(1, sound)], seconds: 3)).tones
    #expect(found.count == 1)
  }
}
