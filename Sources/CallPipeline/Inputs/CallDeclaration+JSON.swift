internal import CallTypes
internal import Foundation

/// Reads a declaration from JSON: a manifest line or a sidecar (DESIGN.md section 6).
///
/// - Throws: `DeclarationError` when it is no object, or a known field holds what makes no sense.
func parseDeclaration(_ json: Data) throws(DeclarationError) -> DeclaredCall {
  let declared: DeclaredCall
  try refuseUnknownKeys(of: json)
  do {
    declared = try JSONDecoder().decode(DeclaredCall.self, from: json)
  } catch let DecodingError.keyNotFound(key, _) {
    throw DeclarationError(detail: "\(key.stringValue) is missing")
  } catch let DecodingError.typeMismatch(_, context) {
    let field = context.codingPath.map(\.stringValue).joined(separator: ".")
    throw DeclarationError(detail: "\(field.isEmpty ? "it" : field) has the wrong type")
  } catch {
    throw DeclarationError(detail: "it is no valid JSON object")
  }
  return declared
}

/// A misspelt `channels` must not cost the roles without a word.
///
/// - Throws: `DeclarationError` naming the key and the nearest that exists.
private func refuseUnknownKeys(of json: Data) throws(DeclarationError) {
  // What is no JSON at all is explained by the decoding that follows.
  guard case .group(let group)? = try? JSONDecoder().decode(SettingsTree.self, from: json) else {
    return
  }
  try refuseUnknown(group.keys, known: DeclaredCall.CodingKeys.allCases.map(\.rawValue))
  if case .group(let metadata) = group["metadata"] {
    try refuseUnknown(metadata.keys, known: DeclaredMetadata.CodingKeys.allCases.map(\.rawValue))
  }
}

private func refuseUnknown(
  _ keys: some Sequence<String>, known: [String]
) throws(DeclarationError) {
  guard let unknown = keys.filter({ !known.contains($0) }).sorted().first else { return }
  let hint = nearestName(to: unknown, among: known).map { "; did you mean \($0)?" } ?? ""
  throw DeclarationError(detail: "there is no field \(unknown)\(hint)")
}

/// Why a declaration makes no sense.
struct DeclarationError: Error {
  var detail: String
}

/// A declaration as it stands in JSON.
struct DeclaredCall: Decodable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case path, id, channels, platform, sha256, metadata
  }

  var path: String?
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
    declaration.sha256 = sha256?.lowercased()
    if let channels {
      do throws(SettingsError) {
        declaration.channels = try parseRoles(channels, path: "channels")
      } catch {
        throw DeclarationError(detail: error.description)
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
