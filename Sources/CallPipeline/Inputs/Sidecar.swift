internal import CallTypes
internal import Crypto
internal import Foundation
internal import SystemPackage

/// A file beside a recording that may say something about it.
private struct SidecarFile {
  enum Kind { case declaration, metadata, xml }
  var kind: Kind
  var path: FilePath
}

/// The files that may say something about a recording, strongest first; never the recording itself.
private func sidecarFiles(of recording: FilePath) -> [SidecarFile] {
  func beside(_ ending: String) -> FilePath {
    var path = recording
    path.extension = ending
    return path
  }
  let folder = recording.removingLastComponent()
  let names = [recording.lastComponent?.stem, recording.lastComponent?.string].compactMap(\.self)
  let metadata = names.map {
    SidecarFile(kind: .metadata, path: folder.appending($0 + "_metadata.json"))
  }
  let files =
    [SidecarFile(kind: .declaration, path: beside("json"))] + metadata
    + ["xml", "XML"].map { SidecarFile(kind: .xml, path: beside($0)) }
  return files.filter { $0.path != recording && fileStatus(of: $0.path) != nil }
}

/// Where the files that say something about a recording lie; strongest first.
func sidecarPaths(of recording: FilePath) -> [FilePath] { sidecarFiles(of: recording).map(\.path) }

private let limitBytes = 1_000_000

/// What the files beside a recording say, as a hash of their bytes; `nil` when there is none.
func sidecarIdentity(of recording: FilePath) -> String? {
  let identities = sidecarFiles(of: recording).map { file in
    do throws(Errno) {
      let content = try readWholeFile(file.path, limitBytes: limitBytes)
      return hexadecimalText(of: SHA256.hash(data: content))
    } catch {
      return "unreadable \(error.rawValue)"
    }
  }
  return identities.isEmpty ? nil : identities.joined(separator: " ")
}

/// What the files beside an input's recordings say, as a hash of their bytes; `nil` when there is none.
func sidecarIdentity(of input: CallInput) -> String? {
  guard let pair = input.pair else { return sidecarIdentity(of: input.path) }
  let identities = pair.halves.map { $0.flatMap { sidecarIdentity(of: $0.path) } }
  return identities.contains { $0 != nil }
    ? identities.map { $0 ?? "-" }.joined(separator: " + ") : nil
}

/// Reads what lies beside an input's recordings.
///
/// Beside the halves of a call, a role each makes the roles of both; the first half's file is the stronger.
func readSidecar(
  of input: CallInput, platform: PlatformProfile?, rules: NamingRules,
  warnings: inout [AnalysisWarning]
) -> CallDeclaration? {
  guard let pair = input.pair else {
    return readSidecar(of: input.path, platform: platform, rules: rules, warnings: &warnings)
  }
  var found: [CallDeclaration?] = []
  for half in pair.halves {
    let path = half?.path
    found.append(
      path.flatMap {
        readSidecar(of: $0, platform: platform, rules: rules, warnings: &warnings)
      })
  }
  guard var whole = found[0] ?? found[1] else { return nil }
  if let first = found[0], let second = found[1] { whole = second.overlaid(with: first) }
  let roles = found.map { $0?.channels }
  if roles.contains(where: { $0?.count == 1 }), !roles.contains(where: { ($0?.count ?? 0) > 1 }) {
    whole.channels = roles.map { $0?.first ?? .unknown }
  }
  return whole
}

/// Reads what lies beside a recording: `.json` of the same name, `_metadata.json`, and `.xml`.
///
/// What a platform writes is read where the platform is known; metadata by RFC 7865 say themselves what
/// they are. Of several files the first named is the stronger, field by field.
///
/// - Returns: `nil` when there is none, or none that makes sense; then a warning says so.
func readSidecar(
  of recording: FilePath, platform: PlatformProfile? = nil, rules: NamingRules? = nil,
  warnings: inout [AnalysisWarning]
) -> CallDeclaration? {
  var found: CallDeclaration?
  for file in sidecarFiles(of: recording) {
    let detail: Message
    do {
      let content = try readWholeFile(file.path, limitBytes: limitBytes)
      guard let declaration = try declaration(content, file.kind, platform, rules) else { continue }
      found = found.map { declaration.overlaid(with: $0) } ?? declaration
      continue
    } catch let error as DeclarationError {
      detail = error.detail
    } catch {
      detail = Message("declaration.unreadable")
    }
    let name = file.path.extension?.lowercased() == "xml" ? ".xml" : ".json"
    warnings.append(
      AnalysisWarning(
        .sidecarIgnored, Message("found.sidecarIgnored", .text(name), .message(detail))))
  }
  return found
}

/// What a file says; `nil` for one that is none of ours.
private func declaration(
  _ content: [UInt8], _ kind: SidecarFile.Kind, _ platform: PlatformProfile?, _ rules: NamingRules?
) throws(DeclarationError) -> CallDeclaration? {
  switch (kind, platform?.metadata) {
  case (.metadata, .json?), (.xml, .xml?), (.xml, .siprec?):
    guard let rules, let metadata = platform?.metadata else { return nil }
    return try metadata.record(of: content, rules).declaration
  case (.xml, _):
    // Without its platform an XML file is somebody else's, unless it says what it is.
    guard let rules, (try? MetadataXML(content))?.isSIPREC == true else { return nil }
    return try PlatformMetadata.siprec.record(of: content, rules).declaration
  case (.declaration, _), (.metadata, _):
    return try parseDeclaration(Data(content)).declaration()
  }
}

/// Start and end of a recording by its platform's metadata, in seconds since 1970; `nil` where they are
/// not known.
func recordedTimes(
  of recording: FilePath, platform: PlatformProfile, rules: NamingRules
) -> ClosedRange<Double>? {
  guard case .json? = platform.metadata, let metadata = platform.metadata else { return nil }
  for file in sidecarFiles(of: recording) where file.kind == .metadata {
    // What cannot be read is told when the call is analysed.
    guard let content = try? readWholeFile(file.path, limitBytes: limitBytes),
      let record = try? metadata.record(of: content, rules), let start = record.startEpoch,
      let end = record.endEpoch, start <= end
    else { continue }
    return start...end
  }
  return nil
}
