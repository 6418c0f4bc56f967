internal import ArgumentParser
internal import CallTypes
internal import Foundation

extension Message {
  /// The sentence in the language of the terminal; known before the command line has been read.
  var onTerminal: String { text(in: TerminalLanguage.current) }
}

extension ArgumentHelp {
  /// Help in the language of the terminal.
  static func of(_ message: Message, _ valueName: String? = nil) -> ArgumentHelp {
    ArgumentHelp(message.onTerminal, valueName: valueName)
  }
}

/// What swift-argument-parser says by itself, put into a language.
///
/// The library (1.8.2) has no catalogue: headings and errors are English texts in its sources. Each line of
/// what it says is compared with the texts known here, and replaced where it is one of them; the others
/// stay as they are.
func librarySpeech(_ text: String, in language: Language) -> String {
  guard language != .english else { return text }
  return text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { line in
      libraryTexts.reduce(String(line)) { line, key in
        replacing(template: Catalogue.of(.english).texts[key] ?? "", in: line) { gaps in
          filled(Catalogue.of(language).texts[key] ?? "", with: gaps)
        }
      }
    }.joined(separator: "\n")
}

/// Keys of the library's texts, longer ones before those that they begin with.
private let libraryTexts = [
  "overview", "usage", "arguments", "options", "subcommands", "usageLine", "error", "helpLine",
  "seeSubcommand", "seeMore", "showHelp", "showVersion", "showSubcommandHelp", "default",
  "required",
  "unknownOptionNear", "unknownOption", "missingValue", "missingArgument", "unexpectedArguments",
  "unexpectedArgument", "invalidValue", "didYouMean",
].map { "library.\($0)" }

/// The line with the first place that a template with gaps fits replaced.
private func replacing(
  template: String, in line: String, by text: ([String]) -> String
) -> String {
  let pieces = pieces(of: template)
  guard let first = pieces.first, !first.isEmpty, var found = line.range(of: first) else {
    return line
  }
  var gaps: [String] = []
  for piece in pieces.dropFirst() {
    let rest = line[found.upperBound...]
    // A gap at the end takes the rest of the line.
    guard let next = piece.isEmpty ? rest.endIndex..<rest.endIndex : rest.range(of: piece) else {
      return line
    }
    gaps.append(String(rest[..<next.lowerBound]))
    found = found.lowerBound..<next.upperBound
  }
  return line.replacingCharacters(in: found, with: text(gaps))
}

/// What stands between the gaps of a template.
private func pieces(of template: String) -> [String] {
  template.split(separator: /\{\d\}/, omittingEmptySubsequences: false).map(String.init)
}

/// A text with its gaps filled.
private func filled(_ text: String, with gaps: [String]) -> String {
  gaps.enumerated().reduce(text) { $0.replacing("{\($1.offset)}", with: $1.element) }
}
