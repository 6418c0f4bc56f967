internal import ArgumentParser
internal import CallPipeline
internal import CallTypes
internal import Foundation

/// `callsift settings`: every threshold with its unit, reason and source.
struct SettingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "Prints every setting with its value, unit, reason and source, as a settings file.",
    discussion: """
      The output is a complete YAML settings file: keep the lines that you change.

      Examples:
        callsift settings silence        one group
        callsift settings --check my.yaml
        callsift settings > callsift.yaml
      """)

  @Argument(help: ArgumentHelp("A group, or a part of a name. Default: all.", valueName: "name"))
  var filter: String?

  @Option(
    help: ArgumentHelp("Checks a settings file and prints nothing else.", valueName: "file"))
  var check: String?

  @Flag(help: "As JSON.")
  var json = false

  @OptionGroup(title: "Settings") var options: SettingsOptions

  func run() throws {
    if let check {
      do throws(SettingsError) {
        _ = try loadSettings(from: SettingsSources(file: filePath(ofArgument: check)))
      } catch {
        throw CommandFailure(.usage, error.description)
      }
      print("\(check): settings are valid")
      return
    }
    var listing = SettingListing.all(in: try options.load())
    if let filter {
      let wanted = filter.lowercased()
      listing = listing.filter { "\($0.group).\($0.key)".lowercased().contains(wanted) }
      guard !listing.isEmpty else {
        let names = CallSiftSettings.groups.map(\.name)
        let hint = nearestName(to: filter, among: names).map { "; did you mean \($0)?" } ?? ""
        throw CommandFailure(.usage, "no setting is called \(filter)\(hint)")
      }
    }
    if json {
      print(try jsonText(of: listing))
    } else {
      printYAML(listing)
    }
  }

  private func printYAML(_ listing: [SettingListing]) {
    var group: String?
    for setting in listing {
      if setting.group != group {
        if group != nil { print("") }
        print("\(setting.group):")
        group = setting.group
      }
      let unit = setting.unit.isEmpty ? "" : " (\(setting.unit))"
      print("  # \(setting.reason)\(unit). Source: \(setting.source)")
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

/// Units by the endings of names (STYLE.md section 2).
enum SettingUnit {
  private static let endings = [
    ("PerDB", "per dB"), ("PerSecond", "per second"), ("PerMinute", "per minute"), ("Seconds", "s"),
    ("DBFS", "dBFS"),
    ("DB", "dB"), ("Hz", "Hz"), ("Semitones", "semitones"), ("Ratio", "0…1"), ("Count", "count"),
    ("Points", "points"),
  ]

  /// The unit of a setting; empty for words and costs without one.
  static func text(ofKey key: String) -> String {
    endings.first { key.hasSuffix($0.0) }?.1 ?? ""
  }
}
