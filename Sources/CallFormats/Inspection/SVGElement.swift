/// An element of an SVG drawing; attributes and text are escaped when it is written.
struct SVGElement {
  var name: String
  var attributes: [(name: String, value: String)]
  var children: [SVGElement] = []
  var text: String?

  init(_ name: String, _ attributes: [(String, String)] = [], text: String? = nil) {
    self.name = name
    self.attributes = attributes.map { (name: $0.0, value: $0.1) }
    self.text = text
  }

  /// The element as well-formed XML, one line.
  var xml: String {
    let head = attributes.reduce("<" + name) { $0 + " \($1.name)=\"\($1.value.markupEscaped)\"" }
    guard text != nil || !children.isEmpty else { return head + "/>\n" }
    let inside = (text?.markupEscaped ?? "") + children.map(\.xml).joined()
    return "\(head)>\(inside)</\(name)>\n"
  }

  /// A filled rectangle, with a tooltip where one is given.
  static func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String,
    opacity: Double = 1, tooltip: String? = nil
  ) -> SVGElement {
    var element = SVGElement(
      "rect",
      [
        ("x", pixels(x)), ("y", pixels(y)), ("width", pixels(width)), ("height", pixels(height)),
        ("fill", fill),
      ])
    if opacity < 1 { element.attributes.append(("fill-opacity", pixels(opacity))) }
    if let tooltip { element.children = [SVGElement("title", text: tooltip)] }
    return element
  }

  /// A straight line.
  static func line(_ from: (Double, Double), _ to: (Double, Double), stroke: String) -> SVGElement {
    SVGElement(
      "path",
      [
        ("d", "M\(pixels(from.0)) \(pixels(from.1))L\(pixels(to.0)) \(pixels(to.1))"),
        ("stroke", stroke), ("fill", "none"),
      ])
  }

  /// Text with its base line at `y`; `anchor` is `start`, `middle` or `end`.
  static func label(
    _ text: String, _ x: Double, _ y: Double, size: Double = 11, anchor: String = "start",
    fill: String = "#475569", bold: Bool = false
  ) -> SVGElement {
    var attributes = [
      ("x", pixels(x)), ("y", pixels(y)), ("font-size", pixels(size)), ("fill", fill),
    ]
    if anchor != "start" { attributes.append(("text-anchor", anchor)) }
    if bold { attributes.append(("font-weight", "600")) }
    return SVGElement("text", attributes, text: text)
  }
}

/// A coordinate with a tenth of a pixel, or a share with two places, without needless zeros.
func pixels(_ value: Double) -> String {
  let places = abs(value) < 1 ? 2 : 1
  let text = value.decimalText(places: places) ?? "0"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
