internal import ArgumentParser
internal import CallFormats
internal import CallPipeline
internal import CallTypes

/// `callsift platforms`: whose recordings are understood, from the registry.
struct PlatformsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "platforms", abstract: Message("help.platforms").onTerminal)

  @Argument(help: .of(Message("help.platforms.name"), "name"))
  var name: String?

  @Flag(help: .of(Message("help.json")))
  var json = false

  @Option(help: .of(Message("help.formats.lang")))
  var lang: String?

  func run() throws {
    let language = try TerminalLanguage.named(lang)
    let platforms = try chosenPlatforms()
    if json {
      print(try jsonText(of: platforms.map(PlatformListing.init)))
    } else if name != nil {
      for platform in platforms { explain(platform, language) }
    } else {
      let heads = ["name", "channels", "what"].map {
        Message("platforms.\($0)").text(in: language)
      }
      printColumns(
        [heads]
          + platforms.map {
            [
              $0.name, $0.layout.text(in: language),
              Message("platform.\($0.name)").text(in: language),
            ]
          })
    }
  }

  private func chosenPlatforms() throws(CommandFailure) -> [PlatformProfile] {
    guard let name else { return PlatformProfiles.all }
    if let platform = PlatformProfiles.named(name) { return [platform] }
    let nearest = nearestName(to: name, among: PlatformProfiles.all.map(\.name))
    throw CommandFailure(
      .usage, SettingsError.unknownPlatform(name: name, nearest: nearest).wording)
  }

  private func explain(_ platform: PlatformProfile, _ language: Language) {
    print("\(platform.name): \(Message("platform.\(platform.name)").text(in: language))")
    let channels = Message("platforms.channels").text(in: language)
    print("  \(channels): \(platform.layout.text(in: language))")
    print("  " + Message("platforms.example", .text(platform.example)).text(in: language))
    for page in platform.documentation {
      print("  " + Message("platforms.source", .text(page)).text(in: language))
    }
    if platform.documentation.isEmpty {
      print("  " + Message("platforms.noSource").text(in: language))
    }
  }
}

/// One platform as it is listed.
private struct PlatformListing: Encodable {
  var name: String
  var summary: String
  var channels: String
  var example: String
  var documentation: [String]

  init(_ platform: PlatformProfile) {
    name = platform.name
    summary = Message("platform.\(platform.name)").text(in: .english)
    channels = platform.layout.text(in: .english)
    example = platform.example
    documentation = platform.documentation
  }
}

extension PlatformLayout {
  /// Who is on which channel, in words.
  fileprivate func text(in language: Language) -> String {
    func names(_ roles: [ChannelRole]) -> String {
      roles.enumerated().map { Party(role: $1, channelIndex: $0).name(in: language) }
        .joined(separator: ", ")
    }
    func word(_ key: String) -> String { Message("layout.\(key)").text(in: language) }
    return switch self {
    case .mixed: word("mixed")
    case .stereo(let roles): names(roles)
    case .stereoOrMixed(let roles): "\(names(roles)) / \(word("mixed"))"
    case .callerFirst: word("caller")
    case .recordedLegFirst: word("leg")
    case .participants: word("participants")
    case .settings: word("settings")
    case .twoFiles, .unknown: word("unknown")
    }
  }
}
