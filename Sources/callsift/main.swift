internal import CallFormats
internal import CallPipeline
internal import CallTypes
internal import Foundation
internal import SystemPackage
// Scratch driver until the command line stands.
var request = InputRequest()
request.paths = CommandLine.arguments.dropFirst().map { FilePath($0) }
let inputs = try InputListing(of: request).inputs
let analyzer = try CallAnalyzer(
  settings: try loadSettings(from: SettingsSources(assignments: (ProcessInfo.processInfo.environment["SET"] ?? "").split(separator: " ").map(String.init))), commandLineRoles: [.agent, .customer])
let encoder = JSONEncoder()
encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
try await scan(inputs, with: analyzer, jobCount: 2) { outcome in
  switch outcome {
  case .report(let report): print(String(decoding: try encoder.encode(report), as: UTF8.self))
  case .failure(let failure): print(String(decoding: try encoder.encode(failure), as: UTF8.self))
  }
}
