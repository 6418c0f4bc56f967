public import CallTypes

/// The tracks of a call as CSV, one line per frame: what a researcher plots or compares.
///
/// Columns: `seconds` (centre of the frame), then per channel `channel0.levelDBFS`,
/// `.speechProbability`, `.f0Hz` (empty where unvoiced), `.f0Strength`, `.noiseFloorDBFS`,
/// `.musicProbability`.
public enum TrackTable {
  /// Writes the table, a second of frames at a time.
  ///
  /// - Parameter write: Takes the text, piece by piece; what it throws ends the table.
  public static func write<Failure: Error>(
    _ tracks: CallTracks, to write: (String) throws(Failure) -> Void
  ) throws(Failure) {
    try write(header(channelCount: tracks.channels.count))
    guard let grid = tracks.channels.first?.levelDBFS.grid else { return }
    var text = ""
    for frame in 0..<grid.frameCount {
      text += line(of: frame, at: grid.centreSeconds(ofFrame: frame), in: tracks)
      if frame % 100 == 99 {
        try write(text)
        text.removeAll(keepingCapacity: true)
      }
    }
    try write(text)
  }

  private static func header(channelCount: Int) -> String {
    let columns = (0..<channelCount).flatMap { channel in
      [
        "levelDBFS", "speechProbability", "f0Hz", "f0Strength", "noiseFloorDBFS",
        "musicProbability",
      ].map { "channel\(channel).\($0)" }
    }
    return (["seconds"] + columns).joined(separator: ",") + "\n"
  }

  private static func line(of frame: Int, at seconds: Double, in tracks: CallTracks) -> String {
    var cells = ["\(seconds.rounded(toPlaces: 4))"]
    for channel in tracks.channels {
      let (noise, music) = (channel.noiseFloorDBFS, channel.musicProbability)
      let block = place(at: seconds, in: noise.grid)
      cells += [
        decimal(channel.levelDBFS.values[frame], places: 2),
        decimal(channel.speechProbability[frame], places: 3),
        channel.f0Hz[frame].map { decimal($0, places: 2) } ?? "",
        decimal(channel.f0Strength[frame], places: 3),
        noise.values.isEmpty ? "" : decimal(noise.values[block], places: 2),
        music.steps.isEmpty ? "" : decimal(music[place(at: seconds, in: music.grid)], places: 3),
      ]
    }
    return cells.joined(separator: ",") + "\n"
  }

  /// The value of a coarser track that a frame lies in.
  private static func place(at seconds: Double, in grid: FrameGrid) -> Int {
    min(Int(seconds / grid.hopSeconds), max(0, grid.frameCount - 1))
  }

  private static func decimal(_ value: Float, places: Int) -> String {
    "\(Double(value).rounded(toPlaces: places))"
  }
}
