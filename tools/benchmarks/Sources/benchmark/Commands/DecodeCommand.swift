internal import ArgumentParser
internal import SystemPackage

/// Decodes a recording and prints the CPU seconds, those of an external decoder included.
struct DecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode", abstract: "Measures the decoding of a recording.", shouldDisplay: false)

  @Argument var file: String

  func run() throws {
    let start = processCPUSeconds() + childrenCPUSeconds()
    _ = try readToEnd(try openStream(FilePath(file))) { _, _ in }
    print(processCPUSeconds() + childrenCPUSeconds() - start)
  }
}
