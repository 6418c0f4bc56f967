import CallTypes
import SystemPackage
import Testing

@testable import CallPipeline

struct ShardTests {
  @Test(arguments: [1, 2, 7, 64])
  func `each call belongs to one shard, and no shard goes short`(count: Int) throws {
    let shards = try (1...count).map { try #require(Shard(number: $0, count: count)) }
    var sizes = [Int](repeating: 0, count: count)
    for index in 0..<6400 {
      let owners = shards.indices.filter { shards[$0].holds(callId: "2026/01/call-\(index).wav") }
      #expect(owners.count == 1)
      for owner in owners { sizes[owner] += 1 }
    }
    // A fair draw of 100 a shard has a standard deviation of 10.
    #expect(sizes.allSatisfy { $0 > 6400 / count / 2 })
  }

  // sha256("a.wav") begins bc30c538c410e224, by coreutils' sha256sum.
  @Test func `the shard of an id is the same for all time`() throws {
    let number = Int(UInt64(0xbc30_c538_c410_e224) % 64) + 1
    #expect(try #require(Shard(number: number, count: 64)).holds(callId: "a.wav"))
  }

  @Test func `failures of folders belong to a shard, too`() throws {
    let failure = CallFailure(
      callId: "closed", file: FileReport(path: "closed", sha256: nil, sizeBytes: nil),
      error: FailureDetail(.inaccessible, Message("unreadable.hashDiffers")))
    let input = CallInput(path: "a.wav", displayPath: "a.wav")
    var kept = (inputs: 0, failures: 0)
    for number in 1...5 {
      var listing = InputListing(inputs: [input], failures: [failure])
      listing.keep(try #require(Shard(number: number, count: 5)))
      kept = (kept.inputs + listing.inputs.count, kept.failures + listing.failures.count)
    }
    #expect(kept == (1, 1))
  }

  @Test func `a file name has the number and the count in five digits`() throws {
    #expect(try Shard(parsing: "7/64", environment: [:]).fileSuffix == "00007-of-00064")
  }

  @Test(arguments: [
    "", "/", "0/7", "8/7", "-1/7", "1/0", "1", "1/2/3", "x/7", "7/x", "auto/x", "Auto/7",
  ])
  func `what is no shard is refused`(text: String) {
    #expect(throws: ShardError.malformed(text)) { try Shard(parsing: text, environment: [:]) }
  }

  @Test(arguments: [
    ("auto/64", ["JOB_COMPLETION_INDEX": "0"], 1, 64),
    ("auto/64", ["JOB_COMPLETION_INDEX": "63"], 64, 64),
    ("auto", ["AWS_BATCH_JOB_ARRAY_INDEX": "6", "AWS_BATCH_JOB_ARRAY_SIZE": "64"], 7, 64),
    (
      "auto",
      ["SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "64", "SLURM_ARRAY_TASK_MAX": "64"], 7,
      64
    ),
    // One task of an array run again.
    (
      "auto/64",
      ["SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "1", "SLURM_ARRAY_TASK_MAX": "7"], 7,
      64
    ),
    ("3/5", ["JOB_COMPLETION_INDEX": "0"], 3, 5),
  ])
  func `auto takes the shard from the scheduler`(
    text: String, environment: [String: String], number: Int, count: Int
  ) throws {
    #expect(
      try Shard(parsing: text, environment: environment) == Shard(number: number, count: count))
  }

  @Test(arguments: [
    ("auto/64", [:], ShardError.noArray),
    ("auto", ["JOB_COMPLETION_INDEX": "0"], .noCount("JOB_COMPLETION_INDEX")),
    (
      "auto/64", ["JOB_COMPLETION_INDEX": "64"], .outside("JOB_COMPLETION_INDEX", "64", 64)
    ),
    ("auto/4", ["SLURM_ARRAY_TASK_ID": "0"], .outside("SLURM_ARRAY_TASK_ID", "0", 4)),
    (
      "auto",
      ["SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MAX": "9"],
      .noCount("SLURM_ARRAY_TASK_ID")
    ),
    (
      "auto/4", ["SLURM_ARRAY_TASK_ID": "1", "JOB_COMPLETION_INDEX": "0"],
      .severalArrays(["JOB_COMPLETION_INDEX", "SLURM_ARRAY_TASK_ID"])
    ),
  ])
  func `auto refuses to guess`(
    text: String, environment: [String: String], error: ShardError
  ) {
    #expect(throws: error) { try Shard(parsing: text, environment: environment) }
    for language in Language.allCases { #expect(!error.wording.text(in: language).contains("{")) }
  }
}
