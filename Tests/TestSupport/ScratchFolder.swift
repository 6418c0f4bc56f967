internal import Foundation

/// A folder of a test's own, which goes away with the object.
///
/// Names of files may be any bytes, because recorders write such names.
public final class ScratchFolder: Sendable {
  /// Absolute path.
  public let path: String

  /// Makes a folder below the system's temporary folder.
  public init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("callsift-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The absolute path of a name below the folder.
  public func path(_ name: String) -> String { path + "/" + name }

  /// Writes a file, with the folders above it.
  @discardableResult
  public func write(_ bytes: [UInt8], as name: String) throws -> String {
    if let slash = name.lastIndex(of: "/") { try makeFolder(String(name[..<slash])) }
    try write(bytes, asBytes: Array(name.utf8))
    return path(name)
  }

  /// Writes a text file, with the folders above it.
  @discardableResult
  public func write(_ text: String, as name: String) throws -> String {
    try write(Array(text.utf8), as: name)
  }

  /// Writes a file whose name is given as bytes.
  public func write(_ bytes: [UInt8], asBytes name: [UInt8]) throws {
    let file = open(cString(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw SystemFailure(errorNumber: errno) }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }

  /// Makes a folder, with the folders above it.
  @discardableResult
  public func makeFolder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(
      atPath: path(name), withIntermediateDirectories: true)
    return path(name)
  }

  /// Makes a symbolic link.
  public func link(_ name: String, to destination: String) throws {
    guard symlink(destination, path(name)) == 0 else { throw SystemFailure(errorNumber: errno) }
  }

  /// Makes a named pipe.
  public func makePipe(_ name: String) throws {
    guard mkfifo(path(name), 0o644) == 0 else { throw SystemFailure(errorNumber: errno) }
  }

  /// Makes a file longer without writing to it: a sparse file, whose new bytes are zero.
  public func extend(_ name: String, toBytes byteCount: Int) throws {
    guard truncate(path(name), byteCount) == 0 else { throw SystemFailure(errorNumber: errno) }
  }

  /// A file as text.
  public func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
  }

  /// Names in a folder, hidden ones too, sorted.
  public func names(in folder: String = ".") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
  }

  private func cString(_ name: [UInt8]) -> [CChar] {
    (Array(path.utf8) + [UInt8(ascii: "/")] + name + [0]).map { CChar(bitPattern: $0) }
  }
}

/// What the system refused.
public struct SystemFailure: Error, CustomStringConvertible {
  /// The `errno`.
  public var errorNumber: Int32

  public var description: String { String(cString: strerror(errorNumber)) }
}
