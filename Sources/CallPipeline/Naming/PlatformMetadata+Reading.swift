internal import CallTypes
internal import Foundation

/// What a platform's metadata say about a call.
struct PlatformRecord: Hashable {
  /// As of a sidecar.
  var declaration = CallDeclaration()
  /// Start and end in seconds since 1970; `nil` where they are not known.
  var (startEpoch, endEpoch): (Double?, Double?)
}

extension PlatformMetadata {
  /// Reads the text of a file of metadata.
  ///
  /// - Throws: `DeclarationError` for what makes no sense.
  func record(of content: [UInt8], _ rules: NamingRules) throws(DeclarationError) -> PlatformRecord
  {
    switch self {
    case .json(let fields):
      let tree: SettingsTree
      do { tree = try JSONDecoder().decode(SettingsTree.self, from: Data(content)) } catch {
        throw DeclarationError(detail: Message("declaration.noJSON"))
      }
      guard case .group(let group) = tree else {
        throw DeclarationError(detail: Message("declaration.noJSON"))
      }
      return record(rules) { field in
        (fields[field] ?? []).lazy.compactMap { group[$0]?.onlyText }.first
      }
    case .xml(let fields):
      let document = try MetadataXML(content)
      return record(rules) { document.value(named: fields[$0] ?? []) }
    case .siprec:
      let document = try MetadataXML(content)
      guard document.isSIPREC else {
        throw DeclarationError(detail: Message("declaration.noSIPREC"))
      }
      var record = record(rules) { field in
        field == .start
          ? document.value(named: ["start-time"]) ?? document.value(named: ["associate-time"]) : nil
      }
      record.declaration.channels = document.sipRecRoles(agentAddress: rules.agentAddress)
      return record
    }
  }

  private func record(
    _ rules: NamingRules, _ value: (MetadataField) -> String?
  ) -> PlatformRecord {
    var record = PlatformRecord()
    record.declaration.metadata.agentId = value(.agent)
    record.declaration.metadata.queue = value(.queue)
    record.declaration.metadata.direction = value(.direction)?.lowercased()
    record.declaration.metadata.customerId = value(.customer).flatMap(rules.customerId)
    switch value(.start).map({ declaredTime(of: $0, zone: rules.timeZone) }) {
    case .instant(let text)?: record.declaration.metadata.startTime = text
    case .zoneMissing?: record.declaration.isZoneMissing = true
    case .nothing?, nil: break
    }
    record.startEpoch = value(.start).flatMap(preciseSeconds)
    record.endEpoch = value(.end).flatMap(preciseSeconds)
    return record
  }
}

extension SettingsTree {
  /// A text, a whole number, or the only one in a list.
  fileprivate var onlyText: String? {
    switch self {
    case .text(let text): text.isEmpty ? nil : text
    case .number(let number): Int(exactly: number).map(String.init)
    case .list(let list): list.count == 1 ? list[0].onlyText : nil
    default: nil
    }
  }
}
