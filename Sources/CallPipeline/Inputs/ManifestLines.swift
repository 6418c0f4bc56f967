internal import CallTypes
internal import Foundation
internal import SystemPackage

/// The lines of a manifest, found again by their place in the file: 17 bytes each, whatever they say.
struct ManifestLines: Sendable {
  private let file: ManifestFile
  /// What the paths of lines are below.
  private let folder: FilePath
  /// Where lines begin.
  private var offsets: [Int] = []
  /// Hashes of the calls' names (`Shard.hash`).
  private(set) var nameHashes: [UInt64] = []
  /// Whether lines name a second file or a platform, so that two files may be one call.
  private(set) var mayPair = false
  /// Which calls are named by their whole path.
  private var areNamedByPath: [Bool] = []
  /// Hashes of the files' paths, until duplicates are removed; equal paths have equal ones.
  private var pathHashes: [Int] = []

  /// Reads a manifest once: every line has to make sense before the first recording is opened.
  ///
  /// - Throws: `InputError` for a file that cannot be read, and for a line that makes no sense.
  init(reading path: FilePath) throws(InputError) {
    file = try ManifestFile(path)
    folder = path == "-" ? FilePath("") : path.removingLastComponent()
    var lineNumber = 0
    try file.forEachLine { offset, line throws(InputError) in
      lineNumber += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return }
      do throws(DeclarationError) {
        add(try CallInput(manifestLine: Data(line), below: folder), at: offset)
      } catch {
        throw .malformedManifest(
          file: displayText(of: path), line: lineNumber, detail: error.detail)
      }
    }
    areNamedByPath = Array(repeating: false, count: offsets.count)
  }

  private mutating func add(_ input: CallInput, at offset: Int) {
    offsets.append(offset)
    nameHashes.append(Shard.hash(ofCallId: input.callId))
    mayPair = mayPair || input.pair != nil || input.manifest?.metadata.platform != nil
    pathHashes.append(absolutePath(of: input.path).hashValue)
  }

  /// Number of calls.
  var count: Int { offsets.count }

  /// Whether two calls have one name.
  var hasRepeatedNames: Bool { Set(nameHashes).count < nameHashes.count }

  /// The call of a line; one that cannot be opened when the file has been changed since.
  subscript(index: Int) -> CallInput {
    var input = input(at: index)
    if areNamedByPath[index], input.manifest?.id == nil { input.nameByWholePath() }
    return input
  }

  private func input(at index: Int) -> CallInput {
    if let line = file.line(at: offsets[index]),
      let input = try? CallInput(manifestLine: Data(line), below: folder)
    {
      return input
    }
    let name = "\(displayText(of: file.path))/\(offsets[index])"
    return CallInput(path: FilePath(name), displayPath: name)
  }

  /// Leaves only what belongs to the shard.
  mutating func keep(_ shard: Shard) {
    let kept = offsets.indices.filter { index in
      areNamedByPath[index]
        ? shard.holds(callId: self[index].callId) : shard.holds(hash: nameHashes[index])
    }
    keep(kept)
  }

  /// Takes each file once; a line that says the same of it again is left out.
  ///
  /// - Parameters:
  ///   - listed: Files that are named elsewhere, each by its place there.
  ///   - found: Takes the place of such a file, and what a line says of it.
  /// - Throws: `InputError` for a line that says something else of a file than one before it: which of
  ///   them is meant, nobody knows.
  mutating func removeDuplicates(
    beside listed: [FilePath: Int], found: (Int, CallInput) -> Void
  ) throws(InputError) {
    let listedHashes = Set(listed.keys.map(\.hashValue))
    let ordered = offsets.indices.sorted {
      (pathHashes[$0], $0) < (pathHashes[$1], $1)
    }
    var removed: Set<Int> = []
    var earlier: [FilePath: CallInput] = [:]
    for (place, index) in ordered.enumerated() {
      let hash = pathHashes[index]
      let isNew = place == 0 || pathHashes[ordered[place - 1]] != hash
      if isNew { earlier = [:] }
      let isLast = place + 1 == ordered.count || pathHashes[ordered[place + 1]] != hash
      // Most hashes stand once: only then is nothing to be read.
      if isNew, isLast, !listedHashes.contains(hash) { continue }
      let input = input(at: index)
      let path = absolutePath(of: input.path)
      if let place = listed[path] { found(place, input) }
      if let former = earlier[path], !former.isDeclared(as: input) {
        throw .malformedManifest(
          file: displayText(of: file.path), line: try file.lineNumber(at: offsets[index]),
          detail: Message("declaration.contradicts", .text(input.displayPath)))
      }
      if listed[path] != nil || earlier[path] != nil { removed.insert(index) }
      earlier[path] = input
    }
    if !removed.isEmpty { keep(offsets.indices.filter { !removed.contains($0) }) }
    pathHashes = []
  }

  /// Has calls named by their whole path whose names have one of these hashes.
  mutating func nameByWholePath(_ repeated: Set<UInt64>) {
    for index in nameHashes.indices where repeated.contains(nameHashes[index]) {
      areNamedByPath[index] = input(at: index).manifest?.id == nil
    }
  }

  private mutating func keep(_ kept: [Int]) {
    offsets = kept.map { offsets[$0] }
    nameHashes = kept.map { nameHashes[$0] }
    areNamedByPath = kept.map { areNamedByPath[$0] }
  }
}

