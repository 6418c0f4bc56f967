public import CallStore

/// Somewhere that events are brought to.
public protocol EventDestination: Sendable {
  /// What it is called in the store: the same over restarts, and no secret.
  var name: String { get }
  /// What it is, for figures and logs.
  var kind: DestinationKind { get }
  /// Deliveries that it takes at a time.
  var batchCount: Int { get }

  /// Tries to bring events there.
  ///
  /// - Returns: One result per delivery, in their order.
  func deliver(_ deliveries: [Delivery]) async -> [DeliveryResult]
}

/// What a destination is.
public enum DestinationKind: String, CaseIterable, Hashable, Sendable {
  case stdout, webhook, exec, folder, quarantine
}

/// What became of an attempt.
public enum DeliveryResult: Hashable, Sendable {
  /// It is there.
  case delivered
  /// This one was not taken; others may be.
  case refused(String)
  /// The destination takes nothing at present; it may have said when it will, in seconds from now.
  case unavailable(String, retryAfterSeconds: Double? = nil)
  /// The destination wants no more, ever.
  case disabled
  /// The destination is gone, and with it the program's purpose.
  case closed
}

/// Why deliveries end.
public enum CallDeliveryError: Error, Hashable, Sendable {
  /// Nobody reads standard output any more.
  case outputClosed
  /// An address that is no URL, or one that is not allowed.
  case badAddress(WebhookAddressProblem)
  /// A secret that is none; it is not quoted.
  case badSecret
}
