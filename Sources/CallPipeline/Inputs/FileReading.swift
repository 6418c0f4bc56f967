internal import Foundation
internal import Glibc
public import SystemPackage

/// The path from the root, without `.` and `..`: one file has one such path, links aside.
public func absolutePath(of path: FilePath) -> FilePath {
  FilePath(FileManager.default.currentDirectoryPath).pushing(path).lexicallyNormalized()
}

/// A path for a person, a report or a log: bytes that are no UTF-8 are shown as `\xNN`.
public func displayText(of path: FilePath) -> String {
  path.withPlatformString {
    displayText(ofBytes: UnsafeRawBufferPointer(start: $0, count: strlen($0)))
  }
}

/// Bytes as text; those that are no UTF-8 are shown as `\xNN`.
func displayText(ofBytes bytes: UnsafeRawBufferPointer) -> String {
  var text = ""
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  var position = 0
  while true {
    switch decoder.decode(&iterator) {
    case .emptyInput: return text
    case .scalarValue(let scalar):
      text.unicodeScalars.append(scalar)
      position += UTF8.width(scalar)
    case .error:
      // The decoder may have skipped several bytes: show the first and go on behind it.
      text += "\\x" + hexadecimal(bytes[position])
      position += 1
      decoder = UTF8()
      iterator = UnsafeRawBufferPointer(rebasing: bytes[position...]).makeIterator()
    }
  }
}

/// A name of so many bytes at most; a longer one is cut and ends in a hash of the whole, so that two of
/// them stay apart.
public func fittingName(_ name: String, limitBytes: Int) -> String {
  guard name.utf8.count > limitBytes else { return name }
  let end = "-" + String(Shard.hash(ofCallId: name), radix: 16)
  var start = Substring(name)
  while start.utf8.count + end.utf8.count > limitBytes { start = start.dropLast() }
  return start + end
}

/// Two hexadecimal digits.
func hexadecimal(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16)
  return digits.count == 1 ? "0" + digits : digits
}

/// Reads a small file whole, without ever waiting for a writer.
///
/// - Throws: `Errno` when it cannot be read, `.fileTooLarge` when it is larger than the limit.
public func readWholeFile(_ path: FilePath, limitBytes: Int) throws(Errno) -> [UInt8] {
  do {
    let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    defer { try? file.close() }  // nothing was written: there is nothing to lose
    return try readToEnd(of: file, limitBytes: limitBytes)
  } catch let error as Errno {
    throw error
  } catch {
    throw .ioError
  }
}

/// Reads all that a descriptor gives, and waits for it: a list may come from a slow program.
///
/// - Throws: `Errno` when it cannot be read, `.fileTooLarge` when it gives more than the limit.
func readToEnd(of file: FileDescriptor, limitBytes: Int) throws(Errno) -> [UInt8] {
  do {
    var content: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = try block.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { return content }
      content.append(contentsOf: block[..<count])
      guard content.count <= limitBytes else { throw Errno.fileTooLarge }
    }
  } catch let error as Errno {
    throw error
  } catch {
    throw .ioError
  }
}
