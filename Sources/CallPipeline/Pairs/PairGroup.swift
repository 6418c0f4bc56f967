internal import CallTypes
internal import SystemPackage

/// What files have in common that may be the two of one call.
struct PairGroup: Hashable, Sendable {
  /// What says so.
  enum Kind: Hashable, Sendable {
    /// A manifest line that names both.
    case declared
    /// Two manifest lines of one id with one channel each.
    case manifestId
    /// Their names: in one folder, or by the call's id.
    case names(inOneFolder: Bool)
    /// The folder of a conversation, and metadata that give overlapping times.
    case conversation
  }

  var kind: Kind
  var name: String
}

extension CallAnalyzer {
  /// What an input has in common with the other file of its call; `nil` for what is no half of one.
  func pairGroup(of input: CallInput) -> PairGroup? {
    if let pair = input.pair {
      let files = pair.halves.compactMap { $0.map { displayText(of: absolutePath(of: $0.path)) } }
      return files.count < 2
        ? nil : PairGroup(kind: .declared, name: files.joined(separator: " + "))
    }
    // Both sides on one channel are no half.
    if let id = input.manifest?.id, let roles = input.manifest?.channels, roles.count == 1,
      roles != [.mixed]
    {
      return PairGroup(kind: .manifestId, name: id)
    }
    let named = named(input)
    guard let reading = named.reading, let key = named.pairKey else { return nil }
    if reading.side != nil {
      return PairGroup(kind: .names(inOneFolder: reading.pairName != nil), name: key)
    }
    // A recording outside the folder of a conversation has no other half.
    guard naming.platform(of: input.manifest)?.layout == .twoFiles, reading.pairName != nil else {
      return nil
    }
    return PairGroup(kind: .conversation, name: key)
  }

  /// The calls that the finished files of a group are, as a scan of them joins them.
  func calls(of files: [FinishedFile], in group: PairGroup) -> [CallInput] {
    guard group.kind == .declared else {
      var listing = InputListing(inputs: files.map(\.input), failures: [])
      listing.readNames(with: self)
      return Array(listing.inputs)
    }
    guard var call = files.first?.input else { return [] }
    call.keepHalves(of: files.map(\.path))
    return [call]
  }
}

extension CallInput {
  /// Whether it is a call of which both files are there.
  var isWholePair: Bool { pair.map { $0.first != nil && $0.second != nil } ?? false }

  /// Leaves out halves of a declared pair that are not there.
  fileprivate mutating func keepHalves(of paths: [FilePath]) {
    guard var pair else { return }
    let isThere = { (half: RecordingHalf?) in half.map { paths.contains($0.path) } ?? false }
    if !isThere(pair.first) { pair.first = nil }
    if !isThere(pair.second) { pair.second = nil }
    if pair.first == nil, let second = pair.second {
      (path, displayPath) = (second.path, second.displayPath)
    }
    self.pair = pair
  }
}
