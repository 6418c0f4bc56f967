internal import AudioDecoding
internal import CallStore
internal import CallTypes
internal import Crypto
internal import Foundation
internal import Glibc
internal import SystemPackage

extension CallAnalyzer {
  /// Everything that the report of an input depends on besides the file's content and name.
  func terms(of input: CallInput) -> AnalysisTerms {
    let metadata = input.manifest?.metadata
    let ofCall: [String?] = [
      text(of: roleRules.commandLine), text(of: input.manifest?.channels),
      rawFormat.map { "\($0.codec.rawValue) \($0.sampleRateHz) \($0.channelCount)" },
      // Files without header are read by their ending.
      input.path.extension?.lowercased(), input.manifest?.sha256, metadata?.agentId,
      metadata?.queue, metadata?.direction, metadata?.startTime, metadata?.customerId,
      metadata?.platform, sidecarIdentity(of: input), naming.customerKey?.identity,
    ]
    let read = input.reading?.metadata
    let ofName: [String?] = [
      text(of: input.reading?.channels), read?.agentId, read?.queue, read?.direction,
      read?.startTime, read?.customerId, input.reading?.isZoneMissing == true ? "zone" : nil,
      input.isAmbiguousHalf ? "half" : nil, input.pair.map { "\($0.secondDelaySeconds)" },
    ]
    // Only where there are any, so that terms without them stay what they were.
    let hashes = [input.pair?.first?.sha256, input.pair?.second?.sha256]
    let ofHalves: [String?] = hashes.allSatisfy { $0 == nil } ? [] : hashes
    // Each part with its length, so that no two declarations have one text.
    let parts = (ofCall + ofName + ofHalves).map { $0.map { "\($0.utf8.count):\($0)" } ?? "-" }
    let joined = parts.joined(separator: ",")
    return AnalysisTerms(
      fingerprint: fingerprint,
      declaration: hexadecimalText(of: SHA256.hash(data: Data(joined.utf8))))
  }

  private func text(of roles: [ChannelRole]?) -> String? {
    roles?.map(\.rawValue).joined(separator: " ")
  }
}

/// What an input is taken to be the same by: of a pair, what both files are.
///
/// `nil` where a file of it is no regular one.
func recordingIdentity(of input: CallInput) -> RecordingIdentity? {
  guard let pair = input.pair else { return recordingIdentity(of: input.path) }
  var whole = RecordingIdentity(location: "", sizeBytes: 0, modifiedNanoseconds: 0, inode: 0)
  var locations: [String] = []
  for half in pair.halves {
    // That there is no such half is part of what the pair is.
    guard let half else {
      locations.append("-")
      continue
    }
    guard let identity = recordingIdentity(of: half.path) else { return nil }
    locations.append(identity.location)
    whole.sizeBytes += identity.sizeBytes
    whole.modifiedNanoseconds = whole.modifiedNanoseconds &* 31 &+ identity.modifiedNanoseconds
    whole.inode = whole.inode &* 31 &+ identity.inode
  }
  // A path begins with a slash, and no name holds one: nothing else is called so.
  whole.location = locations.joined(separator: " + ")
  return whole
}

/// What a file is taken to be the same by; `nil` for what is no regular file.
func recordingIdentity(of path: FilePath) -> RecordingIdentity? {
  guard let status = fileStatus(of: path), status.st_mode & S_IFMT == S_IFREG else { return nil }
  let modified = status.st_mtim
  return RecordingIdentity(
    location: locationText(of: absolutePath(of: path)), sizeBytes: Int(status.st_size),
    modifiedNanoseconds: modified.tv_sec * 1_000_000_000 + modified.tv_nsec,
    inode: Int(bitPattern: UInt(status.st_ino)))
}

/// A path as text that no other path has: a backslash of its own stands twice.
private func locationText(of path: FilePath) -> String {
  path.withPlatformString { text in
    UnsafeRawBufferPointer(start: text, count: strlen(text))
      .split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false)
      .map { displayText(ofBytes: UnsafeRawBufferPointer(rebasing: $0)) }
      .joined(separator: "\\\\")
  }
}
