internal import ArgumentParser
internal import CallPipeline
internal import CallTypes
internal import Foundation

/// `callsift settings`: every threshold with its unit, reason and source.
struct SettingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: Message("help.settings").onTerminal,
    discussion: """
      \(Message("help.settings.about").onTerminal)

      \(Message("help.examples").onTerminal)
        callsift settings silence
        callsift settings --check my.yaml
        callsift settings > callsift.yaml
      """)

  @Argument(help: .of(Message("help.settings.filter"), "name"))
  var filter: String?

  @Option(
    help: .of(Message("help.settings.check"), "file"))
  var check: String?

  @Flag(help: .of(Message("help.json")))
  var json = false

  @Flag(help: .of(Message("help.settings.profiles")))
  var profiles = false

  @OptionGroup(title: Message("help.groupSettings").onTerminal) var options: SettingsOptions

  func run() throws {
    let language = try options.language()
    if let check {
      do throws(SettingsError) {
        _ = try loadSettings(from: SettingsSources(file: filePath(ofArgument: check)))
      } catch {
        throw CommandFailure(.usage, error.wording)
      }
      print(Message("command.settingsValid", .text(check)).text(in: language))
      return
    }
    if profiles {
      let texts = SettingsProfile.all.map { $0.fileText(in: language) }
      print(texts.joined(separator: "---\n"), terminator: "")
      return
    }
    var listing = SettingListing.all(in: try options.load())
    if let filter {
      let wanted = filter.lowercased()
      listing = listing.filter { "\($0.group).\($0.key)".lowercased().contains(wanted) }
      guard !listing.isEmpty else {
        let names = CallSiftSettings.groups.map(\.name)
        guard let nearest = nearestName(to: filter, among: names) else {
          throw CommandFailure(.usage, Message("command.noSetting", .text(filter)))
        }
        throw CommandFailure(
          .usage, Message("command.noSettingNear", .text(filter), .text(nearest)))
      }
    }
    if json {
      print(try jsonText(of: listing))
    } else {
      printYAML(listing, in: language)
    }
  }

  private func printYAML(_ listing: [SettingListing], in language: Language) {
    var group: String?
    for setting in listing {
      if setting.group != group {
        if group != nil { print("") }
        print("\(setting.group):")
        group = setting.group
      }
      let unitText = setting.unitText(in: language)
      let unit =
        unitText.isEmpty ? "" : Message("rules.bracketed", .text(unitText)).text(in: language)
      let source = Message("settings.source", .text(setting.sourceText(in: language)))
      let stop = language == .chinese ? "。" : ". "
      print("  # \(setting.reasonText(in: language))\(unit)\(stop)\(source.text(in: language))")
      print("  \(setting.key): \(setting.value)")
    }
  }
}

/// One setting as it is listed.
struct SettingListing: Encodable {
  var group: String
  var key: String
  var value: String
  var unit: String
  var reason: String
  var source: String

  /// All settings, group by group.
  static func all(in settings: CallSiftSettings) -> [SettingListing] {
    CallSiftSettings.groups.flatMap { group in
      group.type.descriptions.map { description in
        SettingListing(
          group: group.name, key: description.key,
          value: settings.text(ofSetting: description.key, inGroup: group.name) ?? "",
          unit: SettingUnit.text(ofKey: description.key), reason: description.reason,
          source: description.source)
      }
    }
  }
}

extension SettingListing {
  /// Why it has its default, in a language; the English text stands beside the setting.
  func reasonText(in language: Language) -> String {
    Catalogue.of(language).texts["setting.\(group).\(key)"] ?? reason
  }

  /// Where its default comes from: citations are the same in every language, their comments English.
  func sourceText(in language: Language) -> String {
    guard language != .english else { return source }
    for key in ["settings.ownChoice", "settings.tuned"] {
      let message = Message(key)
      if source.hasPrefix(message.text(in: .english)) { return message.text(in: language) }
    }
    return source
  }

  /// Its unit, in a language.
  func unitText(in language: Language) -> String {
    Message("quantity.\(SettingUnit.name(ofKey: key))").text(in: language)
  }
}

/// Units by the endings of names (STYLE.md section 2).
enum SettingUnit {
  private static let endings = [
    ("PerDB", "perDB"), ("PerSecond", "perSecond"), ("PerMinute", "perMinute"),
    ("Seconds", "seconds"), ("DBFS", "dBFS"), ("DB", "dB"), ("Hz", "hertz"),
    ("Semitones", "semitones"), ("Ratio", "ratio"), ("Count", "count"), ("Points", "points"),
  ]

  /// The name of a setting's unit in the catalogues; `none` for words and costs without one.
  static func name(ofKey key: String) -> String {
    endings.first { key.hasSuffix($0.0) }?.1 ?? "none"
  }

  /// The unit of a setting in English; empty for words and costs without one.
  static func text(ofKey key: String) -> String {
    Message("quantity.\(name(ofKey: key))").text(in: .english)
  }
}
