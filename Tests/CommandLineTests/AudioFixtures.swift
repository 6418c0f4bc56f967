import Foundation
import Testing

/// The sample calls of the repository.
enum AudioFixtures {
  static let path = CallSiftProgram.root.path + "/audio-fixtures"

  /// Names of the folders that hold a call each.
  static let cases: [String] = {
    // A repository without fixtures has no case; the tests say so when they are skipped.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { recording(in: $0) != nil }.sorted()
  }()

  /// Why tests of the sample calls are skipped.
  static let absent: Comment = "audio-fixtures holds no case"

  /// The recording of a case below `audio-fixtures`, such as `dead-air/call.wav`.
  static func recording(in name: String) -> String? {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)")) ?? []
    return files.first { $0.hasPrefix("call.") && $0 != "call.json" }.map { "\(name)/\($0)" }
  }
}
