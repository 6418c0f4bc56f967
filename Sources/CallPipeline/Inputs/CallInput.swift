public import CallTypes
public import SystemPackage

/// One recording to be analysed, with what its user declared about it.
public struct CallInput: Hashable, Sendable {
  /// The file.
  public var path: FilePath
  /// Path below the scanned folder, as reports show it.
  public var displayPath: String
  /// The call's name: declared, else `displayPath`.
  public var callId: String
  /// What a manifest declares; a sidecar is read when the call is analysed.
  public var manifest: CallDeclaration?

  /// Makes an input.
  public init(path: FilePath, displayPath: String, manifest: CallDeclaration? = nil) {
    self.path = path
    self.displayPath = displayPath
    callId = manifest?.id ?? displayPath
    self.manifest = manifest
  }
}

/// What a manifest line or a sidecar file says about a call.
public struct CallDeclaration: Hashable, Sendable {
  /// The call's name.
  public var id: String?
  /// One role per channel, in file order.
  public var channels: [ChannelRole]?
  /// SHA-256 of the file that was meant, in hexadecimal.
  public var sha256: String?
  /// Agent, queue, times.
  public var metadata = CallMetadata()

  /// Declares nothing.
  public init() {}
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
