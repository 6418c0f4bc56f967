public import CallStore
public import CallTypes
public import ConversationAnalysis
internal import Crypto
internal import Foundation

/// What an enrolment made of one recording.
public enum EnrollmentOutcome: Hashable, Sendable {
  /// The voice of an agent.
  case voice(EnrolledVoice)
  /// A recording that no voice is taken from.
  case refused(callId: String, VoiceRefusal)
  /// A recording that could not be analysed.
  case failed(CallFailure)
}

extension CallAnalyzer {
  /// The voice of a recording's agent.
  ///
  /// - Parameter agentId: Who the agent is; `nil` = whom name, manifest or metadata declare.
  public func enrollment(of input: CallInput, agentId: String?) -> EnrollmentOutcome {
    let (outcome, tracks) = hearingAllVoices.outcomeWithTracks(of: input)
    switch outcome {
    case .failure(let failure): return .failed(failure)
    case .report(let report):
      guard let agent = agentId ?? report.metadata.agentId else {
        return .refused(callId: report.callId, .noAgentId)
      }
      guard let tracks, let key = AgentHistories.callKey(of: report.file) else {
        return .refused(callId: report.callId, .noContent)
      }
      // An inferred role is no ground for a profile that later roles are inferred from.
      let roles = report.channels.map { $0.partySource == .inferred ? .unknown : $0.party }
      switch enrollableVoice(
        in: tracks, roles: roles, isOfAgent: agentId != nil, settings: settings.conversation)
      {
      case .failure(let refusal): return .refused(callId: report.callId, refusal)
      case .success(let sample):
        return .voice(
          EnrolledVoice(
            agentId: agent, callKey: key, network: CallSiftVersion.voiceNetwork,
            coordinates: sample.coordinates, speechSeconds: sample.speechSeconds))
      }
    }
  }

  private var hearingAllVoices: CallAnalyzer {
    var analyzer = self
    analyzer.hearsAllVoices = true
    return analyzer
  }
}

/// Takes the agents' voices of many recordings, several at a time, in the order of the inputs.
///
/// - Parameters:
///   - agentId: Who the agent of all is; `nil` = whom each declares.
///   - jobCount: Recordings at a time, at least one.
///   - deliver: Takes each outcome, one after the other. An error that it throws ends the enrolment.
public func enroll(
  _ inputs: [CallInput], agentId: String?, with analyzer: CallAnalyzer, jobCount: Int,
  deliver: (EnrollmentOutcome) throws -> Void
) async throws {
  let executor = AnalysisExecutor()
  try await withThrowingTaskGroup(of: (Int, EnrollmentOutcome).self) { group in
    var (started, delivered) = (0, 0)
    var finished: [Int: EnrollmentOutcome] = [:]
    while delivered < inputs.count {
      while started < min(inputs.count, delivered + max(1, jobCount)) {
        let (index, input) = (started, inputs[started])
        group.addTask(executorPreference: executor) {
          (index, analyzer.enrollment(of: input, agentId: agentId))
        }
        started += 1
      }
      guard let (index, outcome) = try await group.next() else { return }
      // What was cut off says nothing of the voice.
      if analyzer.isAbandoned() { throw CancellationError() }
      finished[index] = outcome
      while let outcome = finished.removeValue(forKey: delivered) {
        try deliver(outcome)
        delivered += 1
      }
    }
  }
}

extension AgentVoices {
  /// The voices of a store that this version can use.
  ///
  /// - Throws: `CallStoreError` when the store cannot be read.
  public init(in store: CallStore) throws(CallStoreError) {
    var samples: [String: [String: VoiceSample]] = [:]
    for voice in try store.enrolledVoices(network: CallSiftVersion.voiceNetwork) {
      guard voice.coordinates.count == VoiceTrack.dimensionCount,
        voice.coordinates.allSatisfy(\.isFinite)
      else { throw .damaged(file: store.file) }
      samples[voice.agentId, default: [:]][voice.callKey] = VoiceSample(
        coordinates: voice.coordinates, speechSeconds: voice.speechSeconds)
    }
    self.init(samples: samples)
  }

  /// Hash of all that it says, and of how voices are compared.
  var contentHash: String {
    var hash = SHA256()
    hash.update(data: Self.spreadWeights)
    for (agent, own) in samples.sorted(by: { $0.key < $1.key }) {
      for (key, sample) in own.sorted(by: { $0.key < $1.key }) {
        let bits = sample.coordinates.map { String($0.bitPattern) }
        // A length in front keeps "a b" and "a", "b" apart.
        hash.update(
          data: Data("\(agent.utf8.count) \(agent) \(key) \(bits.joined(separator: " "))\n".utf8))
      }
    }
    return hexadecimalText(of: hash.finalize())
  }

  /// The voices that the agent of a call may have.
  func profiles(for metadata: CallMetadata, of file: FileReport) -> [VoiceProfile] {
    profiles(ofAgent: metadata.agentId, without: AgentHistories.callKey(of: file))
  }
}
