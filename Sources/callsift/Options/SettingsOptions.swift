internal import ArgumentParser
internal import CallFormats
internal import CallPipeline
internal import CallTypes
internal import ConversationAnalysis
internal import Foundation
internal import SystemPackage

/// Switches about thresholds and language, shared by all commands.
///
/// Order of precedence: switch, environment (`CALLSIFT_*`), settings file, profile, defaults.
struct SettingsOptions: ParsableArguments {
  @Option(
    name: .customLong("settings"),
    help: .of(
      Message("help.settingsFile", "$XDG_CONFIG_HOME/callsift/settings.yaml"), "file"))
  var settingsFile: String?

  @Option(
    help: .of(
      Message(
        "help.profile", .text(SettingsProfile.all.map(\.name).joined(separator: ", ")), "handbook"),
      "name"))
  var profile: String?

  @Option(
    name: .customLong("set"),
    help: .of(
      Message("help.set", "silence.minimumSeconds=2"), "key=value"))
  var assignments: [String] = []

  @Option(help: .of(Message("help.lang")))
  var lang: String?

  private var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// Loads the settings.
  ///
  /// - Parameters:
  ///   - folders: Scanned folders and files, whose archive's settings file is used when none is named.
  ///   - isQuiet: Does not tell of a settings file found further above.
  /// - Throws: `CommandFailure` with the usage status.
  func load(
    forFolders folders: [FilePath] = [], isQuiet: Bool = false
  ) throws(CommandFailure) -> CallSiftSettings {
    let inherited = (environment["CALLSIFT_SET"] ?? "").split(separator: " ").map(String.init)
    var sources = SettingsSources(
      file: try file(forFolders: folders, isQuiet: isQuiet), assignments: inherited + assignments)
    do throws(SettingsError) {
      if let name = profile ?? environment["CALLSIFT_PROFILE"], !name.isEmpty {
        sources.profile = try SettingsProfile.named(name)
      }
      if let file = sources.file { try checkAlone(file) }
      return try loadSettings(from: sources)
    } catch {
      throw CommandFailure(.usage, error.wording)
    }
  }

  /// Reads a settings file by itself, so that a mistake in it is told with its name: nobody may have
  /// typed that.
  private func checkAlone(_ file: FilePath) throws(SettingsError) {
    do throws(SettingsError) { _ = try loadSettings(from: SettingsSources(file: file)) } catch {
      switch error {
      case .malformed, .unreadable: throw error
      default: throw .wrongFile(file: displayText(of: file), detail: error.wording)
      }
    }
  }

  /// Language of tables.
  ///
  /// - Throws: `CommandFailure` for a language that there is none of.
  func language() throws(CommandFailure) -> Language {
    try TerminalLanguage.named(lang)
  }

  /// How results are shown on this terminal.
  func presentation(on terminal: Terminal) throws(CommandFailure) -> Presentation {
    let language = try language()
    return Presentation(
      language: language, widthColumns: terminal.widthColumns, colour: terminal.allowsColour,
      ruleName: { code in
        let rule = QualityRules.all.first { $0.code == code }
        return language == .chinese ? rule?.chineseName : rule?.name
      },
      ruleSummary: { code in
        let rule = QualityRules.all.first { $0.code == code }
        return language == .chinese ? rule?.chineseSummary : rule?.summary
      })
  }

  private func file(
    forFolders folders: [FilePath], isQuiet: Bool
  ) throws(CommandFailure) -> FilePath? {
    if let settingsFile { return filePath(ofArgument: settingsFile) }
    if let name = environment["CALLSIFT_SETTINGS"], !name.isEmpty { return FilePath(name) }
    let beside = Set(folders.compactMap(nearestSettingsFile))
    if beside.count > 1 {
      throw CommandFailure(.usage, Message("command.severalSettings"))
    }
    if let own = beside.first {
      let places = folders.map(absolutePath).map {
        isFolder($0) ? $0 : $0.removingLastComponent()
      }
      if !isQuiet && !places.contains(own.removingLastComponent()) {
        StandardError.tell(Message("command.settingsFrom", .text(displayText(of: own))))
      }
      return own
    }
    let home =
      environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? environment["HOME"].map { $0 + "/.config" }
    return home.map { FilePath($0).appending("callsift").appending("settings.yaml") }
      .flatMap { exists($0) ? $0 : nil }
  }
}

private let settingsFileName = "callsift.yaml"

/// The settings file of the archive that a recording or folder belongs to: in the folder itself, else
/// in the nearest above it.
private func nearestSettingsFile(to path: FilePath) -> FilePath? {
  var folder = absolutePath(of: path)
  repeat {
    let candidate = folder.appending(settingsFileName)
    if exists(candidate) { return candidate }
  } while folder.removeLastComponent()
  return nil
}

/// Whether there is anything at the path.
func exists(_ path: FilePath) -> Bool { path.withPlatformString { access($0, F_OK) } == 0 }
