internal import CallTypes
internal import Crypto
internal import Foundation
internal import Glibc
internal import SystemPackage

/// Hash of version, settings, model, agents' history and agents' voices: reports with equal fingerprints
/// can be compared.
///
/// - Parameters:
///   - history: Hash of the history; `nil` = none, which an empty one is not.
///   - voices: Hash of the voices; `nil` = none.
func analysisFingerprint(
  of settings: CallSiftSettings, history: String? = nil, voices: String? = nil
) -> String {
  let identity =
    [CallSiftVersion.current, CallSiftVersion.speechModel, settings.analysisText()]
    + (history.map { ["agentHistory \($0)"] } ?? [])
    + (voices.map { ["agentVoices \($0)"] } ?? [])
  return hexadecimalText(of: SHA256.hash(data: Data(identity.joined(separator: "\n").utf8)))
}

/// Hash of all that tracks depend on besides the file: tracks with equal hashes can stand for each other.
func signalFingerprint(of settings: CallSiftSettings) -> String {
  let identity = [CallSiftVersion.current, CallSiftVersion.speechModel, settings.signalText()]
  return hexadecimalText(of: SHA256.hash(data: Data(identity.joined(separator: "\n").utf8)))
}

/// Size and SHA-256 of a regular file; `nil` for what cannot be read, which decoding will explain.
///
/// Of a pair, the hash is that of both files' hashes, a line each, with `-` where there is no file.
func fileReport(of input: CallInput) -> FileReport {
  guard let pair = input.pair else { return fileReport(of: input.path, as: input.displayPath) }
  let parts = pair.halves.map { half -> FilePart in
    guard let half else { return FilePart(path: nil, sha256: nil, sizeBytes: nil) }
    let report = fileReport(of: half.path, as: half.displayPath)
    return FilePart(path: half.displayPath, sha256: report.sha256, sizeBytes: report.sizeBytes)
  }
  let sizes = parts.compactMap(\.sizeBytes)
  let joined = parts.map { $0.sha256 ?? "-" }.joined(separator: "\n")
  return FileReport(
    path: input.displayPath,
    sha256: sizes.isEmpty ? nil : hexadecimalText(of: SHA256.hash(data: Data(joined.utf8))),
    sizeBytes: sizes.isEmpty ? nil : sizes.reduce(0, +), parts: parts)
}

private func fileReport(of path: FilePath, as displayPath: String) -> FileReport {
  var report = FileReport(path: displayPath, sha256: nil, sizeBytes: nil)
  guard let status = fileStatus(of: path), status.st_mode & S_IFMT == S_IFREG,
    let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
  else { return report }
  defer { try? file.close() }  // nothing was written: there is nothing to lose
  var hash = SHA256()
  var block = [UInt8](repeating: 0, count: 262_144)
  var sizeBytes = 0
  while true {
    // The hash of what could be read would be that of another content.
    guard let count = try? block.withUnsafeMutableBytes({ try file.read(into: $0) }) else {
      return report
    }
    if count == 0 { break }
    block.withUnsafeBytes {
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count]))
    }
    sizeBytes += count
  }
  (report.sha256, report.sizeBytes) = (hexadecimalText(of: hash.finalize()), sizeBytes)
  return report
}

func hexadecimalText(of digest: SHA256Digest) -> String {
  digest.map { hexadecimal($0) }.joined()
}
