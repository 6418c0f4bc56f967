import CallTypes

/// The voices of one channel, told apart.
///
/// Points of the voice network (`VoiceTrack`) are put together: stretches of speech by Ward's
/// agglomeration, then every point by a hidden Markov model whose means and path are found in turn. What
/// a second voice explains says whether there is one.
struct SpeakerSeparation: Sendable {
  /// The speech of each voice, by who speaks first; one where no second voice was found, or where more
  /// than two were.
  let parts: [ChannelSpeech]
  /// What the number of parties is told by.
  let features: PartyFeatures
  /// Number of parties and how sure all of it is.
  let report: SpeakersReport
  /// Whose the first words are; `nil` for other than two parties.
  let opening: Opening?
  /// Whether the voices take turns as two people do, who now and then speak at once or without a pause;
  /// moods of one voice change in pauses, or all in the midst of running speech.
  let isExchange: Bool

  /// Whose the first words of a channel are.
  struct Opening: Hashable, Sendable {
    /// Place in `parts`.
    let part: Int
    /// Mean probability that they are that voice's.
    let ratio: Double
  }

  /// Most stretches that are agglomerated, as the time grows with their square: up to 13 minutes of
  /// speech, more are thinned out. An own choice.
  private static let maximumStretches = 800

  /// Probability that two speak at once from which voices are taken to meet at a change: less than what
  /// an overlap needs (`speakers.overlapRatio`), as it lasts for a part of 120 ms only. An own choice,
  /// tried on dev voices.
  private static let meetingRatio: Float = 0.3

  /// Tells voices apart; `nil` where the channel has no voice track, or nobody speaks.
  init?(of channel: ChannelSpeech, settings: ConversationSettings) {
    guard let voices = channel.tracks.voices, !channel.runs.isEmpty else { return nil }
    let limits = settings.speakers
    let speech = VoicedPoints(voices, channel)
    guard speech.places.count > 1 else { return nil }
    let paths = speech.paths(voiceCounts: 1...3, settings: limits)
    features = PartyFeatures(
      paths: paths, places: speech.places,
      thirdContrast: VoiceContrast(
        paths[2], of: speech, semitones: speech.semitones(of: channel, settings.voice),
        longestPoints: speech.stretchPoints(limits)),
      speechSeconds: channel.speechSeconds)
    let evidence = SpeakerEvidence(features, limits)
    report = evidence.report
    guard evidence.partyCount == 2 else {
      (parts, opening, isExchange) = ([channel], nil, false)
      return
    }
    let lanes = speech.lanes(paths[1], of: voices, in: channel, overlapRatio: limits.overlapRatio)
    let order = lanes.indices.sorted {
      (lanes[$0].first?.lowerBound ?? 0) < (lanes[$1].first?.lowerBound ?? 0)
    }
    parts = order.map { channel.part(runs: lanes[$0], settings: settings) }
    let shares = order.map {
      speech.openingShare(
        of: $0, paths[1], seconds: settings.roleInference.minimumSharedGreetingSeconds)
    }
    let first = shares[0] >= shares[1] ? 0 : 1
    opening = Opening(part: first, ratio: shares[first])
    isExchange = speech.isExchange(paths[1], of: voices, limits)
  }

  /// The points that lie in speech.
  struct VoicedPoints {
    /// Frames of the voice track, ascending.
    private(set) var places: [Int] = []
    /// Their points; shape `[places][dimensions]`.
    private(set) var points: [[Float]] = []
    /// Frames of the call's grid for each frame of the voice track.
    let stride: Int
    private let hopSeconds: Double

    /// Points this far apart are neighbours: one without speech between them, 120 ms, is a closure.
    /// An own choice.
    private static let neighbouringPlaces = 2
    /// Share of a point's frames that are speech where the point is. An own choice: 30 of 120 ms.
    private static let leastSpeechRatio = 0.25

    init(_ voices: VoiceTrack, _ channel: ChannelSpeech) {
      hopSeconds = voices.grid.hopSeconds
      stride = max(1, Int((voices.grid.hopSeconds / channel.grid.hopSeconds).rounded()))
      for place in 0..<voices.grid.frameCount where voices.hasPoint(place) {
        let frames = (place * stride..<(place + 1) * stride).clamped(to: channel.mask.indices)
        let speechCount = frames.count { channel.mask[$0] }
        guard Double(speechCount) >= Self.leastSpeechRatio * Double(stride) else { continue }
        places.append(place)
        points.append(voices.point(ofFrame: place))
      }
    }

    /// A path for each number of voices.
    func paths(voiceCounts: ClosedRange<Int>, settings: SpeakerSettings) -> [SpeakerPath] {
      let pauseCount = Int((settings.pauseSeconds / hopSeconds).rounded(.up))
      let followsPause = places.indices.map { index in
        index > 0 && places[index] - places[index - 1] > pauseCount
      }
      let stretches = agglomeratedStretches(longest: stretchPoints(settings))
      let tree = WardTree(of: stretches.map(\.mean), weights: stretches.map(\.weight))
      return voiceCounts.map { count in
        SpeakerPath(
          points, followsPause: followsPause, from: tree.means(groupCount: count),
          settings: settings)
      }
    }

