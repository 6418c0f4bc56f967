internal import CallPipeline
public import CallStore
internal import Crypto
internal import Foundation
public import SystemPackage

/// A folder that gets one file per event, each whole from the moment that it has its name.
public struct DropFolder: EventDestination {
  public let name: String
  public let kind = DestinationKind.folder
  public let batchCount = 64

  private let folder: FilePath
  private let queue = DispatchQueue(label: "callsift.folder")

  /// Writes to a folder, which is made where there is none.
  public init(_ folder: FilePath) {
    self.folder = folder
    name = destinationName(.folder, [displayText(of: absolutePath(of: folder))])
  }

  public func deliver(_ deliveries: [Delivery]) async -> [DeliveryResult] {
    await withCheckedContinuation { continuation in
      queue.async {
        continuation.resume(
          returning: deliveries.map { delivery in
            write(
              delivery.payload + [UInt8(ascii: "\n")],
              to: folder.appending("\(delivery.eventID).json"))
          })
      }
    }
  }
}

/// What a destination is called in the store: its kind, and a hash of what it is addressed by.
func destinationName(_ kind: DestinationKind, _ address: [String]) -> String {
  let joined = address.map { "\($0.utf8.count):\($0)" }.joined(separator: ",")
  let hash = SHA256.hash(data: Data(joined.utf8)).prefix(8)
  return "\(kind.rawValue):"
    + hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    .joined()
}

/// Writes a file under a hidden name, has the disk take it, and gives it its name.
func write(_ bytes: [UInt8], to file: FilePath) -> DeliveryResult {
  let folder = file.removingLastComponent()
  // The same name at the next try: what a kill left behind is written over.
  let temporary = folder.appending(".\(file.lastComponent?.string ?? "event").part")
  do {
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true)
    let descriptor = try FileDescriptor.open(
      temporary, .writeOnly, options: [.create, .truncate, .closeOnExec],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    try descriptor.closeAfter {
      try descriptor.writeAll(bytes)
      guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
    }
    let status = temporary.withPlatformString { from in
      file.withPlatformString { to in rename(from, to) }
    }
    guard status == 0 else { throw Errno(rawValue: errno) }
    return .delivered
  } catch {
    _ = temporary.withPlatformString { unlink($0) }  // there may be none
    let number = (error as? Errno)?.rawValue ?? EIO
    return .unavailable("the folder cannot be written to (error \(number))")
  }
}
