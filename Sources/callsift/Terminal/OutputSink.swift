internal import CallPipeline
internal import CallTypes
internal import Foundation
internal import SystemPackage

/// Where results go: standard output, or a file that appears whole or not at all.
final class OutputSink {
  private let handle: FileHandle
  private let destination: FilePath?
  private let temporary: FilePath?

  /// Whether the output is a file that has no name yet.
  var isFile: Bool { destination != nil }

  /// Writes to standard output.
  static func standardOutput() -> OutputSink {
    OutputSink(handle: .standardOutput, destination: nil, temporary: nil)
  }

  /// Writes to a file by a temporary name beside it.
  ///
  /// - Throws: `CommandFailure` when the folder cannot be written to.
  static func file(_ named: FilePath) throws(CommandFailure) -> OutputSink {
    if isSpecialFile(named) { return try special(named) }
    let destination = target(of: named)
    if holdsSomethingElse(destination) {
      throw CommandFailure(
        .usage, Message("command.wouldReplace", .text(displayText(of: destination))))
    }
    let name = destination.lastComponent?.string ?? "output"
    let temporary = destination.removingLastComponent()
      .appending(".\(name).\(ProcessInfo.processInfo.processIdentifier).part")
    do {
      let file = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .truncate, .closeOnExec],
        permissions: permissions(of: destination) ?? [.ownerReadWrite, .groupRead, .otherRead])
      let handle = FileHandle(fileDescriptor: file.rawValue, closeOnDealloc: true)
      return OutputSink(handle: handle, destination: destination, temporary: temporary)
    } catch {
      throw Self.failure(at: destination, cause(of: error))
    }
  }

  /// Writes to a pipe or device as it is: renaming would put a regular file in the place of
  /// `/dev/null`.
  private static func special(_ destination: FilePath) throws(CommandFailure) -> OutputSink {
    do {
      let file = try FileDescriptor.open(destination, .writeOnly, options: .closeOnExec)
      let handle = FileHandle(fileDescriptor: file.rawValue, closeOnDealloc: true)
      return OutputSink(handle: handle, destination: nil, temporary: nil)
    } catch {
      throw Self.failure(at: destination, cause(of: error))
    }
  }

  private init(handle: FileHandle, destination: FilePath?, temporary: FilePath?) {
    self.handle = handle
    self.destination = destination
    self.temporary = temporary
  }

  deinit {
    // Still there: the command failed before the end, and half a file helps nobody.
    if let temporary { unlink(temporary) }
  }

  /// Appends text.
  ///
  /// - Throws: `CommandFailure` when nothing more can be written.
  func write(_ text: String) throws(CommandFailure) { try write(Data(text.utf8)) }

  /// Appends bytes.
  ///
  /// - Throws: `CommandFailure` when nothing more can be written.
  func write(_ bytes: Data) throws(CommandFailure) {
    guard !bytes.isEmpty else { return }
    do { try handle.write(contentsOf: bytes) } catch {
      throw CommandFailure(
        .failed, Message("command.outputFailed", .message(cause(of: error))))
    }
  }

  /// Ends the output; a file gets its name only now.
  ///
  /// - Throws: `CommandFailure` when the file cannot be completed.
  func finish() throws(CommandFailure) {
    guard let temporary, let destination else { return }
    do {
      try handle.synchronize()
      try handle.close()
    } catch {
      throw CommandFailure(
        .failed, Message("command.outputFailed", .message(cause(of: error))))
    }
    let status = temporary.withPlatformString { from in
      destination.withPlatformString { to in rename(from, to) }
    }
    guard status == 0 else {
      throw Self.failure(at: destination, .system(errorNumber: errno))
    }
  }

  private static func failure(at destination: FilePath, _ cause: Message) -> CommandFailure {
    CommandFailure(
      .failed,
      Message("command.writeFailed", .text(displayText(of: destination)), .message(cause)))
  }

  private func unlink(_ path: FilePath) {
    path.withPlatformString { _ = Foundation.unlink($0) }
  }
}

/// What a symbolic link leads to, so that the file is replaced and not the link; else the path itself.
private func target(of path: FilePath) -> FilePath {
  path.withPlatformString { name in
    guard let found = realpath(name, nil) else { return path }
    defer { free(found) }
    return FilePath(platformString: found)
  }
}

/// Who may read and write the file that is replaced; `nil` where there is none.
private func permissions(of path: FilePath) -> FilePermissions? {
  var status = stat()
  guard path.withPlatformString({ stat($0, &status) }) == 0 else { return nil }
  return FilePermissions(rawValue: status.st_mode & 0o777)
}

/// Whether the file is none that a result was written to: a recording by its name, or a database.
private func holdsSomethingElse(_ path: FilePath) -> Bool {
  guard exists(path), !isFolder(path) else { return false }
  if hasRecordingExtension(path) { return true }
  // "Database File Format", sqlite.org: section 1.3.
  let signature = Array("SQLite format 3\0".utf8)
  guard let file = FileHandle(forReadingAtPath: path.string) else { return false }
  defer { try? file.close() }  // nothing was written: there is nothing to lose
  return (try? file.read(upToCount: signature.count)).map { Array($0) == signature } ?? false
}

/// Whether there is something at the path that is neither a regular file nor a folder.
private func isSpecialFile(_ path: FilePath) -> Bool {
  var status = stat()
  guard path.withPlatformString({ stat($0, &status) }) == 0 else { return false }
  return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
}
