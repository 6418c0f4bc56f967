internal import CallTypes

/// Turns the samples of one channel at the analysis rate into the values of its tracks.
///
/// Works through the recording in stretches of half a minute, each with a few seconds of context on
/// both sides, so that memory does not grow with samples and the result does not depend on how the
/// samples arrive. Owned by one task at a time.
final class ChannelAnalyzer {
  private static let framesPerSecond = AnalysisRate.framesPerSecond
  /// Frames that become final together.
  private static let coreFrames = 30 * framesPerSecond
  /// Frames on either side that the background is looked for in.
  private static let contextFrames = 6 * framesPerSecond
  /// Frames on either side that pitch path and speech probability see beyond the core.
  private static let marginFrames = framesPerSecond / 2

  private let bands = BandAnalyzer()
  let pitch: PitchTracker
  private let tones: ToneFinder
  let settings: SignalSettings
  private let timer: StageTimer?

  /// Frames that get their probabilities together: an hour, so that the loud level of all but very
  /// long recordings is that of the whole.
  private static let stretchFrames = 3600 * framesPerSecond
  /// Frames on either side that a probability depends on, in whole half seconds and steps.
  private static let reachFrames = 600

  /// Samples from the first held frame on; frames are counted from it.
  private var samples: [Float] = []
  private var spectrogram = BandSpectrogram()
  /// Held frames before this are final; they stay as context.
  private var coreStart = 0
  /// Frames forgotten so far: the number of the first held frame.
  private var discardedFrames = 0
  /// Whether all samples have come.
  private var isFinishing = false

  private(set) var probabilitySteps: [UInt8] = []
  var f0OrZeroHz: [Float] = []
  var strengthSteps: [UInt8] = []
  private(set) var noiseFloorsDBFS: [Float] = []
  private(set) var musicSteps: [UInt8] = []
  private(set) var voices = VoicePoints()
  /// Whether several parties may speak in the channel.
  var isShared = false
  /// Whether the track of voices is made.
  var hearsVoices = false
  var detectorInput = DetectorInput()
  /// Levels of the final frames that the search for echoes still needs; `nil` with one channel.
  var bandLevels: BandLevelHistory?
  /// Frames of `detectorInput` that have their probability.
  private var listenedFrames = 0
  private var loudLevel = LoudLevel()
  /// Frames of `detectorInput` that `loudLevel` holds.
  private var countedFrames = 0
  /// Frame at which the next stretch gets its probabilities, once all before it are final.
  private var stretchEnd =
    (stretchFrames + reachFrames + coreFrames - 1) / coreFrames * coreFrames
  /// Frames that `detectorInput` has forgotten.
  private(set) var discardedRows = 0
  /// How frames without their echoes were heard before.
  var recordedFrames = RecordedFrames()
  /// Frames whose speech is an echo's; ascending.
  var silenced: [Range<Int>] = []
  private let keepsDetectorInput: Bool

  init(settings: SignalSettings, keepsDetectorInput: Bool, timer: StageTimer?) {
    self.keepsDetectorInput = keepsDetectorInput
    self.settings = settings
    self.timer = timer
    pitch = PitchTracker(settings: settings.pitch)
    tones = ToneFinder(settings: settings.tones)
  }

  /// Number of frames that are final.
  var frameCount: Int { f0OrZeroHz.count }

  /// Signalling tones; complete after `finish()`.
  func toneSegments(grid: FrameGrid) -> [ToneSegment] { tones.segments(grid: grid) }

  /// Makes room for a recording of about this many frames.
  func reserve(frames: Int) {
    probabilitySteps.reserveCapacity(frames)
    f0OrZeroHz.reserveCapacity(frames)
    strengthSteps.reserveCapacity(frames)
    noiseFloorsDBFS.reserveCapacity(frames / NoiseFloorShape.blockFrames + 1)
    musicSteps.reserveCapacity(frames / SpeechNetwork.stepFrames + 1)
    // Grown by doubling, the rows would for a moment take three times what they need.
    let held = Self.stretchFrames + 2 * Self.reachFrames + 4 * Self.coreFrames
    detectorInput.reserve(frames: keepsDetectorInput ? frames : min(frames, held))
  }

  /// Takes a block of samples at the analysis rate.
  func append(_ block: [Float]) {
    samples.append(contentsOf: block)
    let known = AnalysisRate.frameCount(ofSamples: samples.count)
    let needed = coreStart + Self.coreFrames + Self.contextFrames
    guard known >= needed else { return }
    // Whole batches, so that last bits do not depend on how the samples arrive.
    extendSpectrogram(to: known / BandAnalyzer.batchFrames * BandAnalyzer.batchFrames)
    var end = coreStart + Self.coreFrames
    while end + Self.contextFrames <= known {
      finalize(coreStart..<end)
      end += Self.coreFrames
    }
    discardBeforeContext()
  }

  /// Ends the samples: the rest of the frames becomes final, but for their probabilities.
  func finish() {
    let known = AnalysisRate.frameCount(ofSamples: samples.count)
    extendSpectrogram(to: known)
    isFinishing = true
    while coreStart < known {
      finalize(coreStart..<min(coreStart + Self.coreFrames, known))
    }
    (samples, spectrogram) = ([], BandSpectrogram())
  }

  /// Ends the recording: the rest of the frames gets its probabilities.
  ///
  /// A step of its own, so that no channel holds samples while one has its rows listened to.
  func finishListening() {
    listen(finalFrames: frameCount)
    let start = timer?.now()
    listen(toFrame: detectorInput.frameCount, heardFrames: detectorInput.frameCount)
    if !keepsDetectorInput { detectorInput = DetectorInput() }
    timer?.add(.detection, since: start)
  }

