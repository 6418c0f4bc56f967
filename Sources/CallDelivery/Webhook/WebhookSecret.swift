internal import Crypto
internal import Foundation

/// A secret of Standard Webhooks (specification 1.0.0, "Signature scheme"): `whsec_` and 24 to 64 bytes in
/// base64.
public struct WebhookSecret: Hashable, Sendable {
  private static let prefix = "whsec_"
  /// Bytes that the specification allows.
  private static let lengths = 24...64

  private let key: Data

  /// Reads a secret.
  ///
  /// - Throws: `CallDeliveryError.badSecret`, which quotes nothing of it.
  public init(parsing text: String) throws(CallDeliveryError) {
    guard text.hasPrefix(Self.prefix),
      let key = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
      Self.lengths.contains(key.count)
    else { throw .badSecret }
    self.key = key
  }

  /// Signs a message: HMAC-SHA256 over id, time and body with dots between them, as `v1,` and base64.
  public func signature(id: String, timestamp: Int, body: [UInt8]) -> String {
    var content = Data("\(id).\(timestamp).".utf8)
    content.append(contentsOf: body)
    let code = HMAC<SHA256>.authenticationCode(for: content, using: SymmetricKey(data: key))
    return "v1," + Data(code).base64EncodedString()
  }
}

extension [WebhookSecret] {
  /// One signature per secret, with blanks between them: while secrets are changed, a receiver knows the
  /// message by the old or the new one.
  public func signatures(id: String, timestamp: Int, body: [UInt8]) -> String {
    map { $0.signature(id: id, timestamp: timestamp, body: body) }.joined(separator: " ")
  }
}
