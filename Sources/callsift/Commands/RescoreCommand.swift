internal import ArgumentParser
internal import CallPipeline
internal import CallStore
internal import CallTypes

/// `callsift rescore`: other thresholds without listening again.
struct RescoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescore",
    abstract: "Makes the reports of a store anew with other settings, without reading a recording.",
    discussion: """
      Events, flags and scores follow from tracks that a scan keeps in the store. Settings of the \
      signal itself (decoding, sampleFaults, noiseFloor, pitch, tones, echoes) are not among what can \
      be changed so: such calls are counted, and are listened to by the next scan.

      Example:
        callsift rescore --settings new.yaml --since 2026-01-01

      Exit codes: 0 all done, 2 usage or settings, 3 some calls have to be listened to, 11 the store \
      is locked, 1 anything else.
      """)

  @OptionGroup(title: "Store") var store: StoreOptions

  @Option(
    help: ArgumentHelp(
      "Only calls from this day on (ISO 8601), by their start, else by when they were analysed.",
      valueName: "date"))
  var since: String?

  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func validate() throws { try refuseNoDate(since, switch: "--since") }

  func run() throws {
    let settings = try settings.load()
    let opened = try store.openExisting()
    let summary = try rescored(opened, try analyzer(settings))
    print(
      Message("store.rescored", "\(summary.rescoredCount)", "\(summary.unheardCount)")
        .text(in: try self.settings.language()))
    if summary.unheardCount > 0 { throw CommandFailure(.someUnreadable) }
  }

  private func analyzer(_ settings: CallSiftSettings) throws(CommandFailure) -> CallAnalyzer {
    do throws(SettingsError) { return try CallAnalyzer(settings: settings) } catch {
      throw CommandFailure(.usage, error.wording)
    }
  }

  private func rescored(
    _ store: CallStore, _ analyzer: CallAnalyzer
  ) throws(CommandFailure) -> RescoreSummary {
    do throws(CallStoreError) {
      return try rescore(store, with: analyzer, since: since)
    } catch {
      throw CommandFailure(error)
    }
  }
}
