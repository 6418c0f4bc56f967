internal import CallTypes
internal import Crypto
internal import Foundation
internal import SystemPackage

/// The file beside a recording that may say something about it; `nil` for a recording of that name.
func sidecarPath(of recording: FilePath) -> FilePath? {
  var path = recording
  path.extension = "json"
  return path == recording ? nil : path
}

private let limitBytes = 1_000_000

/// What the file beside a recording says, as a hash of its bytes; `nil` when there is none.
func sidecarIdentity(of recording: FilePath) -> String? {
  guard let path = sidecarPath(of: recording), fileStatus(of: path) != nil else { return nil }
  do throws(Errno) {
    let content = try readWholeFile(path, limitBytes: limitBytes)
    return hexadecimalText(of: SHA256.hash(data: content))
  } catch {
    return "unreadable \(error.rawValue)"
  }
}

/// Reads the `.json` of the same name beside a recording.
///
/// - Returns: `nil` when there is none, or none that makes sense; then a warning says so.
func readSidecar(
  of recording: FilePath, warnings: inout [AnalysisWarning]
) -> CallDeclaration? {
  guard let path = sidecarPath(of: recording), fileStatus(of: path) != nil else { return nil }
  let detail: Message
  do {
    let content = try readWholeFile(path, limitBytes: limitBytes)
    return try parseDeclaration(Data(content)).declaration()
  } catch let error as DeclarationError {
    detail = error.detail
  } catch {
    detail = Message("declaration.unreadable")
  }
  warnings.append(
    AnalysisWarning(.sidecarIgnored, Message("found.sidecarIgnored", .message(detail))))
  return nil
}
