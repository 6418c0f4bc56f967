import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct StoreUpkeepCommandTests {
  private let store = ["--store", "s.sqlite"]

  @Test func `a call is purged by its id, and the store stays sound`() throws {
    let folder = try folderOfCalls(count: 2)
    #expect(try callsift(["scan", "."] + store, in: folder.path).status == 0)
    let purge = try callsift(["purge", "--call", "call0.wav"] + store, in: folder.path)
    #expect(purge.status == 0, "\(purge)")
    #expect(purge.output == "1 calls and failed files taken out of s.sqlite\n")
    let verify = try callsift(["verify"] + store, in: folder.path)
    #expect(verify.status == 0, "\(verify)")
    #expect(verify.output.hasPrefix("s.sqlite: 1 calls, "))
    #expect(verify.output.hasSuffix("no damage found\n"))
  }

  @Test func `damage inside a store is told by 1 and what to do`() throws {
    let folder = try folderOfCalls(count: 1)
    #expect(try callsift(["scan", "."] + store, in: folder.path).status == 0)
    let path = folder.path("s.sqlite")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    // The name of the call in its row: what its report says is another one.
    while let found = bytes.range(of: Data("call0.wav".utf8)) {
      bytes[found.lowerBound] = UInt8(ascii: "b")
    }
    try folder.write([UInt8](bytes), as: "s.sqlite")
    let verify = try callsift(["verify"] + store, in: folder.path)
    #expect(verify.status == 1, "\(verify)")
    #expect(verify.standardError.contains("damage"), "\(verify)")
  }

  @Test(arguments: [
    ["purge"], ["purge", "--call", "a", "--before", "2026-01-01"], ["purge", "--before", "soon"],
    ["purge", "--before", "2026-11-31"], ["purge", "--before", "2026-13-01"],
    ["purge", "--before", "2026-12-01xyz"], ["rescore", "--since", "2026-02-30"],
    ["purge", "--call", "a", "--store", "missing.sqlite"], ["verify", "--store", "none"],
  ])
  func `a mistake ends with 2`(arguments: [String]) throws {
    let folder = try ScratchFolder()
    let result = try callsift(arguments, in: folder.path)
    #expect(result.status == 2, "\(result)")
    #expect(try folder.names() == [])
  }
}
