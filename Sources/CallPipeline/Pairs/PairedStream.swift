internal import AudioDecoding
internal import CallTypes
internal import SpeechSignal
internal import SystemPackage

/// Two files of one channel each, decoded side by side as one recording of two channels.
///
/// Where one file begins later, ends earlier or is not there, its channel is filled with zeros, and
/// `absent` says so: nothing is known of that side then.
final class PairedStream: AudioStream {
  /// Shorter differences are packets, and nobody's absence.
  private static let leastAbsentSeconds = 0.02
  /// A side that lacks less is not worth a word.
  private static let leastToldSeconds = 1.0

  let format: AudioFormat
  private(set) var warnings: [AnalysisWarning] = []
  private let halves: [HalfSource]
  private var deliveredFrames = 0
  private var isAtEnd = false

  /// Opens both files.
  ///
  /// - Throws: Where neither can be opened, and where one is no half: it has several channels.
  init(
    _ pair: RecordingPair,
    opening open: (FilePath) throws(AudioDecodingError) -> any AudioStream
  ) throws(AudioDecodingError) {
    var streams: [(any AudioStream)?] = []
    var failures: [AudioDecodingError?] = []
    for half in pair.halves {
      var (stream, failure): ((any AudioStream)?, AudioDecodingError?)
      do throws(AudioDecodingError) {
        if let half { stream = try open(half.path) }
      } catch {
        failure = error
      }
      if let count = stream?.format.channelCount, count > 1 {
        throw .unreadable(Message("unreadable.halfHasChannels", "\(count)"))
      }
      streams.append(stream)
      failures.append(failure)
    }
    let formats = streams.compactMap { $0?.format }
    guard let first = formats.first else {
      throw failures.compactMap(\.self).first
        ?? .inaccessible(errorNumber: Errno.noSuchFileOrDirectory.rawValue)
    }
    let rates = Set(formats.map(\.sampleRateHz))
    let rateHz = rates.count > 1 ? AnalysisRate.sampleRateHz : first.sampleRateHz
    let delay = Int((abs(pair.secondDelaySeconds) * Double(rateHz)).rounded())
    let leads = pair.secondDelaySeconds < 0 ? [delay, 0] : [0, delay]
    halves = zip(streams, leads).map { HalfSource($0, leadFrames: $1, rateHz: rateHz) }
    format = Self.format(
      of: formats, leads: zip(streams, leads).filter { $0.0 != nil }.map(\.1), rateHz: rateHz)
    for (half, failure) in zip(pair.halves, failures) {
      if let failure { tellMissing(failure.wording) }
      if half == nil { tellMissing(Message("pair.noFile")) }
    }
    if rates.count > 1 {
      let names = rates.sorted().map { "\($0)" }.joined(separator: ", ")
      warnings.append(
        AnalysisWarning(.ratesDiffer, Message("found.ratesDiffer", .text(names), "\(rateHz)")))
    }
  }

  private static func format(
    of formats: [AudioFormat], leads: [Int], rateHz: Int
  ) -> AudioFormat {
    func names(_ name: (AudioFormat) -> String) -> String {
      var seen: [String] = []
      for format in formats where !seen.contains(name(format)) { seen.append(name(format)) }
      return seen.joined(separator: "+")
    }
    let counts = formats.map { format in
      format.declaredFrameCount.map { Double($0) / Double(format.sampleRateHz) * Double(rateHz) }
    }
    let known = counts.compactMap(\.self)
    let longest = zip(counts, leads).compactMap { count, lead in count.map { $0 + Double(lead) } }
      .max()
    return AudioFormat(
      container: names(\.container), codec: names(\.codec), sampleRateHz: rateHz, channelCount: 2,
      declaredFrameCount: known.count == counts.count ? longest.map { Int64($0.rounded()) } : nil)
  }

  func read(into buffer: inout [Float]) throws(AudioDecodingError) -> Int {
    if isAtEnd { return 0 }
    let wanted = buffer.count / 2
    for half in halves {
      do throws(AudioDecodingError) { try half.fill(to: wanted) } catch {
        // The other half may hold the call all the same.
        guard halves.contains(where: { $0 !== half && $0.hasSound }) else { throw error }
        tellMissing(error.wording)
      }
    }
    let count = min(wanted, halves.map(\.available).max() ?? 0)
    for (channel, half) in halves.enumerated() {
      half.take(count, into: &buffer, channel: channel)
    }
    deliveredFrames += count
    if count == 0 { finish() }
    return count
  }

