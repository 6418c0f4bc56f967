internal import Glibc

/// Whether a folder lies on a file system that other machines may have open, where the shared memory
/// of a write-ahead log does not reach; one that is not known by its device is taken to be local.
func isOnNetwork(_ folder: String) -> Bool {
  var status = stat()
  guard stat(folder, &status) == 0, let mounts = contentsOfMountTable() else { return false }
  let kind = fileSystemKind(ofDevice: deviceText(UInt(status.st_dev)), mounts: mounts)
  return kind.map(isShared) ?? false
}

/// A device's two numbers as the table of mounts shows them (makedev(3), as glibc lays them out).
private func deviceText(_ device: UInt) -> String {
  let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
  let minor = device & 0xFF | (device >> 12) & ~0xFF
  return "\(UInt32(truncatingIfNeeded: major)):\(UInt32(truncatingIfNeeded: minor))"
}

/// The kind of file system on a device.
///
/// - Parameter mounts: Lines of `/proc/self/mountinfo` (proc(5)): device in field 3, kind behind ` - `.
func fileSystemKind(ofDevice device: String, mounts: String) -> String? {
  for line in mounts.split(separator: "\n") {
    let fields = line.split(separator: " ")
    guard fields.count > 2, fields[2] == device, let dash = fields.lastIndex(of: "-"),
      dash + 1 < fields.endIndex
    else { continue }
    return String(fields[dash + 1])
  }
  return nil
}

/// Whether a kind of file system is one that machines share. `fuse.…` is what sshfs and object stores
/// are mounted by; `fuseblk` is a local disk.
func isShared(_ kind: String) -> Bool {
  kind.hasPrefix("fuse.")
    || ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse", "9p", "ceph", "afs", "lustre", "virtiofs"]
      .contains(kind)
}

private func contentsOfMountTable() -> String? {
  guard let file = fopen("/proc/self/mountinfo", "re") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&block, 1, block.count, file)
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += block[..<count]
  }
}
