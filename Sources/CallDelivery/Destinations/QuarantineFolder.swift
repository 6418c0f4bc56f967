internal import CallPipeline
public import CallStore
internal import CallTypes
internal import Foundation
public import SystemPackage

/// A folder that lists what could not be analysed: one `reason.json` per file, below the path that the file
/// has below the watched folder. The file itself stays where it is.
public struct QuarantineFolder: EventDestination {
  public let name: String
  public let kind = DestinationKind.quarantine
  public let batchCount = 64

  private let folder: FilePath
  private let queue = DispatchQueue(label: "callsift.quarantine")

  /// Writes to a folder, which is made where there is none.
  public init(_ folder: FilePath) {
    self.folder = folder
    name = destinationName(.quarantine, [displayText(of: absolutePath(of: folder))])
  }

  public func deliver(_ deliveries: [Delivery]) async -> [DeliveryResult] {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: deliveries.map(deliver)) }
    }
  }

  private func deliver(_ delivery: Delivery) -> DeliveryResult {
    guard
      let failure = try? JSONDecoder().decode(CallFailure.self, from: Data(delivery.payload))
    else { return .delivered }  // a report: nothing is wrong with its file
    var place = folder
    // `..` and leading slashes do not lead out of the folder.
    for component in FilePath(failure.file.path).components where component.kind == .regular {
      // A byte that is no UTF-8 is shown by four: a name may be longer than names can be (NAME_MAX).
      place.append(fittingName(component.string, limitBytes: 255))
    }
    return write(
      delivery.payload + [UInt8(ascii: "\n")], to: place.appending("reason.json"))
  }
}