  /// Where there is no recording of a channel; complete once `read` has returned 0.
  func absent(channel: Int) -> [TimeSpan] {
    let rate = Double(format.sampleRateHz)
    let (half, end) = (halves[channel], Double(deliveredFrames) / rate)
    let start = min(Double(half.leadFrames) / rate, end)
    let last = min(Double(half.leadFrames + half.soundFrames) / rate, end)
    let present = half.soundFrames > 0 ? [TimeSpan(start, max(start, last))] : []
    return present.complement(in: TimeSpan(0, end))
      .lasting(atLeastSeconds: Self.leastAbsentSeconds)
  }

  private func finish() {
    isAtEnd = true
    warnings += halves.flatMap(\.warnings)
    for channel in halves.indices where halves[channel].soundFrames > 0 {
      let seconds = absent(channel: channel).totalSeconds
      guard seconds >= Self.leastToldSeconds else { continue }
      let told = "\(seconds.rounded(toPlaces: 1))"
      warnings.append(
        AnalysisWarning(
          .sideShorter, Message("found.sideShorter", "\(channel)", .text(told))))
    }
  }

  private func tellMissing(_ reason: Message) {
    warnings.append(
      AnalysisWarning(.sideMissing, Message("found.sideMissing", .message(reason))))
  }
}

/// One channel of a pair, pulled from its file as it is needed.
private final class HalfSource {
  /// Frames of nothing before the file's first.
  let leadFrames: Int
  /// Those of them that were not taken yet: counted, as metadata may say a day.
  private var leadLeft: Int
  /// Frames that came out of the file.
  private(set) var soundFrames = 0
  private var stream: (any AudioStream)?
  private let source: (any AudioStream)?
  private let resampler: Resampler?
  private var pending: [Float] = []
  /// Frames of `pending` that were taken.
  private var takenCount = 0
  private var block = [Float](repeating: 0, count: 16_384)

  init(_ stream: (any AudioStream)?, leadFrames: Int, rateHz: Int) {
    (self.stream, source) = (stream, stream)
    self.leadFrames = stream == nil ? 0 : leadFrames
    let isOther = stream.map { $0.format.sampleRateHz != rateHz } ?? false
    resampler = isOther ? stream.flatMap { Resampler(fromHz: $0.format.sampleRateHz) } : nil
    leadLeft = self.leadFrames
  }

  /// Whether there may be sound, or has been.
  var hasSound: Bool { stream != nil || soundFrames > 0 }

  /// Frames that can be taken.
  var available: Int { leadLeft + pending.count - takenCount }

  /// What was odd about the file.
  var warnings: [AnalysisWarning] { source?.warnings ?? [] }

  /// Decodes until so many frames can be taken, or the file ends.
  func fill(to wanted: Int) throws(AudioDecodingError) {
    while available < wanted, let open = stream {
      let count: Int
      do throws(AudioDecodingError) { count = try open.read(into: &block) } catch {
        (stream, pending, takenCount, leadLeft) = (nil, [], 0, 0)
        throw error
      }
      let before = pending.count
      if let resampler {
        resampler.append(block.span.extracting(0..<count), to: &pending)
      } else {
        pending.append(contentsOf: block[..<count])
      }
      soundFrames += pending.count - before
      if count == 0 { stream = nil }
    }
  }

  /// Moves frames into one channel of an interleaved buffer, zeros where there are no more.
  func take(_ count: Int, into buffer: inout [Float], channel: Int) {
    let lead = min(count, leadLeft)
    let own = min(count - lead, pending.count - takenCount)
    for frame in 0..<lead { buffer[2 * frame + channel] = 0 }
    for frame in 0..<own { buffer[2 * (lead + frame) + channel] = pending[takenCount + frame] }
    for frame in lead + own..<max(lead + own, count) { buffer[2 * frame + channel] = 0 }
    leadLeft -= lead
    takenCount += own
    if takenCount == pending.count {
      pending.removeAll(keepingCapacity: true)
      takenCount = 0
    }
  }
}
