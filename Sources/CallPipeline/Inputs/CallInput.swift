public import CallTypes
public import SystemPackage

/// One recording to be analysed, with what its user declared about it.
public struct CallInput: Codable, Hashable, Sendable {
  /// The file.
  public var path: FilePath
  /// Path below the scanned folder, as reports show it.
  public var displayPath: String
  /// The call's name: declared, else `displayPath`.
  public var callId: String
  /// What a manifest declares; a sidecar is read when the call is analysed.
  public var manifest: CallDeclaration?
  /// What its name says; `nil` = not asked yet.
  public var reading: NameReading?
  /// The two files of a call that was recorded one party a file; `nil` = one file holds it.
  public var pair: RecordingPair?
  /// Whether it is one of several that may be a call's half.
  var isAmbiguousHalf = false

  /// What its name says is read again.
  private enum CodingKeys: CodingKey {
    case path, displayPath, callId, manifest, pair, isAmbiguousHalf
  }

  /// Makes an input.
  public init(path: FilePath, displayPath: String, manifest: CallDeclaration? = nil) {
    self.path = path
    self.displayPath = displayPath
    callId = manifest?.id ?? displayPath
    self.manifest = manifest
  }
}

extension CallInput {
  /// The files that are read.
  public var files: [FilePath] { pair.map { $0.halves.compactMap { $0?.path } } ?? [path] }
}

/// The two files of one call, one party a file; at least one is there.
public struct RecordingPair: Codable, Hashable, Sendable {
  /// The file of the first channel; `nil` = there is none.
  public var first: RecordingHalf?
  /// The file of the second channel; `nil` = there is none.
  public var second: RecordingHalf?
  /// How much later the second begins, in seconds; negative = earlier.
  public var secondDelaySeconds = 0.0

  /// Names the files.
  public init(
    first: RecordingHalf?, second: RecordingHalf?, secondDelaySeconds: Double = 0
  ) {
    self.first = first
    self.second = second
    self.secondDelaySeconds = secondDelaySeconds
  }

  /// Both files, in the order of the channels.
  var halves: [RecordingHalf?] { [first, second] }
}

/// One file of a pair.
public struct RecordingHalf: Codable, Hashable, Sendable {
  /// The file.
  public var path: FilePath
  /// Path below the scanned folder, as reports show it.
  public var displayPath: String
  /// SHA-256 that a manifest declares.
  var sha256: String?

  /// Names a file.
  public init(path: FilePath, displayPath: String) {
    self.path = path
    self.displayPath = displayPath
  }
}

/// What a manifest line or a sidecar file says about a call.
public struct CallDeclaration: Codable, Hashable, Sendable {
  /// The call's name.
  public var id: String?
  /// One role per channel, in file order.
  public var channels: [ChannelRole]?
  /// SHA-256 of the file that was meant, in hexadecimal.
  public var sha256: String?
  /// The file of the second channel, where the call was recorded one party a file.
  public var secondPath: String?
  /// Agent, queue, times.
  public var metadata = CallMetadata()
  /// Whether it has a time, and nobody knows its zone.
  var isZoneMissing = false

  /// Declares nothing.
  public init() {}

  /// This declaration where the stronger one is silent.
  func overlaid(with stronger: CallDeclaration) -> CallDeclaration {
    var result = stronger
    result.channels = stronger.channels ?? channels
    result.metadata = metadata.overlaid(with: stronger.metadata)
    result.isZoneMissing = isZoneMissing || stronger.isZoneMissing
    return result
  }
}

/// Why the inputs of a scan cannot be listed.
public enum InputError: Error, Hashable, Sendable {
  /// A path of the command line that does not exist or may not be read.
  case inaccessible(path: String, detail: Message)
  /// A manifest line that makes no sense.
  case malformedManifest(file: String, line: Int, detail: Message)
  /// A list of files that cannot be read.
  case unreadableList(file: String, detail: Message)
}

extension InputError: CustomStringConvertible {
  public var description: String { wording.text(in: .english) }

  /// What is wrong, in every language.
  public var wording: Message {
    switch self {
    case .inaccessible(let path, let detail):
      Message("input.inaccessible", .text(path), .message(detail))
    case .malformedManifest(let file, let line, let detail):
      Message("input.manifest", .text(file), "\(line)", .message(detail))
    case .unreadableList(let file, let detail):
      Message("input.listUnreadable", .text(file), .message(detail))
    }
  }
}
