/// A piece of an HTML page; text enters it escaped only.
struct HTML {
  /// The piece as it is written.
  let markup: String

  /// Text, with its signs escaped and control characters made visible.
  init(_ text: String) { markup = text.markupEscaped }

  /// A drawing, which stands in a page as it is.
  init(_ drawing: SVGElement) { markup = drawing.xml }

  /// An element with an end tag; names are the program's own.
  init(_ name: String, _ attributes: [(String, String)], _ content: [HTML]) {
    let head = attributes.reduce("<" + name) { $0 + " \($1.0)=\"\($1.1.markupEscaped)\"" }
    markup = "\(head)>" + content.map(\.markup).joined() + "</\(name)>"
  }

  /// An element that holds text.
  init(_ name: String, _ attributes: [(String, String)], _ text: String) {
    self.init(name, attributes, [HTML(text)])
  }

  /// An element without attributes.
  init(_ name: String, _ content: [HTML]) { self.init(name, [], content) }

  /// An element without attributes that holds text.
  init(_ name: String, _ text: String) { self.init(name, [], [HTML(text)]) }
}
