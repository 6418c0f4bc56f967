internal import Crypto
public import Foundation

/// A key by which customers' numbers become pseudonyms: equal numbers, equal pseudonyms, and no way
/// back without the key.
public struct CustomerKey: Sendable {
  /// Shorter keys could be guessed.
  public static let minimumByteCount = 16

  private let key: SymmetricKey

  /// Makes a key.
  ///
  /// - Returns: `nil` for fewer than `minimumByteCount` bytes; blanks and line ends around them do not
  ///   count.
  public init?(_ bytes: Data) {
    let blanks: Set<UInt8> = [0x09, 0x0A, 0x0D, 0x20]
    let head = Array(bytes.drop { blanks.contains($0) })
    let bytes = Data(head.prefix((head.lastIndex { !blanks.contains($0) } ?? -1) + 1))
    guard bytes.count >= Self.minimumByteCount else { return nil }
    key = SymmetricKey(data: bytes)
  }

  /// The pseudonym of a number: HMAC-SHA-256 (RFC 2104), the first half of it.
  ///
  /// How a number is spaced out makes no difference.
  func pseudonym(of number: String) -> String {
    let compact = number.filter { !" -./()".contains($0) }
    let code = HMAC<SHA256>.authenticationCode(for: Data(compact.utf8), using: key)
    return Self.prefix + code.prefix(16).map { hexadecimal($0) }.joined()
  }

  private static let prefix = "hmac:"

  /// Whether a text is a pseudonym already.
  static func isPseudonym(_ text: String) -> Bool { text.hasPrefix(prefix) }

  /// Tells one key from another without telling the key.
  var identity: String { pseudonym(of: "callsift") }
}
