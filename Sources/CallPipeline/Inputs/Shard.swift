public import CallTypes
internal import Crypto
internal import Foundation

/// One of several parts that an archive is scanned in, each by a process of its own.
///
/// A call belongs to the shard number 1 + h mod n, h being the first eight bytes of the SHA-256 of its
/// id, as a big-endian number: the same on every machine, whatever else is scanned.
public struct Shard: Hashable, Sendable {
  /// Which of the shards, from 1.
  public let number: Int
  /// How many shards there are.
  public let count: Int

  /// More than a cluster has processes, and as many as file names have digits for.
  static let countLimit = 99_999

  /// - Returns: `nil` for a number that is not from 1 to `count`.
  public init?(number: Int, count: Int) {
    guard 1...Self.countLimit ~= count, 1...count ~= number else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// Whether the call of that id belongs to the shard.
  public func holds(callId: String) -> Bool { holds(hash: Self.hash(ofCallId: callId)) }

  /// Whether a call whose id has that hash belongs to the shard.
  func holds(hash: UInt64) -> Bool { hash % UInt64(count) == UInt64(number - 1) }

  /// The first eight bytes of the SHA-256 of an id, as a big-endian number.
  static func hash(ofCallId callId: String) -> UInt64 {
    SHA256.hash(data: Data(callId.utf8)).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  }

  /// The end of file names: `00007-of-00064`.
  public var fileSuffix: String { "\(padded(number))-of-\(padded(count))" }

  private func padded(_ value: Int) -> String {
    let digits = "\(value)"
    return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }
}

extension Shard {
  /// Reads `7/64`, or `auto` and `auto/64`: the number that the scheduler of an array of jobs gives.
  ///
  /// - Throws: `ShardError` for anything else, and where the environment names no shard or several.
  public init(
    parsing text: String, environment: [String: String]
  ) throws(ShardError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else { throw .malformed(text) }
    let declaredCount = try parts.dropFirst().first.map { part throws(ShardError) in
      guard let count = Int(part) else { throw .malformed(text) }
      return count
    }
    if parts[0] == "auto" {
      try self.init(ofArrayIn: environment, declaredCount: declaredCount)
      return
    }
    guard let number = Int(parts[0]), let count = declaredCount,
      let shard = Shard(number: number, count: count)
    else { throw .malformed(text) }
    self = shard
  }

  private init(
    ofArrayIn environment: [String: String], declaredCount: Int?
  ) throws(ShardError) {
    let found = JobArray.all.filter { environment[$0.index] != nil }
    guard let array = found.first else { throw .noArray }
    guard found.count == 1 else { throw .severalArrays(found.map(\.index)) }
    guard let count = declaredCount ?? array.count.flatMap({ Int(environment[$0] ?? "") }) else {
      throw .noCount(array.index)
    }
    guard let index = Int(environment[array.index] ?? ""),
      let shard = Shard(number: index - array.firstIndex + 1, count: count)
    else { throw .outside(array.index, environment[array.index] ?? "", count) }
    // A part of an array run again would have fewer tasks than there are shards.
    if declaredCount == nil, let last = array.lastIndex {
      guard Int(environment[last] ?? "") == count + array.firstIndex - 1 else {
        throw .noCount(array.index)
      }
    }
    self = shard
  }
}

/// How a scheduler tells a process which of many it is.
private struct JobArray {
  var index: String
  /// Where the first index is another, it is a mistake that would leave calls out.
  var firstIndex: Int
  /// `nil` = the scheduler does not tell.
  var count: String?
  /// The variable of the highest index; `nil` = the scheduler does not tell.
  var lastIndex: String?

  /// Kubernetes "Indexed Job" (the count is not given); AWS Batch "array job environment variables";
  /// Slurm "Job Array Support", for arrays that begin at 1.
  static let all = [
    JobArray(index: "JOB_COMPLETION_INDEX", firstIndex: 0, count: nil, lastIndex: nil),
    JobArray(
      index: "AWS_BATCH_JOB_ARRAY_INDEX", firstIndex: 0, count: "AWS_BATCH_JOB_ARRAY_SIZE",
      lastIndex: nil),
    JobArray(
      index: "SLURM_ARRAY_TASK_ID", firstIndex: 1, count: "SLURM_ARRAY_TASK_COUNT",
      lastIndex: "SLURM_ARRAY_TASK_MAX"),
  ]
}

/// Why it is not known which shard is meant.
public enum ShardError: Error, Hashable, Sendable {
  /// Text that is no shard.
  case malformed(String)
  /// No scheduler has said anything.
  case noArray
  /// Several variables say which shard it is.
  case severalArrays([String])
  /// The variable says which shard it is, and nothing says of how many.
  case noCount(String)
  /// The variable's value is no shard of so many.
  case outside(String, String, Int)

  /// What is wrong, in every language.
  public var wording: Message {
    switch self {
    case .malformed(let text): Message("shard.malformed", .text(text))
    case .noArray:
      Message("shard.noArray", .text(JobArray.all.map(\.index).joined(separator: ", ")))
    case .severalArrays(let names):
      Message("shard.severalArrays", .text(names.joined(separator: ", ")))
    case .noCount(let name): Message("shard.noCount", .text(name))
    case .outside(let name, let value, let count):
      Message("shard.outside", .text(name), .text(value), "\(count)")
    }
  }
}

extension InputListing {
  /// Leaves only what belongs to the shard.
  public mutating func keep(_ shard: Shard) {
    inputs.keep(shard)
    failures.removeAll { !shard.holds(callId: $0.callId) }
  }
}
