internal import Foundation
internal import Logging

/// Writes one JSON object a line to standard error: time in UTC, level, message and the metadata.
struct JSONLogHandler: LogHandler {
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  private let label: String
  private let write: @Sendable (String) -> Void

  init(label: String, write: @escaping @Sendable (String) -> Void = StandardError.write) {
    self.label = label
    self.write = write
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var fields = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
    fields["time"] = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    fields["level"] = event.level.rawValue
    fields["message"] = "\(event.message)"
    fields["logger"] = label
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Text always has a form in JSON.
    guard let line = try? encoder.encode(fields) else { return }
    write(String(decoding: line, as: UTF8.self) + "\n")
  }
}
