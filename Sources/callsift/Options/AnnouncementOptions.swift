internal import ArgumentParser
internal import CallPipeline
internal import CallTypes
internal import Foundation
internal import Logging
internal import Synchronization
internal import SystemPackage

/// Switches about files that others announce.
struct AnnouncementOptions: ParsableArguments {
  @Flag(help: .of(Message("help.watch.fromStdin", "S3, MinIO")))
  var fromStdin = false

  @Option(help: .of(Message("help.watch.bucket", "*=/mnt"), "name=folder"))
  var bucket: [String] = []

  func validate() throws {
    for text in bucket where (text.firstIndex(of: "=") ?? text.startIndex) == text.startIndex {
      throw ValidationError(Message("watch.bucket", .text(text), "calls=/mnt/calls"))
    }
  }

  /// Where announcements come from; `nil` = from nowhere.
  func source() throws(CommandFailure) -> AnnouncementSource? {
    guard fromStdin else { return nil }
    var buckets: [String: FilePath] = [:]
    for text in bucket {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      buckets[parts[0]] = FilePath(parts.count > 1 ? parts[1] : ".")
    }
    return AnnouncementSource(buckets: buckets)
  }
}

/// Reads announcements from standard input.
struct AnnouncementSource: Sendable {
  let buckets: [String: FilePath]

  /// A reader that is too fast waits so long before it looks for room again.
  private static let roomWaitSeconds = 0.05

  /// Takes in what is announced, by a thread of its own, and ends the watch when the input has ended, all has
  /// been done, and no folder is watched.
  func read(into watch: FolderWatch, logger: Logger) {
    Thread.detachNewThread {
      var lineCount = 0
      let lines = RequestLines(of: .standardInput)
      while let line = nextLine(of: lines, logger) {
        lineCount += 1
        take(line, number: lineCount, into: watch, logger)
      }
      guard !watch.watchesFolders else { return }
      while !watch.isIdle { Thread.sleep(forTimeInterval: Self.roomWaitSeconds) }
      watch.stop()
    }
  }

  private func nextLine(of lines: RequestLines, _ logger: Logger) -> RequestLine? {
    do throws(Errno) { return try lines.next() } catch {
      logger.error(
        "standard input cannot be read", metadata: ["error.number": "\(error.rawValue)"])
      return nil
    }
  }

  private func take(
    _ line: RequestLine, number: Int, into watch: FolderWatch, _ logger: Logger
  ) {
    guard case .text(let text) = line else {
      logger.warning("a line is too long", metadata: ["line": "\(number)"])
      return
    }
    if text.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return }
    do throws(AnnouncementError) {
      for input in try Announcement.inputs(in: text, buckets: buckets) {
        // What is not taken in here waits in the pipe.
        while watch.room == 0 { Thread.sleep(forTimeInterval: Self.roomWaitSeconds) }
        watch.announce(input)
      }
    } catch {
      logger.warning(
        "a line announces nothing",
        metadata: ["line": "\(number)", "cause": "\(error.detail.text(in: .english))"])
    }
  }
}

/// A flag that stays raised.
final class StoppingFlag: Sendable {
  private let value = Atomic<Bool>(false)

  var isRaised: Bool { value.load(ordering: .relaxed) }

  func raise() { value.store(true, ordering: .relaxed) }
}
