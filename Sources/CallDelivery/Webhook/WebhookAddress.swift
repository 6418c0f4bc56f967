public import CallTypes
internal import Foundation

/// Where a webhook is, and which addresses it may have.
public struct WebhookAddress: Hashable, Sendable {
  /// The address as it was given.
  let url: String
  /// The host in it, without brackets.
  let host: String
  private let allowsPrivate: Bool

  /// Reads an address.
  ///
  /// - Parameters:
  ///   - allowsInsecure: Whether `http` is taken, too.
  ///   - allowsPrivate: Whether it may be on this machine or in a network of its own.
  /// - Throws: `CallDeliveryError.badAddress`.
  public init(
    parsing text: String, allowsInsecure: Bool = false, allowsPrivate: Bool = false
  ) throws(CallDeliveryError) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty
    else { throw .badAddress(.noURL) }
    guard parts.user == nil, parts.password == nil else { throw .badAddress(.holdsPassword) }
    guard scheme == "https" || allowsInsecure else { throw .badAddress(.insecure) }
    url = text
    self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    self.allowsPrivate = allowsPrivate
    // What is private by its very text is told at once; names are looked up for each request.
    if let address = NetworkAddress(parsing: self.host), !mayUse(address) {
      throw .badAddress(.notPublic)
    }
  }

  /// Whether a request may go there.
  func mayUse(_ address: NetworkAddress) -> Bool { allowsPrivate || address.isPublic }
}

/// Why an address is no address of a webhook.
public enum WebhookAddressProblem: Hashable, Sendable {
  /// No URL of http or https with a host.
  case noURL
  /// User and password in the address.
  case holdsPassword
  /// Not https.
  case insecure
  /// Of this machine or of a network of its own.
  case notPublic

  /// What is wrong and what to do, in every language; the address is not quoted.
  public var wording: Message {
    switch self {
    case .noURL: Message("delivery.noURL", "https://")
    case .holdsPassword: Message("delivery.holdsPassword")
    case .insecure: Message("delivery.insecure", "https://")
    case .notPublic: Message("delivery.notPublic")
    }
  }
}
