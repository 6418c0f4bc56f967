import AudioDecoding
import CallPipeline
import CallStore
import CallTypes
import ConversationAnalysis
import Foundation
import SystemPackage
import TestSupport
import Testing

struct RescoreTests {
  private let folder: ScratchFolder
  private let store: CallStore

  init() throws {
    folder = try ScratchFolder()
    store = try CallStore.inMemory()
  }

  private func inputs(_ count: Int = 3) throws -> [CallInput] {
    try (0..<count).map { index in
      let call = CallBytes.stereo(seconds: 2, f0Hz: 110 + 20 * Double(index), gapSeconds: 1.5)
      try folder.write(call.bytes, as: "\(index).wav")
      return CallInput(path: FilePath(folder.path("\(index).wav")), displayPath: "\(index).wav")
    }
  }

  /// Settings under which the pause of the calls is no event any more.
  private func patientAnalyzer(_ roles: [ChannelRole]? = nil) throws -> CallAnalyzer {
    var settings = CallSiftSettings()
    settings.conversation.silence.minimumSeconds = 5
    return try CallAnalyzer(settings: settings, commandLineRoles: roles)
  }

  private func outcomes(
    _ inputs: [CallInput], _ analyzer: CallAnalyzer, keepsTracks: Bool = true
  ) async throws -> (outcomes: [CallOutcome], storedCount: Int) {
    var (outcomes, storedCount): ([CallOutcome], Int) = ([], 0)
    let keptIn = ScanStore(store, keepsTracks: keepsTracks)
    try await scan(inputs, with: analyzer, jobCount: 1, keptIn: keptIn) {
      if case .outcome(let outcome) = $0.result { outcomes.append(outcome) }
      storedCount += $0.isStored ? 1 : 0
    }
    return (outcomes, storedCount)
  }

  private func codes(_ outcome: CallOutcome) -> [String] {
    guard case .report(let report) = outcome else { return [] }
    return report.events.map { "\($0.code.rawValue) \($0.cause?.rawValue ?? "")" }
      + report.flags.map(\.code.rawValue)
  }

  @Test func `a rescored store holds what a scan with the new settings would find`() async throws {
    let inputs = try inputs()
    let roles: [ChannelRole] = [.agent, .customer]
    let before = try await outcomes(
      inputs, try CallAnalyzer(settings: CallSiftSettings(), commandLineRoles: roles)
    ).outcomes
    #expect(before.allSatisfy { codes($0).contains { $0.hasPrefix("EV101") } })
    let summary = try rescore(store, with: patientAnalyzer())
    #expect(summary.rescoredCount == 3)
    #expect(summary.unheardCount == 0)
    let patient = try patientAnalyzer(roles)
    let (found, storedCount) = try await outcomes(inputs, patient)
    #expect(storedCount == 3, "a scan after it has nothing to do")
    for (found, input) in zip(found, inputs) {
      #expect(!codes(found).contains { $0.hasPrefix("EV101") })
      #expect(codes(found) == codes(patient.outcome(of: input)))
    }
    #expect(try rescore(store, with: patientAnalyzer()).rescoredCount == 0)
  }

  @Test func `how much of a recording is missing is known to a rescore, too`() async throws {
    var call = CallBytes.stereo(seconds: 4)
    call.statedDataSize = UInt32(call.audio.count * 2)
    try folder.write(call.bytes, as: "half.wav")
    let input = CallInput(path: FilePath(folder.path("half.wav")), displayPath: "half.wav")
    func reason(_ lost: Double?) async throws -> UnknownReason? {
      var settings = CallSiftSettings()
      if let lost { settings.conversation.score.maximumMissingRatio = lost }
      let analyzer = try CallAnalyzer(settings: settings, commandLineRoles: [.agent, .customer])
      _ = try rescore(store, with: analyzer)
      let (found, storedCount) = try await outcomes([input], analyzer)
      guard case .report(let report) = found.first else { throw CallStoreError.damaged(file: "") }
      #expect(storedCount == (lost == nil ? 0 : 1), "a rescored call is not analysed again")
      #expect(report.audio.declaredDurationSeconds == 8 && report.score.points == nil)
      return report.notes["score.points"]
    }
    #expect(try await reason(nil) == .recordingCutShort)
    #expect(try await reason(0.5) != .recordingCutShort)
    #expect(try await reason(0.4) == .recordingCutShort)
  }

