import CallTypes

/// Tones of one channel that are one event: a ringing, a busy signal, a number dialled, a beep.
struct ToneSequence: Hashable, Sendable {
  /// What it says.
  var cause: EventCause
  /// Each stretch of sound; ascending, at least one.
  var bursts: [TimeSpan]
  /// Power mean of the bursts' levels, in dBFS.
  var levelDBFS: Double
  /// Rings or keys; `nil` where nothing is counted.
  var count: Int?

  /// From the first sound to the last.
  var span: TimeSpan {
    TimeSpan(bursts.first?.startSeconds ?? 0, bursts.last?.endSeconds ?? 0)
  }

  /// Seconds of sound.
  var soundSeconds: Double { bursts.reduce(0) { $0 + $1.durationSeconds } }
}

/// Groups the tones of one channel by frequency and cadence.
///
/// Cadences after ITU-T E.180 supplement 2 (02/2003): ringing sounds for 0.4 to 2 s and rests for 2 to
/// 5 s, alone or in pairs 0.2 s apart; busy and congestion tones rest for as long as they sound, 0.1 to
/// 0.75 s; dial tone does not rest.
///
/// - Parameters:
///   - tones: Tones of the channel, by start.
///   - speech: When somebody speaks in the channel: words between two keys end a number; ordered.
/// - Returns: Sequences by start.
func toneSequences(
  of tones: [ToneSegment], speech: [TimeSpan], settings: ToneDetector.Settings
) -> [ToneSequence] {
  var voices: [ToneVoice: [ToneSegment]] = [:]
  for tone in tones {
    let voice = ToneVoice(tone, settings: settings)
    voices[voice, default: []].append(tone)
  }
  return voices.flatMap { voice, tones in
    sequences(of: tones, voice: voice, speech: speech, settings: settings)
  }
  .sorted { order(of: $0) < order(of: $1) }
}

private func order(of sequence: ToneSequence) -> (Double, Double, String) {
  (sequence.span.startSeconds, sequence.span.endSeconds, sequence.cause.rawValue)
}

/// What the frequencies of a tone can stand for.
private enum ToneVoice: Hashable {
  case key
  /// Frequencies that every call progress tone of most countries shares; the cadence decides.
  case progress
  /// Pairs with one meaning each.
  case dialPair, ringPair, busyPair
  case faxCalling, faxAnswering
  case other

  init(_ tone: ToneSegment, settings: ToneDetector.Settings) {
    guard tone.kind == .steady else {
      self = .key
      return
    }
    switch tone.frequenciesHz.count {
    case 2: self = Self.pair(tone.frequenciesHz[0], tone.frequenciesHz[1])
    case 1: self = Self.single(tone.frequenciesHz[0], tone.span.durationSeconds, settings)
    default: self = .other
    }
  }

  private static func pair(_ lowHz: Double, _ highHz: Double) -> Self {
    if lowHz < 375 { return .dialPair }
    return highHz < 550 ? .ringPair : .busyPair
  }

  private static func single(
    _ frequencyHz: Double, _ seconds: Double, _ settings: ToneDetector.Settings
  ) -> Self {
    // 400, 425, 440, 450 and 480 Hz with the tolerance of E.180.
    if (390.0...490.0).contains(frequencyHz) { return .progress }
    // ITU-T T.30: CNG 1100 ± 38 Hz, 0.5 s ± 15 %; CED 2100 ± 15 Hz, 2.6 to 4 s.
    if (1060.0...1140.0).contains(frequencyHz), (0.38...0.62).contains(seconds) {
      return .faxCalling
    }
    if (2080.0...2120.0).contains(frequencyHz), seconds.reaches(settings.faxAnswerSeconds) {
      return .faxAnswering
    }
    return .other
  }
}

/// The sequences of tones that share their frequencies.
private func sequences(
  of tones: [ToneSegment], voice: ToneVoice, speech: [TimeSpan], settings: ToneDetector.Settings
) -> [ToneSequence] {
  switch voice {
  case .key:
    return numbers(of: tones, speech: speech, settings: settings)
      .map { sequence(.dtmf, $0, count: $0.count) }
  case .progress: return progressSequences(of: tones, settings: settings)
  case .ringPair:
    return clusters(of: tones, gapSeconds: settings.ringGapSeconds).map {
      let rings = clusters(of: $0, gapSeconds: settings.busyGapSeconds)
      return sequence(.ringback, $0, count: rings.count)
    }
  case .dialPair:
    return clusters(of: tones, gapSeconds: settings.busyGapSeconds).map { sequence(.dialTone, $0) }
  case .busyPair:
    return clusters(of: tones, gapSeconds: settings.busyGapSeconds).map { sequence(.busy, $0) }
  case .faxCalling:
    return clusters(of: tones, gapSeconds: settings.ringGapSeconds).map { sequence(.fax, $0) }
  case .faxAnswering: return tones.map { sequence(.fax, [$0]) }
  case .other: return beeps(of: tones, settings: settings)
  }
}

