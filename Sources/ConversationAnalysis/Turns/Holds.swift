import CallTypes

/// A stretch in which the agent let the customer wait.
struct Hold: Hashable {
  /// From the first silence of the hold to the end of the last, or of the music.
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
  /// - Parameter musicRatio: Share of music that makes the time after the last word a hold, too.
  func holds(musicRatio: Double) -> [Hold] {
    guard hasSidesApart, let agent = side(of: .agent) else { return [] }
    let music = channels.flatMap(\.music).union()
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
        agent.speech.intersecting(TimeSpan(last.endSeconds, silence.startSeconds)).isEmpty
      {
        spans[spans.count - 1].endSeconds = silence.endSeconds
      } else {
        spans.append(silence)
      }
    }
    return spans.map { hold($0, agent: agent, music: music) }
  }

  private func hold(_ span: TimeSpan, agent: Side, music: [TimeSpan]) -> Hold {
    let place = agent.speech.partitioningIndex { $0.startSeconds >= span.endSeconds }
    let back = place < agent.speech.count ? agent.speech[place].startSeconds : nil
    let before = agent.speech.partitioningIndex { $0.endSeconds > span.startSeconds }
    // Music that goes on under a word is still the hold.
    let musicEnd = music.intersecting(span).last?.endSeconds ?? span.endSeconds
    let end = max(span.endSeconds, min(musicEnd, back ?? musicEnd))
    let customer = side(of: .customer)?.speech ?? []
    let waited = TimeSpan(span.startSeconds, back ?? end)
    return Hold(
      span: TimeSpan(span.startSeconds, end),
      agentBeforeSeconds: before > 0 ? agent.speech[before - 1].endSeconds : nil,
      agentReturnSeconds: back,
      customerReturnSeconds: customer.first { $0.startSeconds >= end }?.startSeconds,
      waitSeconds: waited.durationSeconds - customer.seconds(in: waited))
  }
}
