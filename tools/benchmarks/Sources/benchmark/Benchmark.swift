internal import ArgumentParser

/// What `tools/benchmark` runs: the first subcommand drives, the others are its child processes.
@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measures what CallSift costs in CPU time and memory.",
    subcommands: [
      SpeedCommand.self, StagesCommand.self, DecodeCommand.self, SynthesizeCommand.self,
      FeaturesCommand.self, PartiesCommand.self,
    ],
    defaultSubcommand: SpeedCommand.self)
}

/// What keeps a measurement from being made.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
