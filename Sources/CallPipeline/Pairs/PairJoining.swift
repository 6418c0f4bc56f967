internal import CallTypes
internal import SystemPackage

extension CallAnalyzer {
  /// An input with what its name says: its id, and half of a pair where nobody joined it.
  public func named(_ input: CallInput) -> CallInput {
    guard input.reading == nil else { return input }
    var named = input
    let reading = naming.reading(of: input.path, manifest: input.manifest)
    named.reading = reading
    if let id = reading.callId, input.manifest?.id == nil, input.callId == input.displayPath {
      named.callId = id
    }
    return named
  }
}

/// Longest time between the beginnings of a conversation's recordings, in seconds; own choice: half a day.
private let longestDelaySeconds = 43_200.0

extension InputListing {
  /// Reads the names of all inputs, and joins the two files of calls that were recorded one party a file.
  ///
  /// Joined are what a manifest line names together, two manifest lines of one id with one channel each,
  /// two names of which a platform or pattern says that they are the halves of one call, and the two
  /// recordings of a conversation whose metadata overlap in time. A half without its other half is a call
  /// of which one side is missing.
  ///
  /// The lines of a manifest are held for that only where two of them may be one call.
  public mutating func readNames(with analyzer: CallAnalyzer) {
    if let manifest = inputs.manifest,
      manifest.mayPair || manifest.hasRepeatedNames || analyzer.naming.readsNames
    {
      inputs.holdManifest()
    }
    for index in inputs.listed.indices {
      inputs.listed[index] = analyzer.named(inputs.listed[index])
    }
    dropSecondsOfManifest()
    joinByManifestId()
    joinByName()
    joinConversations(analyzer.naming)
    keepUniqueIds()
  }

  /// An id that several recordings have names none of them.
  private mutating func keepUniqueIds() {
    var counts: [String: Int] = [:]
    for input in inputs.listed { counts[input.callId, default: 0] += 1 }
    for index in inputs.listed.indices where counts[inputs.listed[index].callId, default: 0] > 1 {
      let input = inputs.listed[index]
      guard input.manifest?.id == nil else { continue }
      // An id that stands in the name is kept, as the whole name may hold a customer's number.
      let hash = String(Shard.hash(ofCallId: input.displayPath), radix: 16)
      inputs.listed[index].callId =
        input.reading?.callId.map { "\($0)-\(hash)" } ?? input.displayPath
    }
  }

  /// What a manifest line names as another's second file is no call of its own.
  private mutating func dropSecondsOfManifest() {
    let seconds = Set(
      inputs.listed.compactMap { $0.pair?.second.map { absolutePath(of: $0.path) } })
    guard !seconds.isEmpty else { return }
    inputs.listed.removeAll { $0.pair == nil && seconds.contains(absolutePath(of: $0.path)) }
  }

  private mutating func joinByManifestId() {
    var places: [String: [Int]] = [:]
    for (index, input) in inputs.listed.enumerated() where input.pair == nil {
      guard let id = input.manifest?.id else { continue }
      places[id, default: []].append(index)
    }
    let pairs = places.values.filter { indices in
      indices.count == 2 && indices.allSatisfy { inputs.listed[$0].manifest?.channels?.count == 1 }
    }
    join(pairs.map { ($0[0], $0[1], 0) })
  }

  private mutating func joinByName() {
    struct Group { var first: [Int] = [], second: [Int] = [] }
    var groups: [String: Group] = [:]
    for (index, input) in inputs.listed.enumerated() where input.pair == nil {
      guard let side = input.reading?.side, let key = input.pairKey else { continue }
      switch side {
      case .first: groups[key, default: Group()].first.append(index)
      case .second: groups[key, default: Group()].second.append(index)
      }
    }
    var pairs: [(Int, Int, Double)] = []
    for group in groups.values {
      let all = group.first + group.second
      if group.first.count > 1 || group.second.count > 1 {
        for index in all { inputs.listed[index].isAmbiguousHalf = true }
      } else if all.count == 2 {
        pairs.append((group.first[0], group.second[0], 0))
      } else if let index = all.first, inputs.listed[index].manifest?.channels == nil {
        let half = inputs.listed[index].half
        inputs.listed[index].pair =
          group.second.isEmpty
          ? RecordingPair(first: half, second: nil) : RecordingPair(first: nil, second: half)
        inputs.listed[index].takeCommonName()
      }
    }
    join(pairs)
  }

