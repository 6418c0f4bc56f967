internal import ArgumentParser
internal import Foundation
internal import SystemPackage

/// One pass over a recording, stage by stage, as JSON.
struct StagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages", abstract: "Measures one pass over a recording.", shouldDisplay: false)

  @Argument var file: String

  func run() throws {
    let measurement = try StageMeasurement(of: FilePath(file))
    FileHandle.standardOutput.write(try JSONEncoder().encode(measurement))
  }
}
