internal import CallTypes

/// Reads the tiers of an ELAN document (EAF 2.x and 3.x).
///
/// Annotations that are tied to time slots count; those that refer to other annotations
/// (`REF_ANNOTATION`) have no time of their own and are left out. A slot without a time stands at even
/// distance between its neighbours in the time order, as ELAN draws it.
///
/// - Throws: `CallFormatsError.malformed` for what is no ELAN document.
func elanTiers(in text: String) throws(CallFormatsError) -> [LabelTier] {
  var document = ELANDocument()
  do {
    for token in try markupTokens(in: text) { try document.take(token) }
  } catch {
    throw .malformed(format: "ELAN document", detail: error.detail)
  }
  guard document.isELAN else {
    throw .malformed(format: "ELAN document", detail: "it has no ANNOTATION_DOCUMENT")
  }
  return document.tiers
}

private struct ELANDocument {
  private(set) var isELAN = false
  private(set) var tiers: [LabelTier] = []
  private var slotOrder: [(id: String, milliseconds: Double?)] = []
  private var slotSeconds: [String: Double] = [:]
  private var span: TimeSpan?
  private var value: String?
  private var isInValue = false

  mutating func take(_ token: MarkupToken) throws(MarkupProblem) {
    switch token {
    case .start("ANNOTATION_DOCUMENT", _): isELAN = true
    case .start("TIME_SLOT", let attributes):
      guard let id = attributes["TIME_SLOT_ID"] else {
        throw MarkupProblem(detail: "a TIME_SLOT has no TIME_SLOT_ID")
      }
      slotOrder.append((id, try milliseconds(attributes["TIME_VALUE"])))
    case .end("TIME_ORDER"): placeSlots()
    case .start("TIER", let attributes):
      tiers.append(LabelTier(name: attributes["TIER_ID"] ?? "", labels: []))
    case .start("ALIGNABLE_ANNOTATION", let attributes): span = try alignedSpan(attributes)
    case .start("ANNOTATION_VALUE", _): (value, isInValue) = ("", true)
    case .end("ANNOTATION_VALUE"): isInValue = false
    case .text(let text): if isInValue { value? += text }
    case .end("ALIGNABLE_ANNOTATION"):
      if let span, !tiers.isEmpty {
        tiers[tiers.count - 1].labels.append(TimeLabel(span, value ?? ""))
      }
      (span, value) = (nil, nil)
    case .end("REF_ANNOTATION"): value = nil
    default: break
    }
  }

  private func milliseconds(_ text: String?) throws(MarkupProblem) -> Double? {
    guard let text else { return nil }
    guard let value = Int(text), value >= 0 else {
      throw MarkupProblem(detail: "a TIME_VALUE is no number of milliseconds")
    }
    return Double(value)
  }

  private func alignedSpan(_ attributes: [String: String]) throws(MarkupProblem) -> TimeSpan {
    guard let first = attributes["TIME_SLOT_REF1"], let start = slotSeconds[first],
      let second = attributes["TIME_SLOT_REF2"], let end = slotSeconds[second]
    else { throw MarkupProblem(detail: "an annotation refers to no time slot") }
    guard start <= end else { throw MarkupProblem(detail: "an annotation ends before it starts") }
    return TimeSpan(start, end)
  }

  /// Gives slots without a time one between their neighbours.
  private mutating func placeSlots() {
    var index = 0
    var last = 0.0
    while index < slotOrder.count {
      let run = slotOrder[index...].prefix { $0.milliseconds == nil }
      let next = run.endIndex < slotOrder.count ? slotOrder[run.endIndex].milliseconds : nil
      let step = ((next ?? last) - last) / Double(run.count + 1)
      for (place, slot) in run.enumerated() {
        slotSeconds[slot.id] = (last + step * Double(place + 1)) / 1000
      }
      if let next {
        slotSeconds[slotOrder[run.endIndex].id] = next / 1000
        last = next
      }
      index = run.endIndex + 1
    }
  }
}

/// The tiers as an ELAN document of version 3.0.
///
/// The document has no date and names no media file: the same tiers give the same bytes.
func elanText(of tiers: [LabelTier]) -> String {
  var slots: [String] = []
  var body: [String] = []
  var annotationCount = 0
  for tier in uniquelyNamed(tiers) {
    body.append("  <TIER LINGUISTIC_TYPE_REF=\"default-lt\" TIER_ID=\"\(escaped(tier.name))\">")
    for label in tier.labels {
      for seconds in [label.span.startSeconds, label.span.endSeconds] {
        let value = Int((seconds * 1000).rounded())
        slots.append(
          "    <TIME_SLOT TIME_SLOT_ID=\"ts\(slots.count + 1)\" TIME_VALUE=\"\(value)\"/>")
      }
      annotationCount += 1
      body += [
        "    <ANNOTATION>",
        "      <ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a\(annotationCount)\" "
          + "TIME_SLOT_REF1=\"ts\(slots.count - 1)\" TIME_SLOT_REF2=\"ts\(slots.count)\">",
        "        <ANNOTATION_VALUE>\(escaped(label.text))</ANNOTATION_VALUE>",
        "      </ALIGNABLE_ANNOTATION>", "    </ANNOTATION>",
      ]
    }
    body.append("  </TIER>")
  }
  let head = [
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<ANNOTATION_DOCUMENT AUTHOR=\"callsift\" DATE=\"1970-01-01T00:00:00+00:00\" FORMAT=\"3.0\" "
      + "VERSION=\"3.0\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      + "xsi:noNamespaceSchemaLocation=\"http://www.mpi.nl/tools/elan/EAFv3.0.xsd\">",
    "  <HEADER MEDIA_FILE=\"\" TIME_UNITS=\"milliseconds\"/>", "  <TIME_ORDER>",
  ]
  let foot = [
    "  <LINGUISTIC_TYPE GRAPHIC_REFERENCES=\"false\" LINGUISTIC_TYPE_ID=\"default-lt\" "
      + "TIME_ALIGNABLE=\"true\"/>", "</ANNOTATION_DOCUMENT>",
  ]
  return (head + slots + ["  </TIME_ORDER>"] + body + foot).map { $0 + "\n" }.joined()
}

/// ELAN identifies tiers by name: further rows of a name get a number, behind a blank.
private func uniquelyNamed(_ tiers: [LabelTier]) -> [LabelTier] {
  var seen: [String: Int] = [:]
  return tiers.map { tier in
    seen[tier.name, default: 0] += 1
    let count = seen[tier.name, default: 1]
    return count == 1
      ? tier : LabelTier(name: "\(tier.name) \(count)", labels: tier.labels)
  }
}

private func escaped(_ text: String) -> String {
  text.showingControls.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
}
