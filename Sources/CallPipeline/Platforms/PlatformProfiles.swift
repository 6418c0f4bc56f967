/// The registry of platforms.
public enum PlatformProfiles {
  /// Every platform, in the order of `callsift platforms`; each has a file in this folder.
  public static let all: [PlatformProfile] = [
    .asteriskMonitor,
    .asteriskMixMonitor,
    .freePBX,
    .freeSwitchInbound,
    .freeSwitchOutbound,
    .amazonConnect,
    .twilioFlex,
    .twilioConference,
    .vonageSplit,
    .genesysCloud,
    .verintWFO,
    .verba,
    .puzzel,
    .threeCX,
    .siprec,
    .generic,
  ]

  /// The platform of that name; `nil` when there is none.
  public static func named(_ name: String) -> PlatformProfile? { all.first { $0.name == name } }

  /// The one platform whose names all recordings have that have a distinctive one at all.
  ///
  /// - Returns: The platform and how many of the names fit; `nil` where none or several do. It is for a
  ///   person to read: nothing is done by it.
  public static func suggestion(
    for inputs: some Collection<CallInput>
  ) -> (platform: PlatformProfile, count: Int)? {
    let distinctive = all.filter(\.isDistinctive)
    // A look at some of them is enough for a hint.
    let names = inputs.prefix(1000).map { nameText(of: $0.path) }
    let counts = distinctive.map { platform in
      names.count { name in platform.patterns.contains { $0.parts(of: name) != nil } }
    }
    let found = zip(distinctive, counts).filter { $0.1 > 0 }
    guard found.count == 1, let (platform, count) = found.first else { return nil }
    return (platform, count)
  }
}
