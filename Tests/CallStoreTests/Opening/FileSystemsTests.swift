import Testing

@testable import CallStore

struct FileSystemsTests {
  private static let mounts = """
    24 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
    90 24 0:52 / /mnt/archive rw,relatime shared:9 - nfs4 server:/archive rw
    91 24 0:53 / /mnt/a\\040b rw - fuse.sshfs host:/ rw
    """

  @Test(arguments: [("8:1", "ext4"), ("0:52", "nfs4"), ("0:53", "fuse.sshfs"), ("9:9", nil)])
  func `a device's file system is found in the table of mounts`(device: String, kind: String?) {
    #expect(fileSystemKind(ofDevice: device, mounts: Self.mounts) == kind)
  }

  @Test(arguments: [
    ("nfs", true), ("nfs4", true), ("cifs", true), ("fuse.s3fs", true), ("9p", true),
    ("ext4", false), ("xfs", false), ("tmpfs", false), ("overlay", false), ("fuseblk", false),
  ])
  func `what machines share is told from what is local`(kind: String, isOnNetwork: Bool) {
    #expect(isShared(kind) == isOnNetwork)
  }
}
