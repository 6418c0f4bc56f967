internal import CallTypes
internal import Foundation
internal import SystemPackage

/// Reads the `.json` of the same name beside a recording.
///
/// - Returns: `nil` when there is none, or none that makes sense; then a warning says so.
func readSidecar(
  of recording: FilePath, warnings: inout [AnalysisWarning]
) -> CallDeclaration? {
  var path = recording
  path.extension = "json"
  guard path != recording, fileStatus(of: path) != nil else { return nil }
  let limitBytes = 1_000_000
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