  /// The two recordings in the folder of a conversation, where they overlap in time.
  private mutating func joinConversations(_ naming: NamingRules) {
    var places: [String: [Int]] = [:]
    for (index, input) in inputs.listed.enumerated() where input.pair == nil {
      guard naming.platform(of: input.manifest)?.layout == .twoFiles,
        let key = input.pairKey
      else { continue }
      places[key, default: []].append(index)
    }
    var pairs: [(Int, Int, Double)] = []
    for indices in places.values where indices.count == 2 {
      let times = indices.map { index -> ClosedRange<Double>? in
        let input = inputs.listed[index]
        guard let platform = naming.platform(of: input.manifest) else { return nil }
        return recordedTimes(of: input.path, platform: platform, rules: naming)
      }
      guard let first = times[0], let second = times[1], first.overlaps(second) else { continue }
      // An end that stands for "open" overlaps everything; nobody joins a call so late.
      let delaySeconds = second.lowerBound - first.lowerBound
      guard abs(delaySeconds) <= longestDelaySeconds else { continue }
      pairs.append((indices[0], indices[1], delaySeconds))
    }
    join(pairs)
  }

  /// Makes one input of each two, in the place of the earlier.
  private mutating func join(_ pairs: [(first: Int, second: Int, delaySeconds: Double)]) {
    var joined: Set<Int> = []
    for pair in pairs {
      let (first, second) = (inputs.listed[pair.first], inputs.listed[pair.second])
      var whole = first
      whole.pair = RecordingPair(
        first: first.half, second: second.half, secondDelaySeconds: pair.delaySeconds)
      whole.manifest = first.manifest.map { manifest in
        var both = manifest
        // Each half is checked by its own.
        both.sha256 = nil
        if let one = manifest.channels, let other = second.manifest?.channels {
          both.channels = one + other
        }
        if let metadata = second.manifest?.metadata {
          both.metadata = metadata.overlaid(with: manifest.metadata)
        }
        return both
      }
      if let other = second.reading { whole.reading?.metadata.fill(from: other.metadata) }
      whole.takeCommonName()
      inputs.listed[min(pair.first, pair.second)] = whole
      joined.insert(max(pair.first, pair.second))
    }
    guard !joined.isEmpty else { return }
    inputs.listed = inputs.listed.indices.filter { !joined.contains($0) }.map { inputs.listed[$0] }
  }
}

extension CallInput {
  /// What both files of a call have in common: a folder and a name, or an id.
  var pairKey: String? {
    guard let reading else { return nil }
    if let name = reading.pairName {
      return displayText(of: absolutePath(of: path).removingLastComponent()) + "/" + name
    }
    return reading.callId.map { "id " + $0 }
  }

  /// The input as one file of a pair.
  var half: RecordingHalf {
    var half = RecordingHalf(path: path, displayPath: displayPath)
    half.sha256 = manifest?.sha256
    return half
  }

  /// Takes the name that both files have in common, where there is no id, and the roles that it says.
  mutating func takeCommonName() {
    if reading?.sideRole != nil { reading?.channels = [.agent, .customer] }
    guard manifest?.id == nil else { return }
    if reading?.side == nil, let name = reading?.pairName {
      // Two recordings of a conversation: its id is the call's.
      callId = name
    } else if let id = reading?.callId {
      callId = id
    } else if let name = reading?.pairName {
      let folder = displayPath.lastIndex(of: "/").map { displayPath[...$0] } ?? ""
      callId = folder + name
    }
  }
}

extension CallMetadata {
  /// Takes from another what this one does not say.
  mutating func fill(from other: CallMetadata) { self = other.overlaid(with: self) }
}