  @Test func `calls without tracks are counted and stay as they are`() async throws {
    let inputs = try inputs()
    let analyzer = try CallAnalyzer(settings: CallSiftSettings())
    _ = try await outcomes(inputs, analyzer, keepsTracks: false)
    let summary = try rescore(store, with: patientAnalyzer())
    #expect(summary.rescoredCount == 0)
    #expect(summary.unheardCount == 3)
    #expect(try await outcomes(inputs, analyzer).storedCount == 3)
  }

  @Test func `other settings of the signal cannot be met from tracks`() async throws {
    _ = try await outcomes(try inputs(), try CallAnalyzer(settings: CallSiftSettings()))
    var settings = CallSiftSettings()
    settings.decoding.externalDecoderTimeLimitSeconds += 1
    let summary = try rescore(store, with: CallAnalyzer(settings: settings))
    #expect(summary.unheardCount == 3)
  }

  @Test func `both names of a content are rescored`() async throws {
    let first = try inputs(1)
    let call = CallBytes.stereo(seconds: 2, f0Hz: 110, gapSeconds: 1.5)
    try folder.write(call.bytes, as: "copy.wav")
    let copy = CallInput(path: FilePath(folder.path("copy.wav")), displayPath: "copy.wav")
    _ = try await outcomes(first + [copy], try CallAnalyzer(settings: CallSiftSettings()))
    #expect(try rescore(store, with: patientAnalyzer()).rescoredCount == 2)
    let (found, storedCount) = try await outcomes(first + [copy], try patientAnalyzer())
    #expect(storedCount == 2)
    #expect(found.map(\.callId) == ["0.wav", "copy.wav"])
  }

  @Test func `calls of before a day are left alone`() async throws {
    _ = try await outcomes(try inputs(), try CallAnalyzer(settings: CallSiftSettings()))
    // The store of the test was filled in 1970.
    #expect(try rescore(store, with: patientAnalyzer(), since: "2026-01-01").rescoredCount == 0)
    #expect(try rescore(store, with: patientAnalyzer(), since: "1970-01-01").rescoredCount == 3)
  }

  /// Every sample call: what the quantisation of tracks changes is listed here, and nothing else is.
  @Test func `over the sample calls, events and flags are those of a fresh scan`() async throws {
    let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/")
    let samples = FilePath(String(root.dropFirst())).appending("audio-fixtures")
    var request = InputRequest()
    request.paths = [samples]
    let inputs = try InputListing(of: request).inputs
    #expect(inputs.count > 50)
    let settings = try loadSettings(
      from: SettingsSources(file: samples.appending("callsift.yaml"), assignments: []))
    let analyzer = try CallAnalyzer(settings: settings)
    var differences: [String] = []
    for input in inputs {
      let (outcome, tracks) = analyzer.outcomeWithTracks(of: input)
      guard case .report(let report) = outcome, let tracks,
        let kept = TrackArchive(tracks).tracks
      else { continue }
      let roles = report.channels.map(\.party)
      let again = analyze(kept, roles: roles, settings: analyzer.settings.conversation)
      let was = Set(report.flags.map(\.code.rawValue) + report.events.map { name(of: $0) })
      let now = Set(again.flags.map(\.code.rawValue) + again.events.map { name(of: $0) })
      differences += was.symmetricDifference(now).sorted().map { "\(input.callId): \($0)" }
    }
    #expect(differences == [])
  }

  private func name(of event: CallEvent) -> String {
    "\(event.code.rawValue) \(event.cause?.rawValue ?? "") \(event.party?.label ?? "")"
  }
}
