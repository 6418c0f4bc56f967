import CallTypes

/// A stretch in which the agent let the customer wait.
struct Hold: Hashable {
  /// From the first silence of the hold to the end of the last, or as long as the music plays.
  var span: TimeSpan
  /// End of the agent's last word before it, in seconds; `nil` when the agent had not spoken yet.
  var agentBeforeSeconds: Double?
  /// Start of the agent's first word after it, in seconds; `nil` when the agent never returned.
  var agentReturnSeconds: Double?
  /// Start of the customer's first word after it, in seconds; `nil` when there is none.
  var customerReturnSeconds: Double?
  /// How long the customer waited for the agent: own speech meanwhile left out.
  var waitSeconds: Double
}

extension Conversation {
  /// Every hold, by time; the customer's words while waiting do not end one.
  ///
  /// What sounds like the agent's speech and lies in music of the agent's own channel is a song or an
  /// announcement, and what lies wholly at its edges is the music's own start or end: neither announces
  /// a hold nor ends one.
  ///
  /// - Parameter settings: `musicRatio` of music makes the time after the last word a hold, and speech a
  ///   part of the music.
  func holds(_ settings: SilenceDetector.Settings) -> [Hold] {
    guard hasSidesApart, let agent = side(of: .agent) else { return [] }
    let musicRatio = settings.musicRatio
    let music = channels.flatMap(\.music).union()
    let ownMusic = agent.channelIndices.flatMap { channels[$0].music }.union()
    let widened = ownMusic.map {
      TimeSpan(
        $0.startSeconds - settings.musicEdgeSeconds, $0.endSeconds + settings.musicEdgeSeconds)
    }.union()
    let words = agent.speech.filter { word in
      ownMusic.seconds(in: word) < musicRatio * word.durationSeconds
        && !widened.contains { $0.intersection(word) == word }
    }
    let silences = silences.filter { silence in
      switch silence.cause {
      case .hold: return true
      case .afterCall:
        return music.seconds(in: silence.span) >= musicRatio * silence.span.durationSeconds
      default: return false
      }
    }.map(\.span)
    var spans: [TimeSpan] = []
    for silence in silences {
      if let last = spans.last,
        words.intersecting(TimeSpan(last.endSeconds, silence.startSeconds)).isEmpty
      {
        spans[spans.count - 1].endSeconds = silence.endSeconds
      } else {
        spans.append(silence)
      }
    }
    return spans.map { hold($0, words: words, music: music) }
  }

  private func hold(_ span: TimeSpan, words: [TimeSpan], music: [TimeSpan]) -> Hold {
    let place = words.partitioningIndex { $0.startSeconds >= span.endSeconds }
    let back = place < words.count ? words[place].startSeconds : nil
    let before = words.partitioningIndex { $0.endSeconds > span.startSeconds }
    let left = before > 0 ? words[before - 1].endSeconds : nil
    // Music that plays under the words around the silence is the hold, too.
    let played = music.intersecting(span)
    let musicStart = played.first?.startSeconds ?? span.startSeconds
    let musicEnd = played.last?.endSeconds ?? span.endSeconds
    let start = min(span.startSeconds, max(musicStart, left ?? musicStart))
    let end = max(span.endSeconds, min(musicEnd, back ?? musicEnd))
    let customer = side(of: .customer)?.speech ?? []
    // Whether the agent returned to a recording that ended before, nobody knows.
    let gone = side(of: .agent)?.absent.first { $0.startSeconds >= start }?.startSeconds
    let waited = TimeSpan(start, max(start, min(back ?? end, gone ?? .infinity)))
    // Music is followed until it is unlikely, a little into the word that comes after it.
    let customerBack = customer.first { word in
      word.startSeconds >= end
        || (word.startSeconds >= span.endSeconds
          && word.endSeconds - end >= word.durationSeconds / 2)
    }
    return Hold(
      span: TimeSpan(start, end), agentBeforeSeconds: left, agentReturnSeconds: back,
      customerReturnSeconds: customerBack?.startSeconds,
      waitSeconds: waited.durationSeconds - customer.seconds(in: waited))
  }
}
