internal import AudioDecoding
internal import Glibc
internal import SystemPackage

/// Which files below a watched folder are recordings to be waited for: the same as a scan lists.
struct WatchPatterns: Sendable {
  /// Glob patterns (`fnmatch`) of what is left out by name or by path below the folder.
  let ignored: [String]

  /// What a file is to a watch.
  enum Kind: Hashable, Sendable {
    /// A recording.
    case recording
    /// What may belong to a recording of the same name.
    case sidecar
    /// Anything else, also what is still being written under a name of its own.
    case other
  }

  /// What a path below a watched folder is.
  func kind(of path: FilePath) -> Kind {
    guard !isIgnored(path) else { return .other }
    let fileExtension = path.extension ?? ""
    if RecordingFormats.isRecordingExtension(fileExtension) { return .recording }
    return ["json", "xml"].contains(fileExtension.lowercased()) ? .sidecar : .other
  }

  /// Whether a folder or file is left out: it is hidden or matches, or a folder above it does.
  func isIgnored(_ path: FilePath) -> Bool {
    var walked = FilePath("")
    for component in path.components {
      walked.append(component)
      if component.string.hasPrefix(".") { return true }
      let isMatched = ignored.contains { pattern in
        let byPath = walked.withPlatformString { fnmatch(pattern, $0, 0) }
        let byName = component.withPlatformString { fnmatch(pattern, $0, 0) }
        return byPath == 0 || byName == 0
      }
      if isMatched { return true }
    }
    return false
  }
}
