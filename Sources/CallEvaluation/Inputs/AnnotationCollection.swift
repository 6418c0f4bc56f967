public import CallFormats
internal import CallPipeline
public import CallTypes
public import SystemPackage

/// A file of annotations that could not be read.
public struct AnnotationFailure: Hashable, Sendable {
  /// Path below the folder, as it is shown.
  public var path: String
  /// What is wrong.
  public var reason: String

  /// Names a failure.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}

/// Annotations of many calls by the path of their recording without ending.
public struct AnnotationCollection: Sendable {
  /// What is said of each call.
  public var annotations: [String: CallAnnotation] = [:]
  /// Files that could not be read.
  public var failures: [AnnotationFailure] = []

  /// Largest file that is read: a million calls of a kilobyte each.
  private static let limitBytes = 1 << 30

  /// An empty collection.
  public init() {}

  /// Reads a folder with all its subfolders, or one file.
  ///
  /// In a folder a file is about the call of its own name, unless it tells of several, each by its name.
  /// Of several files about one call the first format of the registry is read; a UEM file adds its
  /// regions to it.
  public init(at root: FilePath) {
    let isWholeFolder = isFolder(root)
    var found: [(key: String, rank: Int, annotation: CallAnnotation)] = []
    for file in isWholeFolder ? Self.files(below: root, &failures) : [FilePath("")] {
      let path = isWholeFolder ? root.pushing(file) : root
      let name = displayText(of: isWholeFolder ? file : root)
      guard let (format, stem) = AnnotationFormats.format(ofFile: name) else {
        failures.append(AnnotationFailure(path: name, reason: "the ending is of no known format"))
        continue
      }
      let rank = AnnotationFormats.all.firstIndex { $0.name == format.name } ?? 0
      // The truth of a corpus goes before another document of its name.
      let isTruth = name.hasSuffix(".truth.json")
      do {
        let parts = try format.annotations(in: try Self.text(of: path))
        let isOne = parts.count == 1 && isWholeFolder
        for part in parts {
          // A scan puts the ending of its format behind the recording's own: call.wav.TextGrid.
          let own = hasRecordingExtension(FilePath(stem)) ? callKey(stem) : stem
          let key = isOne ? own : part.name.map(callKey) ?? own
          found.append((key, isTruth ? -1 : rank, part.annotation))
        }
      } catch {
        failures.append(AnnotationFailure(path: name, reason: "\(error)"))
      }
    }
    for (key, _, annotation) in found.sorted(by: { ($0.key, $0.rank) < ($1.key, $1.rank) }) {
      add(annotation, key: key)
    }
  }

  /// Adds what is said of a call; regions are added to what is there, all else is kept.
  private mutating func add(_ annotation: CallAnnotation, key: String) {
    if var standing = annotations[key] {
      standing.scoredRegions = standing.scoredRegions ?? annotation.scoredRegions
      annotations[key] = standing
    } else {
      annotations[key] = annotation
    }
  }

  /// Adds what became of a recording that was analysed.
  public mutating func add(_ outcome: CallOutcome, recording name: String) {
    switch outcome {
    case .report(let report): add(CallAnnotation(report), key: callKey(name))
    case .failure(let failure):
      let reason = "\(failure.error.code.rawValue): \(failure.error.message)"
      failures.append(AnnotationFailure(path: name, reason: reason))
    }
  }

  private static func files(
    below root: FilePath, _ failures: inout [AnnotationFailure]
  ) -> [FilePath] {
    let listing = FolderListing(of: root) {
      AnnotationFormats.format(ofFile: $0.lastComponent?.string ?? "") != nil
    }
    failures += listing.unreadable.map {
      AnnotationFailure(path: displayText(of: $0.path), reason: "\($0.reason)")
    }
    return listing.recordings
  }

  private static func text(of path: FilePath) throws(Errno) -> String {
    decodedText(try readWholeFile(path, limitBytes: limitBytes))
  }
}

/// A recording's path without the ending of a sound file, as annotations are matched by.
public func callKey(_ name: String) -> String {
  // An ending has a letter: `call.1` is a name of its own.
  name.replacing(/\.[A-Za-z0-9]{0,7}[A-Za-z][A-Za-z0-9]{0,7}$/, with: "")
}

extension AnnotationCollection {
  /// The key that a reference's key goes with: the same, else the only one that ends in it, or that it
  /// ends in, folder by folder.
  public func matchingKeys(of references: [String]) -> [String: String] {
    var byLastName: [Substring: [String]] = [:]
    for key in annotations.keys.sorted() { byLastName[lastName(key), default: []].append(key) }
    var matched: [String: String] = [:]
    for reference in references {
      if annotations[reference] != nil {
        matched[reference] = reference
        continue
      }
      let alike = (byLastName[lastName(reference)] ?? []).filter {
        reference.hasSuffix("/" + $0) || $0.hasSuffix("/" + reference)
      }
      if alike.count == 1 { matched[reference] = alike.first }
    }
    // A hypothesis that would serve several references serves none by its bare name.
    let uses = Dictionary(grouping: matched, by: \.value)
    return matched.filter { $0.key == $0.value || (uses[$0.value]?.count ?? 0) == 1 }
  }

  private func lastName(_ key: String) -> Substring {
    key.split(separator: "/").last ?? key[...]
  }
}
