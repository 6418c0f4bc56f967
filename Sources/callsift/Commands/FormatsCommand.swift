internal import ArgumentParser
internal import AudioDecoding
internal import CallFormats
internal import CallPipeline
internal import Foundation

/// `callsift formats`: what can be read and written, from the registries.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "Lists the recordings that can be read and the outputs.")

  @Flag(help: "As JSON.")
  var json = false

  @Flag(help: "Prints the JSON Schema of reports and failures.")
  var schema = false

  private struct Listing: Encodable {
    struct Input: Encodable {
      var name: String
      var extensions: [String]
      var codecs: [String]
      var decoder: String
    }
    struct Output: Encodable {
      var name: String
      var summary: String
      var scope: String
    }
    struct Annotation: Encodable {
      var name: String
      var extensions: [String]
      var summary: String
    }
    var inputs: [Input]
    var outputs: [Output]
    var annotations: [Annotation]
  }

  func run() throws {
    if schema {
      print(ReportSchema.json)
      return
    }
    let listing = Listing(
      inputs: RecordingFormats.all.map {
        .init(
          name: $0.name, extensions: $0.extensions, codecs: $0.codecs, decoder: $0.decoderName)
      },
      outputs: ReportFormats.all.map {
        .init(name: $0.name, summary: $0.summary, scope: $0.scope.rawValue)
      },
      annotations: AnnotationFormats.all.map {
        .init(name: $0.name, extensions: $0.fileExtensions, summary: $0.summary)
      })
    if json {
      print(try jsonText(of: listing))
      return
    }
    print("Recordings:")
    let inputs = listing.inputs.map {
      [$0.name, $0.extensions.joined(separator: " "), $0.codecs.joined(separator: " "), $0.decoder]
    }
    printColumns([["format", "endings", "codecs", "by"]] + inputs)
    print("\nOutputs (--format):")
    printColumns(
      [["name", "files", "what"]]
        + listing.outputs.map {
          [$0.name, $0.scope == "perCall" ? "one per call" : "one", $0.summary]
        })
    print("\nAnnotations (callsift evaluate):")
    printColumns(
      [["name", "endings", "what"]]
        + listing.annotations.map { [$0.name, $0.extensions.joined(separator: " "), $0.summary] })
  }
}
