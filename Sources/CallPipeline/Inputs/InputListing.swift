public import CallTypes
internal import Foundation
internal import Glibc
public import SystemPackage

/// What a scan is asked to read.
public struct InputRequest: Sendable {
  /// Files and folders of the command line.
  public var paths: [FilePath] = []
  /// A file with one path a line or, with `listIsNullSeparated`, a NUL between paths.
  public var listFile: FilePath?
  /// Whether `listFile` separates paths by NUL bytes.
  public var listIsNullSeparated = false
  /// A JSONL manifest.
  public var manifest: FilePath?
  /// Glob patterns of what folders leave out.
  public var exclusions: [String] = []

  /// Asks for nothing.
  public init() {}
}

/// The inputs of a scan, in the order of their reports.
public struct InputListing: Sendable {
  /// Recordings to analyse.
  public var inputs = CallInputs([])
  /// Folders that could not be read, as failures.
  public var failures: [CallFailure] = []

  /// A listing that is known already.
  public init(inputs: [CallInput], failures: [CallFailure]) {
    self.inputs = CallInputs(inputs)
    self.failures = failures
  }

  /// Lists the inputs of a request: the command line's, then the list's, then the manifest's.
  ///
  /// A file that is named twice is read once, with what a manifest declares about it; two calls that
  /// would have one name below different folders are named by their whole path. A path of a list or a
  /// manifest that leads nowhere becomes a failed call.
  ///
  /// - Throws: `InputError` for a path of the command line that does not exist, and for a list or
  ///   manifest that cannot be read: nothing is skipped silently.
  public init(of request: InputRequest) throws(InputError) {
    for path in request.paths { try add(path, excluding: request.exclusions) }
    if let list = request.listFile {
      for path in try readPathList(list, isNullSeparated: request.listIsNullSeparated) {
        // By its path, whatever else is in the list: the next list may have another file of its name.
        if !exists(path) || !isFolder(path) {
          let name = displayText(of: path.lexicallyNormalized())
          inputs.listed.append(CallInput(path: path, displayPath: name))
        } else {
          try add(path, excluding: request.exclusions)
        }
      }
    }
    if let manifest = request.manifest {
      if manifest.extension?.lowercased() == "csv" {
        inputs.listed += try readTable(manifest)
      } else {
        inputs.manifest = try ManifestLines(reading: manifest)
      }
    }
    try inputs.removeDuplicates()
    inputs.separateEqualNames()
  }

  private mutating func add(_ path: FilePath, excluding exclusions: [String]) throws(InputError) {
    guard exists(path) else {
      throw .inaccessible(path: displayText(of: path), detail: .system(errorNumber: errno))
    }
    guard isFolder(path) else {
      let name = path.lastComponent.map { displayText(of: FilePath(root: nil, [$0])) }
      inputs.listed.append(CallInput(path: path, displayPath: name ?? displayText(of: path)))
      return
    }
    let listing = FolderListing(of: path, excluding: exclusions)
    for recording in listing.recordings {
      inputs.listed.append(
        CallInput(path: path.pushing(recording), displayPath: displayText(of: recording)))
    }
    for (folder, reason) in listing.unreadable {
      let name = folder.isEmpty ? displayText(of: path) : displayText(of: folder)
      failures.append(
        CallFailure(
          callId: name, file: FileReport(path: name, sha256: nil, sizeBytes: nil),
          error: FailureDetail(
            .inaccessible,
            Message(
              "recording.folderUnreadable", .message(.system(errorNumber: reason.rawValue))))))
    }
  }
}

/// Whether there is anything of this name; a link that leads nowhere is, and fails by itself.
private func exists(_ path: FilePath) -> Bool {
  var status = stat()
  return path.withPlatformString { lstat($0, &status) } == 0
}

private let listLimitBytes = 1 << 30

private func readList(_ file: FilePath) throws(InputError) -> [UInt8] {
  do {
    if file == "-" { return try readToEnd(of: .standardInput, limitBytes: listLimitBytes) }
    let list = try FileDescriptor.open(file, .readOnly, options: .closeOnExec)
    defer { try? list.close() }  // nothing was written: there is nothing to lose
    return try readToEnd(of: list, limitBytes: listLimitBytes)
  } catch {
    let reason = (error as? Errno)?.rawValue ?? EIO
    throw .unreadableList(file: displayText(of: file), detail: .system(errorNumber: reason))
  }
}

private func readPathList(
  _ file: FilePath, isNullSeparated: Bool
) throws(InputError) -> [FilePath] {
  let separator: UInt8 = isNullSeparated ? 0 : UInt8(ascii: "\n")
  return try readList(file).split(separator: separator).compactMap { line in
    let bytes = line.last == UInt8(ascii: "\r") && !isNullSeparated ? line.dropLast() : line
    if bytes.isEmpty { return nil }
    return (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { FilePath(platformString: $0) } ?? FilePath("")
    }
  }
}

/// Reads a manifest that is a table.
private func readTable(_ file: FilePath) throws(InputError) -> [CallInput] {
  let folder = file.removingLastComponent()
  var inputs: [CallInput] = []
  let content = try readList(file)
  do throws(ManifestCSVError) {
    var byPath: [FilePath: CallInput] = [:]
    for (call, line) in try parseManifestCSV(content) {
      do throws(DeclarationError) {
        let input = try CallInput(call, below: folder)
        if let former = byPath.updateValue(input, forKey: absolutePath(of: input.path)),
          !former.isDeclared(as: input)
        {
          throw DeclarationError(
            detail: Message("declaration.contradicts", .text(input.displayPath)))
        }
        inputs.append(input)
      } catch {
        throw ManifestCSVError(line: line, detail: error.detail)
      }
    }
  } catch {
    throw .malformedManifest(
      file: displayText(of: file), line: error.line, detail: error.detail)
  }
  return inputs
}

extension CallInput {
  /// Reads a line of a manifest.
  ///
  /// - Throws: `DeclarationError` for a line that names no file or makes no sense.
  init(manifestLine line: Data, below folder: FilePath) throws(DeclarationError) {
    try self.init(try parseDeclaration(line), below: folder)
  }

  /// Takes what a manifest declares.
  init(_ declared: DeclaredCall, below folder: FilePath) throws(DeclarationError) {
    guard let path = declared.path, !path.isEmpty else {
      throw DeclarationError(detail: Message("declaration.missing", "path"))
    }
    self.init(
      path: folder.pushing(FilePath(path)), displayPath: path,
      manifest: try declared.declaration())
    if let second = declared.secondPath, !second.isEmpty {
      pair = RecordingPair(
        first: half,
        second: RecordingHalf(
          path: folder.pushing(FilePath(second)), displayPath: second))
    }
  }
}
