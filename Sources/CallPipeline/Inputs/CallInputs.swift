internal import SystemPackage

/// The recordings of a scan in the order of their reports.
///
/// What paths and lists name is kept; a line of a manifest is read when its turn comes, so that a
/// million of them need a few bytes each.
public struct CallInputs: RandomAccessCollection, Sendable {
  /// Inputs that are kept whole; they come first.
  var listed: [CallInput]
  /// The manifest; `nil` = none.
  var manifest: ManifestLines?

  /// Inputs that are known already.
  public init(_ inputs: [CallInput]) {
    listed = inputs
    manifest = nil
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { listed.count + (manifest?.count ?? 0) }

  public subscript(index: Int) -> CallInput {
    if index < listed.count { return listed[index] }
    guard let manifest else { preconditionFailure("there is no input \(index)") }
    return manifest[index - listed.count]
  }
}

extension CallInputs {
  /// Reads all of the manifest: what its lines have to do with each other is to be seen.
  mutating func holdManifest() {
    listed = Array(self)
    manifest = nil
  }

  /// Leaves only what belongs to the shard.
  mutating func keep(_ shard: Shard) {
    listed.removeAll { !shard.holds(callId: $0.callId) }
    manifest?.keep(shard)
  }

  /// Takes each file once, with what a manifest declares about it; the first that names it counts.
  ///
  /// - Throws: `InputError` for a manifest that says two things of one file.
  mutating func removeDuplicates() throws(InputError) {
    var firstIndices: [FilePath: Int] = [:]
    var kept: [CallInput] = []
    for input in listed {
      let path = absolutePath(of: input.path)
      if let first = firstIndices[path] {
        kept[first].take(input)
        continue
      }
      firstIndices[path] = kept.count
      kept.append(input)
    }
    listed = kept
    try manifest?.removeDuplicates(beside: firstIndices) { index, line in
      listed[index].take(line)
    }
  }

  /// Names calls that would have one name below different folders by their whole path.
  mutating func separateEqualNames() {
    let hashes = listed.map { Shard.hash(ofCallId: $0.callId) }
    let repeated = repeatedElements(of: hashes + (manifest?.nameHashes ?? []))
    if repeated.isEmpty { return }
    for (index, hash) in hashes.enumerated() where repeated.contains(hash) {
      if listed[index].manifest?.id == nil { listed[index].nameByWholePath() }
    }
    manifest?.nameByWholePath(repeated)
  }
}

extension CallInput {
  /// Whether two lines of a manifest say the same of a file.
  func isDeclared(as other: CallInput) -> Bool {
    manifest == other.manifest && pair == other.pair
  }

  /// What a manifest declares is not lost because a folder lists the file, too.
  fileprivate mutating func take(_ other: CallInput) {
    guard manifest == nil, let declared = other.manifest else { return }
    manifest = declared
    callId = declared.id ?? callId
    pair = pair ?? other.pair
  }

  /// Takes the whole path for a name.
  mutating func nameByWholePath() {
    displayPath = displayText(of: path)
    callId = displayPath
  }
}

/// What occurs more than once.
private func repeatedElements(of values: [UInt64]) -> Set<UInt64> {
  let ordered = values.sorted()
  return Set(zip(ordered, ordered.dropFirst()).filter { $0 == $1 }.map(\.0))
}