    /// Most points of a stretch.
    func stretchPoints(_ settings: SpeakerSettings) -> Int {
      max(1, Int(settings.segmentSeconds / hopSeconds))
    }

    /// F0 of the voiced frames at each point, in semitones over 1 Hz; shape `[places][]`.
    func semitones(of channel: ChannelSpeech, _ settings: VoiceSettings) -> [[Float]] {
      let voicedF0 = VoicedF0(of: channel.tracks, settings)
      return places.map { place in
        (place * stride..<(place + 1) * stride).clamped(to: channel.mask.indices).compactMap {
          voicedF0[$0].map { Float(Decibels.semitones(ofRatio: Double($0))) }
        }
      }
    }

    /// Neighbouring points, as ranges.
    ///
    /// - Parameters:
    ///   - longest: Most points of a range.
    ///   - labels: Voice of each point, of which a range has one; `nil` = whose they are is not asked.
    func stretches(longest: Int, of labels: [Int]? = nil) -> [Range<Int>] {
      var ranges: [Range<Int>] = []
      for index in places.indices {
        if let last = ranges.last, last.count < longest,
          places[index] - places[index - 1] <= Self.neighbouringPlaces,
          labels.map({ $0[index] == $0[index - 1] }) ?? true
        {
          ranges[ranges.count - 1] = last.lowerBound..<index + 1
        } else {
          ranges.append(index..<index + 1)
        }
      }
      return ranges
    }

    /// Means of stretches, at most so many as can be agglomerated, spread over the call.
    private func agglomeratedStretches(longest: Int) -> [(mean: [Float], weight: Float)] {
      let ranges = stretches(longest: longest)
      let step = max(1, (ranges.count + maximumStretches - 1) / maximumStretches)
      return Swift.stride(from: 0, to: ranges.count, by: step).map { index in
        let range = ranges[index]
        var sum = [Float](repeating: 0, count: VoiceTrack.dimensionCount)
        for point in points[range] { for place in sum.indices { sum[place] += point[place] } }
        return (sum.map { $0 / Float(range.count) }, Float(range.count))
      }
    }

    /// Mean probability of a voice in the first seconds of speech.
    func openingShare(of voice: Int, _ path: SpeakerPath, seconds: Double) -> Double {
      let count = min(places.count, max(1, Int((seconds / hopSeconds).rounded())))
      let sum = (0..<count).reduce(0) { $0 + path.posteriors[$1 * path.means.count + voice] }
      return sum / Double(count)
    }

    /// Whether enough changes of voice come without a pause, and one of them with both at once.
    func isExchange(
      _ path: SpeakerPath, of track: VoiceTrack, _ settings: SpeakerSettings
    ) -> Bool {
      let least = UnitTrack.step(for: meetingRatio)
      let changes = places.indices.dropFirst().filter {
        path.voice(at: $0) != path.voice(at: $0 - 1)
      }
      let close = changes.filter { places[$0] - places[$0 - 1] == 1 }
      let isOverlapped = close.contains { change in
        (change - 2...change + 1).clamped(to: 0...places.count - 1)
          .contains { track.overlapSteps[places[$0]] >= least }
      }
      let (count, total) = (Double(close.count), Double(changes.count))
      return isOverlapped && count >= settings.minimumExchangeRatio * total
        && count <= max(settings.maximumExchangeRatio, settings.minimumExchangeRatio) * total
    }

    /// Frames in which each voice speaks.
    func lanes(
      _ path: SpeakerPath, of voices: VoiceTrack, in channel: ChannelSpeech, overlapRatio: Double
    ) -> [[Range<Int>]] {
      var lanes: [[Range<Int>]] = [[], []]
      let least = UnitTrack.step(for: Float(overlapRatio))
      func add(_ frames: Range<Int>, to lane: Int) {
        guard !frames.isEmpty else { return }
        if let last = lanes[lane].last, last.upperBound >= frames.lowerBound {
          lanes[lane][lanes[lane].count - 1] = last.lowerBound..<frames.upperBound
        } else {
          lanes[lane].append(frames)
        }
      }
      var index = 0
      for run in channel.runs {
        var start = run.lowerBound
        while start < run.upperBound {
          while index + 1 < places.count, isNearer(index + 1, than: index, to: start) { index += 1 }
          // Up to where the next point is nearer.
          var end = run.upperBound
          if index + 1 < places.count {
            let middle = (places[index] + places[index + 1] + 1) * stride / 2
            end = min(end, max(start + 1, middle))
          }
          let voice = path.voice(at: index)
          add(start..<end, to: voice)
          if voices.overlapSteps[places[index]] >= least { add(start..<end, to: 1 - voice) }
          start = end
        }
      }
      return lanes
    }

    private func isNearer(_ other: Int, than index: Int, to frame: Int) -> Bool {
      (places[index] + places[other] + 1) * stride / 2 <= frame
    }
  }
}
