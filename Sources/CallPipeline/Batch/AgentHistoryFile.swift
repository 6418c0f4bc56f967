internal import CallTypes
public import ConversationAnalysis
internal import Crypto
internal import Foundation
public import SystemPackage

/// How agents spoke in earlier calls, frozen in a file.
///
/// A history that followed the store would change while a scan goes on: reports would depend on the
/// number of jobs, and a resumed scan would write other bytes. A file says the same to every call, shard
/// and machine, and its content is part of the fingerprint.
///
/// It holds agents' ids, and of each of their calls the start of the recording's hash with three numbers.
public struct AgentHistoryFile: Codable, Hashable, Sendable {
  /// Name and version of the form.
  public static let schemaName = "callsift.agentHistory/1"

  /// What the histories rest on.
  public private(set) var histories: AgentHistories

  /// Makes a file of histories.
  public init(_ histories: AgentHistories) { self.histories = histories }

  private enum Key: String, CodingKey { case schema, agents }

  /// Reads a file; see `init(at:)` for one on a disk.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let schema = try container.decode(String.self, forKey: .schema)
    let agents = try container.decode(
      [String: [String: AgentHistories.Habit]].self, forKey: .agents)
    guard schema == Self.schemaName, agents.values.allSatisfy({ $0.values.allSatisfy(\.isLikely) })
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .schema, in: container, debugDescription: "no agent history")
    }
    histories = AgentHistories(habits: agents)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.schemaName, forKey: .schema)
    try container.encode(histories.habits, forKey: .agents)
  }

  /// Reads a file that `text()` wrote.
  ///
  /// - Throws: `SettingsError` for a file that cannot be read, and for one that is no such history.
  public init(at path: FilePath) throws(SettingsError) {
    // 200 calls of 10,000 agents have 250 MB.
    let limitBytes = 1_000_000_000
    let bytes: [UInt8]
    do { bytes = try readWholeFile(path, limitBytes: limitBytes) } catch {
      throw .historyUnreadable(
        file: displayText(of: path), detail: .system(errorNumber: error.rawValue))
    }
    do { self = try JSONDecoder().decode(Self.self, from: Data(bytes)) } catch {
      throw .malformedHistory(file: displayText(of: path))
    }
  }

  /// The file as JSON, ending in a line break: equal histories, equal bytes.
  public func text() -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do { return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n" } catch {
      // Texts and finite numbers.
      preconditionFailure("a history cannot be encoded: \(error)")
    }
  }

  /// Hash of all that it says; layout does not count.
  var contentHash: String { hexadecimalText(of: SHA256.hash(data: Data(text().utf8))) }

  /// What is known of the agent of a call, from other calls.
  func history(for metadata: CallMetadata, of file: FileReport) -> AgentHistory? {
    metadata.agentId.flatMap {
      histories.history(ofAgent: $0, without: AgentHistories.callKey(of: file))
    }
  }
}

extension AgentHistories.Habit {
  /// Whether the numbers can have been measured: no level that no sample format holds, no
  /// more syllables than anybody speaks, no spread over four octaves.
  fileprivate var isLikely: Bool {
    // Samples of floating point go beyond full scale, by as much as `LevelHistogram` counts.
    (-150...16).contains(levelDBFS)
      && (syllablesPerSecond.map { (0...30).contains($0) } ?? true)
      && (f0SpreadSemitones.map { (0...48).contains($0) } ?? true)
  }
}
