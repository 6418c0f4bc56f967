internal import CallTypes

extension ChannelAnalyzer {
  /// Hears frames anew, from samples without the echoes in them.
  ///
  /// The background stays as it was: between words, it is that of the recording.
  func hear(_ stretch: CleanedStretch) {
    let shift = stretch.firstFrame
    let known = AnalysisRate.frameCount(ofSamples: stretch.samples.count)
    let frames = stretch.frames.lowerBound - shift..<min(stretch.frames.upperBound - shift, known)
    guard !frames.isEmpty, stretch.firstFrame >= discardedRows else { return }
    var cleaned = BandSpectrogram()
    BandAnalyzer().append(frames: 0..<known, of: stretch.samples, to: &cleaned)
    let floor = detectorInput.floor(
      ofFrames: shift - discardedRows..<shift + known - discardedRows)
    let rising = rises(
      of: cleaned, over: floor.moved(byFrames: discardedRows - shift), frames: 0..<known,
      leastDB: Float(settings.pitch.minimumSNRDB))
    let voice = pitch.track(stretch.samples, frames: 0..<known, rises: rising)
    for frame in frames {
      let place = frame + shift
      recordedFrames.keep(
        place, row: detectorInput.row(ofFrame: place - discardedRows),
        f0OrZeroHz: f0OrZeroHz[place])
      f0OrZeroHz[place] = voice.f0OrZeroHz[frame]
    }
    detectorInput.replace(
      from: frames.lowerBound + shift - discardedRows, frames: frames, of: cleaned,
      samples: stretch.samples, voice: voice, voiceStart: 0)
  }

  /// Compares what was heard without echoes with what is recorded: speech that is not there without
  /// them is an echo's. Such frames are told as recorded, and named.
  ///
  /// - Parameters:
  ///   - frames: Frames of `detectorInput`.
  ///   - speech: Probabilities without echoes; one for each of the frames.
  func tellSilenced(
    _ frames: Range<Int>, speech: inout [Float], recorded: DetectorInput?, loudDBFS: Float
  ) {
    let places = recordedFrames.places(
      in: frames.lowerBound + discardedRows..<frames.upperBound + discardedRows)
    guard let recorded, !places.isEmpty else { return }
    let before = SpeechNetwork.ofOneParty.output(for: frames, of: recorded, loudDBFS: loudDBFS)
    for place in places {
      let frame = recordedFrames.frames[place]
      let index = frame - discardedRows - frames.lowerBound
      guard speech[index] < Float(ChannelTracks.speechOffsetRatio),
        before.speech[index] > speech[index]
      else { continue }
      speech[index] = before.speech[index]
      silenced.append(frame: frame)
      f0OrZeroHz[frame] = recordedFrames.f0OrZeroHz(at: place)
      strengthSteps[frame] =
        recordedFrames.row(at: place)[
          recordedFrames.row(at: place).startIndex + DetectorInput.floorLength + 1]
    }
  }

  /// What the detector would look at with the echoes; `nil` where none was taken out.
  func recordedInput() -> DetectorInput? {
    guard !recordedFrames.frames.isEmpty else { return nil }
    var input = detectorInput
    for (place, frame) in recordedFrames.frames.enumerated() where frame >= discardedRows {
      input.setRow(ofFrame: frame - discardedRows, to: recordedFrames.row(at: place))
    }
    return input
  }
}
