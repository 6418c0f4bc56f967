internal import CallTypes
internal import Foundation

/// Reads a declaration from JSON: a manifest line or a sidecar (DESIGN.md section 6).
///
/// - Throws: `DeclarationError` when it is no object, or a known field holds what makes no sense.
func parseDeclaration(_ json: Data) throws(DeclarationError) -> DeclaredCall {
  let declared: DeclaredCall
  try refuseMisspeltFields(of: json)
  do {
    declared = try JSONDecoder().decode(DeclaredCall.self, from: json)
  } catch let DecodingError.keyNotFound(key, _) {
    throw DeclarationError(detail: Message("declaration.missing", "\(key.stringValue)"))
  } catch let DecodingError.typeMismatch(_, context) {
    let field = context.codingPath.map(\.stringValue).joined(separator: ".")
    throw DeclarationError(
      detail: field.isEmpty
        ? Message("declaration.wrongTypeOfAll") : Message("declaration.wrongType", "\(field)"))
  } catch {
    throw DeclarationError(detail: Message("declaration.noJSON"))
  }
  return declared
}

/// A misspelt `channels` must not cost the roles without a word; fields of others are left alone.
///
/// - Throws: `DeclarationError` naming the field and the one that was meant.
private func refuseMisspeltFields(of json: Data) throws(DeclarationError) {
  // What is no JSON at all is explained by the decoding that follows.
  guard case .group(let group)? = try? JSONDecoder().decode(SettingsTree.self, from: json) else {
    return
  }
  try refuseMisspelt(group.keys, known: DeclaredCall.CodingKeys.allCases.map(\.rawValue))
  if case .group(let metadata) = group["metadata"] {
    try refuseMisspelt(metadata.keys, known: DeclaredMetadata.CodingKeys.allCases.map(\.rawValue))
  }
}

/// A field is a misspelling when one that exists, and is missing, differs by a letter, or by two of
/// six or more.
func refuseMisspelt(
  _ fields: some Collection<String>, known: [String]
) throws(DeclarationError) {
  let missing = known.filter { !fields.contains($0) }
  for field in fields.sorted() where !known.contains(field) {
    let meant = missing.first {
      editDistance(field.lowercased(), $0.lowercased()) <= ($0.count >= 6 ? 2 : 1)
    }
    if let meant {
      throw DeclarationError(detail: Message("declaration.noField", "\(field)", "\(meant)"))
    }
  }
}

/// A platform that none of ours is meant by is anybody's own word; a misspelt one is not.
///
/// - Throws: `DeclarationError` naming the platform that was meant.
private func refuseMisspeltPlatform(_ name: String) throws(DeclarationError) {
  guard PlatformProfiles.named(name) == nil else { return }
  let meant = PlatformProfiles.all.map(\.name).first {
    $0.count >= 6 && editDistance(name.lowercased(), $0) <= 2
  }
  if let meant {
    throw DeclarationError(
      detail: Message("declaration.noPlatform", .text(name), .text(meant)),
      logged: Message("declaration.badWord", "platform"))
  }
}

/// Why a declaration makes no sense.
struct DeclarationError: Error {
  var detail: Message
  /// The same without words of the declaration; `nil` where there are none in it.
  var logged: Message?

  /// What may stand in a log.
  var detailWithoutWords: Message { logged ?? detail }
}

/// A declaration as it stands in JSON.
struct DeclaredCall: Decodable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case path, secondPath, id, channels, platform, sha256, metadata
  }

  var path: String?
  var secondPath: String?
  var id: String?
  var channels: [String]?
  var platform: String?
  var sha256: String?
  var metadata: DeclaredMetadata?

  /// What the declaration says.
  ///
  /// - Throws: `DeclarationError` for a word that is no role.
  func declaration() throws(DeclarationError) -> CallDeclaration {
    var declaration = CallDeclaration()
    declaration.id = id
    declaration.secondPath = secondPath
    if let platform { try refuseMisspeltPlatform(platform) }
    declaration.sha256 = sha256?.lowercased()
    if let channels {
      do throws(SettingsError) {
        declaration.channels = try parseRoles(channels, path: "channels")
      } catch {
        throw DeclarationError(
          detail: error.wording, logged: Message("declaration.badWord", "channels"))
      }
    }
    declaration.metadata.platform = platform
    declaration.metadata.agentId = metadata?.agentId
    declaration.metadata.queue = metadata?.queue
    declaration.metadata.direction = metadata?.direction
    declaration.metadata.startTime = metadata?.startTime
    declaration.metadata.customerId = metadata?.customerId
    return declaration
  }
}

/// Metadata as it stands in JSON.
struct DeclaredMetadata: Decodable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case agentId, queue, direction, startTime, customerId
  }

  var agentId: String?
  var queue: String?
  var direction: String?
  var startTime: String?
  var customerId: String?
}
