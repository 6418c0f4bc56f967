internal import CallFormats
internal import CallTypes
internal import Foundation

/// An XML document of metadata as a list of its elements, in document order.
///
/// Entities of the document's own are never expanded and nothing is fetched (`markupTokens`).
struct MetadataXML {
  /// One element.
  struct Element {
    /// Name without its namespace prefix.
    var name: String
    /// Attributes by name without prefix.
    var attributes: [String: String]
    /// Text directly inside, without blanks around it.
    var text = ""
    /// Place of the element around it; `nil` of the root.
    var parent: Int?
  }

  /// Every element.
  private(set) var elements: [Element] = []

  /// Reads a document.
  ///
  /// - Throws: `DeclarationError` for what is not well-formed.
  init(_ content: [UInt8]) throws(DeclarationError) {
    let tokens: [MarkupToken]
    do throws(MarkupProblem) {
      tokens = try markupTokens(in: String(decoding: content, as: UTF8.self))
    } catch {
      throw DeclarationError(detail: Message("declaration.noXML", .text(error.detail)))
    }
    var open: [Int] = []
    for token in tokens {
      switch token {
      case .start(let name, let attributes):
        let named = attributes.map { (local($0.key), $0.value) }
        elements.append(
          Element(
            name: local(name), attributes: Dictionary(named) { first, _ in first },
            parent: open.last))
        open.append(elements.count - 1)
      case .end: open.removeLast()
      case .text(let text): if let last = open.last { elements[last].text += text }
      }
    }
    for index in elements.indices {
      elements[index].text = elements[index].text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// The first text of an element or attribute of one of the names, in any case.
  func value(named names: [String]) -> String? {
    let wanted = Set(names.map { $0.lowercased() })
    for element in elements {
      if wanted.contains(element.name.lowercased()), !element.text.isEmpty { return element.text }
      let attribute = element.attributes.sorted { $0.key < $1.key }
        .first { wanted.contains($0.key.lowercased()) && !$0.value.isEmpty }
      if let attribute { return attribute.value }
    }
    return nil
  }

  /// The elements directly inside one.
  func children(of index: Int) -> [Element] { elements.filter { $0.parent == index } }
}

/// A name without its namespace prefix.
private func local(_ name: String) -> String {
  name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
}

extension MetadataXML {
  /// Whether this is recording metadata by RFC 7865.
  var isSIPREC: Bool {
    elements.first?.name == "recording" && elements.contains { $0.name == "participantstreamassoc" }
  }

  /// The roles of the channels: the streams that somebody sends, in the order of their labels.
  ///
  /// - Returns: `nil` where not exactly one participant is an agent by the pattern.
  func sipRecRoles(agentAddress: NamePattern?) -> [ChannelRole]? {
    guard let agentAddress else { return nil }
    var agents: Set<String> = []
    var participants: Set<String> = []
    for (index, element) in elements.enumerated() where element.name == "participant" {
      guard let id = element.attributes["participant_id"] else { continue }
      participants.insert(id)
      let addresses = children(of: index).filter { $0.name == "nameID" }
        .compactMap { $0.attributes["aor"] }
      if addresses.contains(where: { agentAddress.parts(of: $0) != nil }) { agents.insert(id) }
    }
    guard agents.count == 1 else { return nil }
    var senders: [String: Set<String>] = [:]
    for (index, element) in elements.enumerated() where element.name == "participantstreamassoc" {
      guard let id = element.attributes["participant_id"] else { continue }
      for child in children(of: index) where child.name == "send" {
        senders[child.text, default: []].insert(id)
      }
    }
    return labelledStreams().filter { senders[$0] != nil }.map { stream in
      let who = senders[stream, default: []]
      if who.count > 1 { return .mixed }
      if who.isSubset(of: agents) { return .agent }
      return participants.count == 2 ? .customer : .unknown
    }
  }

  /// Ids of the streams in the order of their labels: by number where they are numbers.
  private func labelledStreams() -> [String] {
    var labels: [(id: String, label: String)] = []
    for (index, element) in elements.enumerated() where element.name == "stream" {
      guard let id = element.attributes["stream_id"] else { continue }
      labels.append((id, children(of: index).first { $0.name == "label" }?.text ?? ""))
    }
    let areNumbers = labels.allSatisfy { Int($0.label) != nil }
    return labels.sorted { left, right in
      areNumbers ? (Int(left.label) ?? 0) < (Int(right.label) ?? 0) : left.label < right.label
    }.map(\.id)
  }
}