  /// Gives whole stretches their probabilities.
  ///
  /// - Parameter finalFrames: Frames that are final, but for their probabilities.
  func listen(finalFrames: Int) {
    let start = timer?.now()
    while finalFrames >= stretchEnd {
      let end = stretchEnd - discardedRows
      listen(toFrame: end - Self.reachFrames, heardFrames: end)
      stretchEnd += Self.stretchFrames
    }
    timer?.add(.detection, since: start)
  }

  private func extendSpectrogram(to known: Int) {
    let start = timer?.now()
    bands.append(frames: spectrogram.frameCount..<known, of: samples, to: &spectrogram)
    timer?.add(.features, since: start)
  }

  private func finalize(_ core: Range<Int>) {
    let known = spectrogram.frameCount
    let region =
      max(0, core.lowerBound - Self.marginFrames)..<min(known, core.upperBound + Self.marginFrames)
    let start = timer?.now()
    let floor = noiseFloor(of: spectrogram, frames: region, settings: settings.noiseFloor)
    let rising = rises(
      of: spectrogram, over: floor, frames: region,
      leastDB: Float(settings.pitch.minimumSNRDB))
    let searched = timer?.add(.detection, since: start)
    findTones(in: core, floor: floor)
    let middle = timer?.add(.tones, since: searched)
    let voice = pitch.track(samples, frames: region, rises: rising)
    let end = timer?.add(.pitch, since: middle)
    let own = core.lowerBound - region.lowerBound..<core.upperBound - region.lowerBound
    f0OrZeroHz.append(contentsOf: voice.f0OrZeroHz[own])
    detectorInput.append(
      frames: core, of: spectrogram, samples: samples, voice: voice,
      voiceStart: region.lowerBound, floor: floor)
    let heard = detectorInput.frameCount
    bandLevels?.append(
      detectorInput, frames: heard - core.count..<heard,
      samples: samples[(core.lowerBound * AnalysisRate.hopSamples)...])
    for frame in stride(from: core.lowerBound, to: core.upperBound, by: NoiseFloorShape.blockFrames)
    {
      noiseFloorsDBFS.append(floor.totalLevelDBFS(ofFrame: frame))
    }
    timer?.add(.detection, since: end)
    coreStart = core.upperBound
  }

  private func findTones(in core: Range<Int>, floor: NoiseFloor) {
    let stretch = ToneFinder.Stretch(
      samples: samples, spectrogram: spectrogram, firstFrame: discardedFrames, floor: floor)
    tones.search(core, in: stretch)
    if isFinishing, core.upperBound == spectrogram.frameCount { tones.finish(in: stretch) }
  }

  /// Gives the frames up to `end` their probabilities, and forgets what no later frame looks at.
  ///
  /// - Parameter heardFrames: Frames of `detectorInput` that say what is loud.
  private func listen(toFrame end: Int, heardFrames: Int) {
    guard listenedFrames < end else { return }
    loudLevel.add(detectorInput, frames: countedFrames..<heardFrames)
    countedFrames = heardFrames
    // The rows hold them till now: the same byte twice for an hour would be memory for nothing.
    strengthSteps.append(contentsOf: detectorInput.periodicitySteps(of: listenedFrames..<end))
    let loudDBFS = loudLevel.levelDBFS
    let recorded = recordedInput()
    for start in stride(from: listenedFrames, to: end, by: SpeechNetwork.blockFrames) {
      let frames = start..<min(start + SpeechNetwork.blockFrames, end)
      var output = SpeechNetwork.ofOneParty.output(
        for: frames, of: detectorInput, loudDBFS: loudDBFS)
      if isShared {
        // A weaker voice may be the other party: whoever either network hears, speaks.
        let others = SpeechNetwork.ofAllParties.output(
          for: frames, of: detectorInput, loudDBFS: loudDBFS)
        for index in output.speech.indices {
          output.speech[index] = max(output.speech[index], others.speech[index])
        }
      }
      tellSilenced(frames, speech: &output.speech, recorded: recorded, loudDBFS: loudDBFS)
      // Nobody speaks in digital silence, whatever the network makes of what it never saw alone.
      probabilitySteps.append(
        contentsOf: zip(frames, output.speech).lazy.map { [detectorInput] frame, probability in
          detectorInput.isDigitalSilence(frame) ? 0 : UnitTrack.step(for: probability)
        })
      musicSteps.append(contentsOf: output.music.lazy.map { UnitTrack.step(for: $0) })
      if hearsVoices {
        voices.append(
          frames: frames, of: detectorInput, speech: output.speech, loudDBFS: loudDBFS,
          after: probabilitySteps.count - frames.count)
      }
    }
    listenedFrames = end
    guard !keepsDetectorInput, end > Self.reachFrames else { return }
    let surplus = end - Self.reachFrames
    detectorInput.removeFirst(frames: surplus)
    listenedFrames -= surplus
    countedFrames -= surplus
    discardedRows += surplus
    recordedFrames.discard(before: discardedRows)
  }

  private func discardBeforeContext() {
    let surplus = coreStart - Self.contextFrames
    guard surplus > 0 else { return }
    samples.removeFirst(surplus * AnalysisRate.hopSamples)
    spectrogram.removeFirst(frames: surplus)
    coreStart -= surplus
    discardedFrames += surplus
  }
}
