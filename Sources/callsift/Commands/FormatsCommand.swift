internal import ArgumentParser
internal import AudioDecoding
internal import CallFormats
internal import CallPipeline
internal import CallTypes
internal import Foundation

/// `callsift formats`: what can be read and written, from the registries.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: Message("help.formats").onTerminal)

  @Flag(help: .of(Message("help.json")))
  var json = false

  @Flag(help: .of(Message("help.formats.schema")))
  var schema = false

  @Option(help: .of(Message("help.formats.lang")))
  var lang: String?

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
    printTables(of: listing, in: try TerminalLanguage.named(lang))
  }

  private func printTables(of listing: Listing, in language: Language) {
    func word(_ key: String) -> String { Message("formats.\(key)").text(in: language) }
    func summary(_ kind: String, _ name: String, _ english: String) -> String {
      Catalogue.of(language).texts["\(kind).\(name)"] ?? english
    }
    print(word("recordings"))
    let inputs = listing.inputs.map {
      [$0.name, $0.extensions.joined(separator: " "), $0.codecs.joined(separator: " "), $0.decoder]
    }
    printColumns([["format", "endings", "codecs", "by"].map(word)] + inputs)
    print("\n" + word("outputs"))
    printColumns(
      [["name", "files", "what"].map(word)]
        + listing.outputs.map {
          let files = word($0.scope == ReportScope.perCall.rawValue ? "onePerCall" : "one")
          return [$0.name, files, summary("format", $0.name, $0.summary)]
        })
    print("\n" + word("annotations"))
    printColumns(
      [["name", "endings", "what"].map(word)]
        + listing.annotations.map {
          [
            $0.name, $0.extensions.joined(separator: " "),
            summary("annotation", $0.name, $0.summary),
          ]
        })
  }
}
