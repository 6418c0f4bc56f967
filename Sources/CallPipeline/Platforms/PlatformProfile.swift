public import CallTypes

/// A recorder or telephony platform: how it names recordings, and who is on which channel of them.
///
/// What its documentation does not say stays unknown. A profile is chosen by the user, never guessed.
public struct PlatformProfile: Sendable {
  /// What `--platform` calls it.
  public let name: String
  /// Who is on which channel.
  public let layout: PlatformLayout
  /// A name as the platform gives it; a test reads it.
  public let example: String
  /// Where this is documented; empty where nothing is.
  public let documentation: [String]
  /// How names are read; the first that fits counts.
  let patterns: [NamePattern]
  /// Whether hardly any other recorder gives such names, so that it may be suggested.
  let isDistinctive: Bool
  /// What its metadata beside a recording mean; `nil` = it writes none.
  let metadata: PlatformMetadata?

  init(
    name: String, layout: PlatformLayout, example: String, documentation: [String],
    patterns: [NamePattern], isDistinctive: Bool = false, metadata: PlatformMetadata? = nil
  ) {
    self.name = name
    self.layout = layout
    self.example = example
    self.documentation = documentation
    self.patterns = patterns
    self.isDistinctive = isDistinctive
    self.metadata = metadata
  }
}

/// Who is on which channel of a platform's recordings.
public enum PlatformLayout: Hashable, Sendable {
  /// One channel with both sides.
  case mixed
  /// Two channels in this order.
  case stereo([ChannelRole])
  /// Two channels in this order; one channel holds both sides.
  case stereoOrMixed([ChannelRole])
  /// Two channels, the side that placed the call first: the roles follow from the direction.
  case callerFirst
  /// What the recorded leg says first, what it hears second, as two files or two channels: the roles
  /// follow from `roles.recordedLeg`.
  case recordedLegFirst
  /// Two files of one channel each; nothing says whose.
  case twoFiles
  /// The metadata say who sends which stream.
  case participants
  /// Whatever the settings say.
  case settings
  /// Nothing is documented.
  case unknown
}

/// The files of metadata that a platform writes beside its recordings.
enum PlatformMetadata: Hashable, Sendable {
  /// An XML file of the recording's name; the elements or attributes that hold what is asked for.
  case xml([MetadataField: [String]])
  /// An XML file by RFC 7865.
  case siprec
  /// A file whose name ends in `_metadata.json`; the fields that hold what is asked for.
  case json([MetadataField: [String]])
}

/// What is looked for in a platform's metadata.
enum MetadataField: Hashable, Sendable {
  case agent, queue, direction, start, end, customer
}
