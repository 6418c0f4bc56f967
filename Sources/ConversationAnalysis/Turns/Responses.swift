import CallTypes

extension Conversation {
  /// Changes of the floor that are answers: none across a hold or a pause of the recording.
  var responses: [FloorTransfer] {
    let excluded = excludedSilences
    return floor.transfers.filter { transfer in
      guard transfer.offsetSeconds > 0 else { return true }
      return excluded.intersecting(TimeSpan(transfer.endSeconds, transfer.startSeconds)).isEmpty
    }
  }

  /// Median floor-transfer offset with which a side took the floor, and how many there were.
  func medianResponse(ofSide side: Int) -> (seconds: Double?, count: Int) {
    let offsets = responses.filter { $0.toSide == side }.map(\.offsetSeconds)
    return (offsets.median, offsets.count)
  }
}