/// Keys that make one number.
private func numbers(
  of keys: [ToneSegment], speech: [TimeSpan], settings: ToneDetector.Settings
) -> [[ToneSegment]] {
  var found: [[ToneSegment]] = []
  for key in keys {
    if let last = found.last?.last?.span.endSeconds, last <= key.span.startSeconds,
      settings.keyGapSeconds.reaches(key.span.startSeconds - last),
      speech.intersecting(TimeSpan(last, key.span.startSeconds)).isEmpty
    {
      found[found.count - 1].append(key)
    } else {
      found.append([key])
    }
  }
  return found
}

/// Sequences of one frequency that may ring, be busy or be a dial tone: the cadence decides.
private func progressSequences(
  of tones: [ToneSegment], settings: ToneDetector.Settings
) -> [ToneSequence] {
  var found: [ToneSequence] = []
  var rings: [[ToneSegment]] = []
  func endRinging() {
    let all = rings.flatMap(\.self)
    if !all.isEmpty { found.append(ringing(all, rings: rings, settings: settings)) }
    rings = []
  }
  for cluster in clusters(of: tones, gapSeconds: settings.busyGapSeconds) {
    if let longest = cluster.map(\.span.durationSeconds).max(),
      longest.reaches(settings.dialToneSeconds)
    {
      endRinging()
      found.append(sequence(.dialTone, cluster))
    } else if isBusy(cluster, settings: settings) {
      endRinging()
      found.append(sequence(.busy, cluster))
    } else {
      if let last = rings.last?.last, let next = cluster.first,
        next.span.startSeconds - last.span.endSeconds > settings.ringGapSeconds
      {
        endRinging()
      }
      rings.append(cluster)
    }
  }
  endRinging()
  return found
}

/// Whether tones close to each other sound and rest for about as long.
private func isBusy(_ cluster: [ToneSegment], settings: ToneDetector.Settings) -> Bool {
  guard cluster.count == 2 else { return cluster.count > 2 }
  let restSeconds = cluster[1].span.startSeconds - cluster[0].span.endSeconds
  return restSeconds >= settings.doubleRingRestRatio * cluster[0].span.durationSeconds
}

/// A ringing; a single short tone is a beep.
private func ringing(
  _ tones: [ToneSegment], rings: [[ToneSegment]], settings: ToneDetector.Settings
) -> ToneSequence {
  if tones.count == 1, tones[0].span.durationSeconds < settings.minimumRingSeconds {
    return sequence(.beep, tones)
  }
  return sequence(.ringback, tones, count: rings.count)
}

/// Beeps: each by itself, but rows of short ones, as of alarm clocks, are one event, whatever their
/// frequencies.
private func beeps(
  of tones: [ToneSegment], settings: ToneDetector.Settings
) -> [ToneSequence] {
  var rows: [[ToneSegment]] = []
  for tone in tones {
    if let last = rows.last?.last,
      settings.busyGapSeconds.reaches(tone.span.startSeconds - last.span.endSeconds),
      settings.longestRowBeepSeconds.reaches(tone.span.durationSeconds),
      settings.longestRowBeepSeconds.reaches(last.span.durationSeconds)
    {
      rows[rows.count - 1].append(tone)
    } else {
      rows.append([tone])
    }
  }
  return rows.flatMap { row in
    row.count >= leastBeepsOfRow ? [sequence(.beep, row)] : row.map { sequence(.beep, [$0]) }
  }
}

/// Two beeps may be two signals; three in a row are a rhythm, or the three notes of ITU-T E.180's special
/// information tone.
private let leastBeepsOfRow = 3

/// Runs of tones of one frequency that lie at most a gap apart.
private func clusters(of tones: [ToneSegment], gapSeconds: Double) -> [[ToneSegment]] {
  var found: [[ToneSegment]] = []
  for tone in tones {
    if let last = found.last?.last, haveOneFrequency(last, tone),
      gapSeconds.reaches(tone.span.startSeconds - last.span.endSeconds)
    {
      found[found.count - 1].append(tone)
    } else {
      found.append([tone])
    }
  }
  return found
}

/// Whether two tones have the same frequencies, within 2 %: 425 and 450 Hz lie 6 % apart.
private func haveOneFrequency(_ first: ToneSegment, _ second: ToneSegment) -> Bool {
  first.frequenciesHz.count == second.frequenciesHz.count
    && zip(first.frequenciesHz, second.frequenciesHz).allSatisfy { abs($0 - $1) <= 0.02 * $0 }
}

private func sequence(
  _ cause: EventCause, _ tones: [ToneSegment], count: Int? = nil
) -> ToneSequence {
  let seconds = tones.reduce(0) { $0 + $1.span.durationSeconds }
  let energy = tones.reduce(0) {
    $0 + $1.span.durationSeconds * Decibels.power(ofDB: $1.levelDBFS)
  }
  return ToneSequence(
    cause: cause, bursts: tones.map(\.span),
    levelDBFS: Decibels.level(ofPower: seconds > 0 ? energy / seconds : 0),
    count: count)
}
