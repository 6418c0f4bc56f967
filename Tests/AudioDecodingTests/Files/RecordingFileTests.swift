import AudioDecoding
import CallTypes
import Foundation
import Glibc
import SystemPackage
import TestSupport
import Testing

@Suite struct RecordingFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func failure(_ path: FilePath) -> FailureCode? {
    do throws(AudioDecodingError) {
      _ = try Decoded(path)
      return nil
    } catch {
      #expect(!error.message.contains(path.string))
      #expect(error.message.count > 20)
      return error.failureCode
    }
  }

  @Test func `pipes, folders, devices and sockets are refused without waiting`() throws {
    let pipe = folder.path.appending("pipe.wav")
    #expect(pipe.withPlatformString { mkfifo($0, 0o600) } == 0)
    #expect(failure(pipe) == .notARegularFile)
    #expect(failure(folder.path) == .notARegularFile)
    #expect(failure("/dev/zero") == .notARegularFile)
  }

  @Test func `a missing file and one inside a file are inaccessible`() throws {
    let file = try folder.write([1], as: "file")
    #expect(failure(folder.path.appending("gone.wav")) == .inaccessible)
    #expect(failure(file.appending("below.wav")) == .inaccessible)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `a file that may not be read is inaccessible`() throws {
    let file = try folder.write(WaveBytes(samples: [0]).bytes, as: "secret.wav")
    #expect(file.withPlatformString { chmod($0, 0) } == 0)
    #expect(failure(file) == .inaccessible)
  }

  @Test func `a link to a recording is followed`() throws {
    let file = try folder.write(WaveBytes(samples: tone(seconds: 1)).bytes, as: "call.wav")
    let link = folder.path.appending("link.wav")
    #expect(symlink(file.string, link.string) == 0)
    #expect(try Decoded(link).frameCount == 8000)
  }

  @Test func `a file of no bytes is empty`() throws {
    #expect(try failure(folder.write([], as: "none.wav")) == .empty)
    #expect(try failure(folder.write([], as: "none.ulaw")) == .empty)
  }

  @Test func `what is no recording is never decoded, whatever its name`() throws {
    let elf: [UInt8] = try Array(contents(of: "/proc/self/exe").prefix(900_000))
    var state: UInt64 = 7
    let random = (0..<200_000).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    let text = Array(String(repeating: "call;agent;seconds\n", count: 500).utf8)
    let zeros = [UInt8](repeating: 0, count: 100_000)
    for name in ["a.mp3", "a.wav", "a.ogg", "a.m4a", "a"] {
      #expect(try failure(folder.write(elf, as: name)) == .unsupported)
      #expect(try failure(folder.write(random, as: name)) == .unreadable)
      #expect(try failure(folder.write(text, as: name)) == .unreadable)
      #expect(try failure(folder.write(zeros, as: name)) == .unreadable)
      #expect(try failure(folder.write(Array("RIFF".utf8), as: name)) == .unreadable)
    }
  }

  @Test func `random bytes behind every magic end in an error or a warning, never a crash`() throws
  {
    let magics: [[UInt8]] = [
      Array("RIFF\u{10}\0\0\0WAVEfmt ".utf8), Array("RF64\u{10}\0\0\0WAVEds64".utf8),
      Array("FORM\0\0\0\0AIFFCOMM".utf8), Array(".snd".utf8), Array("caff".utf8),
      Array("fLaC".utf8), Array("OggS\0\u{2}".utf8), Array("NIST_1A\n   1024\n".utf8),
      Array("ID3\u{3}\0\0\0\0\0\0".utf8), [0xFF, 0xFB, 0x90, 0x00], Array("#!AMR\n".utf8),
      Array("\0\0\0\u{18}ftypM4A ".utf8), [0x1A, 0x45, 0xDF, 0xA3],
    ]
    var state: UInt64 = 3
    for (index, magic) in magics.enumerated() {
      for size in [0, 1, 30, 5000] {
        let noise = (0..<size).map { _ -> UInt8 in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return UInt8(truncatingIfNeeded: state >> 56)
        }
        _ = try failure(folder.write(magic + noise, as: "case-\(index)-\(size)"))
      }
    }
  }

  @Test(arguments: ["-rf.wav", "two\nlines.wav", "it's \"quoted\".wav", "音 频.wav", "%s%n.wav"])
  func `any name can be opened`(name: String) throws {
    let path = try folder.write(WaveBytes(samples: tone(seconds: 1)).bytes, as: name)
    #expect(try Decoded(path).frameCount == 8000)
  }

  @Test func `a name that is no text can be opened`() throws {
    let bytes: [CChar] = [0x61, -1, -2, 0x2E, 0x77, 0x61, 0x76, 0]
    let name = try #require(FilePath.Component(platformString: bytes))
    let path = try folder.write(WaveBytes(samples: tone(seconds: 1)).bytes, as: name)
    #expect(try Decoded(path).frameCount == 8000)
  }
}
