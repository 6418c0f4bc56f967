import CallTypes
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import CallPipeline

struct FolderListingTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func names(excluding exclusions: [String] = []) -> [String] {
    FolderListing(of: FilePath(folder.path), excluding: exclusions).recordings.map(displayText)
  }

  @Test func `recordings of all subfolders come in the order of their bytes`() throws {
    for name in ["b.wav", "a/z.wav", "B.wav", "a.wav", "ä.wav", "a/b/c.MP3", "10.wav", "9.wav"] {
      try folder.write([], as: name)
    }
    // "." (0x2E) stands before "/" (0x2F), capitals before small letters, UTF-8 last.
    #expect(
      names() == [
        "10.wav", "9.wav", "B.wav", "a.wav", "a/b/c.MP3", "a/z.wav", "b.wav", "ä.wav",
      ])
  }

  @Test func `what is hidden or no recording by its ending is left out`() throws {
    for name in [
      ".hidden.wav", ".folder/call.wav", "call.wav", "call.json", "notes.txt", "wav",
      "call.wav.part",
      "reference.rttm",
    ] {
      try folder.write([], as: name)
    }
    #expect(names() == ["call.wav"])
  }

  @Test(arguments: [
    (["*.mp3"], ["a/b.wav", "c.wav", "test/d.wav"]), (["test"], ["a/b.mp3", "a/b.wav", "c.wav"]),
    (["a/*.wav"], ["a/b.mp3", "c.wav", "test/d.wav"]), (["a/*"], ["c.wav", "test/d.wav"]),
    (["c.wav", "*.mp3", "test"], ["a/b.wav"]),
    (["C.wav"], ["a/b.mp3", "a/b.wav", "c.wav", "test/d.wav"]),
    (["?.wav"], ["a/b.mp3"]),
  ])
  func `an exclusion is by name or by path below the root`(
    exclusions: [String], expected: [String]
  ) throws {
    for name in ["a/b.wav", "a/b.mp3", "c.wav", "test/d.wav"] { try folder.write([], as: name) }
    #expect(names(excluding: exclusions) == expected)
  }

  @Test func `links that lead in circles end`() throws {
    try folder.write([], as: "a/call.wav")
    try folder.link("a/up", to: "..")
    try folder.link("a/self", to: ".")
    try folder.link("loop", to: "loop")
    #expect(names() == ["a/call.wav"])
  }

  @Test func `a folder that two names lead to is read once`() throws {
    try folder.write([], as: "real/call.wav")
    try folder.link("other", to: "real")
    #expect(names().count == 1)
  }

  @Test func `a link to a recording is a recording, and so is a broken one`() throws {
    let outside = try ScratchFolder()
    try outside.write([], as: "call.wav")
    try folder.link("linked.wav", to: outside.path("call.wav"))
    try folder.link("broken.wav", to: "nowhere.wav")
    #expect(names() == ["broken.wav", "linked.wav"])
  }

  @Test func `a folder whose name ends like a recording is entered`() throws {
    try folder.write([], as: "day.wav/call.wav")
    #expect(names() == ["day.wav/call.wav"])
  }

  @Test(.enabled(if: geteuid() != 0, "root may read every folder"))
  func `a folder that may not be read costs itself only`() throws {
    try folder.write([], as: "closed/call.wav")
    try folder.write([], as: "open/call.wav")
    chmod(folder.path("closed"), 0)
    defer { chmod(folder.path("closed"), 0o700) }
    let listing = FolderListing(of: FilePath(folder.path), excluding: [])
    #expect(listing.recordings.map(displayText) == ["open/call.wav"])
    #expect(listing.unreadable.map { displayText(of: $0.path) } == ["closed"])
    var request = InputRequest()
    request.paths = [FilePath(folder.path)]
    let inputs = try InputListing(of: request)
    #expect(inputs.failures.map(\.callId) == ["closed"])
    #expect(inputs.failures.map(\.error.code) == [.inaccessible])
  }

  @Test func `names of any bytes are found, and shown without loss`() throws {
    let names: [(bytes: [UInt8], shown: String)] = [
      (Array("-rf.wav".utf8), "-rf.wav"), (Array("a\nb.wav".utf8), "a\nb.wav"),
      (Array("quote'\".wav".utf8), "quote'\".wav"), (Array("<img>.wav".utf8), "<img>.wav"),
      ([0xFF, 0xFE] + Array(".wav".utf8), "\\xff\\xfe.wav"),
      ([0x61, 0xC3] + Array(".wav".utf8), "a\\xc3.wav"),
      (Array("电话.wav".utf8), "电话.wav"),
    ]
    for (bytes, _) in names { try folder.write([], asBytes: bytes) }
    let listing = FolderListing(of: FilePath(folder.path), excluding: [])
    #expect(Set(listing.recordings.map(displayText)) == Set(names.map(\.shown)))
    for recording in listing.recordings {
      #expect(fileStatus(of: FilePath(folder.path).pushing(recording)) != nil)
    }
  }
}