/// A manifest's file, open as long as lines of it are wanted; a pipe is copied to a file without a name.
final class ManifestFile: Sendable {
  /// A line is a path and a few words; a longer one is somebody's mistake.
  private static let lineLimitBytes = 1 << 20
  private static let blockBytes = 1 << 16

  /// As it was named.
  let path: FilePath
  private let descriptor: FileDescriptor

  /// - Throws: `InputError` when it cannot be read.
  init(_ path: FilePath) throws(InputError) {
    self.path = path
    do {
      let opened =
        path == "-"
        ? FileDescriptor.standardInput
        : try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      descriptor = try isRegular(opened) ? opened.duplicate() : copied(opened)
      if path != "-" { try opened.close() }
    } catch {
      throw Self.failure(path, error)
    }
  }

  deinit { try? descriptor.close() }  // nothing was written: there is nothing to lose

  private static func failure(_ path: FilePath, _ error: any Error) -> InputError {
    .unreadableList(
      file: displayText(of: path),
      detail: .system(errorNumber: (error as? Errno)?.rawValue ?? EIO))
  }

  /// Gives each line without its end, and where it begins.
  func forEachLine(
    _ body: (Int, ArraySlice<UInt8>) throws(InputError) -> Void
  ) throws(InputError) {
    var (pending, offset): ([UInt8], Int) = ([], 0)
    while true {
      let block = try block(at: offset + pending.count)
      pending += block
      var start = 0
      while let end = pending[start...].firstIndex(of: UInt8(ascii: "\n")) {
        try body(offset + start, pending[start..<end])
        start = end + 1
      }
      pending.removeFirst(start)
      offset += start
      if block.isEmpty || pending.count > Self.lineLimitBytes {
        // The last line may have no end; one without any is no line of ours, and refused as such.
        if !pending.isEmpty { try body(offset, pending.prefix(Self.lineLimitBytes)) }
        return
      }
    }
  }

  /// Number of the line that begins at a place, counted from 1.
  func lineNumber(at offset: Int) throws(InputError) -> Int {
    var number = 1
    try forEachLine { start, _ throws(InputError) in number += start < offset ? 1 : 0 }
    return number
  }

  /// The line that begins at a place; `nil` when it cannot be read.
  func line(at offset: Int) -> [UInt8]? {
    var line: [UInt8] = []
    while line.count <= Self.lineLimitBytes {
      guard let block = try? block(at: offset + line.count, byteCount: 1 << 10) else { return nil }
      if let end = block.firstIndex(of: UInt8(ascii: "\n")) { return line + block[..<end] }
      if block.isEmpty { return line }
      line += block
    }
    return nil
  }

  private func block(
    at offset: Int, byteCount: Int = blockBytes
  ) throws(InputError) -> [UInt8] {
    do {
      return try [UInt8](unsafeUninitializedCapacity: byteCount) { room, count in
        count = try descriptor.read(
          fromAbsoluteOffset: Int64(offset), into: UnsafeMutableRawBufferPointer(room))
      }
    } catch {
      throw Self.failure(path, error)
    }
  }
}

private func isRegular(_ descriptor: FileDescriptor) -> Bool {
  var status = stat()
  return fstat(descriptor.rawValue, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

/// What a pipe gives, in a temporary file that is gone when it is closed.
private func copied(_ pipe: FileDescriptor) throws -> FileDescriptor {
  let path = FilePath(FileManager.default.temporaryDirectory.path)
    .appending("callsift-manifest-\(UUID().uuidString)")
  let copy = try FileDescriptor.open(
    path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
    permissions: .ownerReadWrite)
  _ = path.withPlatformString { unlink($0) }  // it is open: its name is not needed
  do {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try block.withUnsafeMutableBytes { try pipe.read(into: $0) }
      if count == 0 { return copy }
      try copy.writeAll(block[..<count])
    }
  } catch {
    try? copy.close()
    throw error
  }
}
