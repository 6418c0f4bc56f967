/// Something that happened and has to be told: the outbox keeps it until it has been told everywhere.
public struct OutboxEvent: Hashable, Sendable {
  /// The same for the same happening, whoever finds it and however often: receivers know a repetition
  /// by it.
  public var id: String
  /// What is told: one JSON object without a line's end.
  public var payload: [UInt8]
  /// Where it is told; empty = nowhere, and it is known to have happened.
  public var destinations: [String]

  /// Makes an event.
  public init(id: String, payload: [UInt8], destinations: [String]) {
    self.id = id
    self.payload = payload
    self.destinations = destinations
  }
}

/// An event on its way to one destination.
public struct Delivery: Hashable, Sendable {
  /// The delivery's number in the store.
  public var id: Int64
  /// The event's id.
  public var eventID: String
  /// What is told.
  public var payload: [UInt8]
  /// When the event was posted, in seconds since 1970.
  public var createdAt: Double
  /// Attempts that came to nothing.
  public var attemptCount: Int

  /// Makes an entry.
  public init(
    id: Int64, eventID: String, payload: [UInt8], createdAt: Double, attemptCount: Int
  ) {
    self.id = id
    self.eventID = eventID
    self.payload = payload
    self.createdAt = createdAt
    self.attemptCount = attemptCount
  }
}

/// What waits for a destination.
public struct OutboxBacklog: Hashable, Sendable {
  /// Deliveries that have not been made.
  public var waitingCount: Int
  /// When the oldest of them was posted, in seconds since 1970; `nil` = none waits.
  public var oldestCreatedAt: Double?
  /// When the next attempt is due, in seconds since 1970; `nil` = none waits.
  public var nextAttemptAt: Double?

  /// Makes an entry.
  public init(waitingCount: Int, oldestCreatedAt: Double?, nextAttemptAt: Double?) {
    self.waitingCount = waitingCount
    self.oldestCreatedAt = oldestCreatedAt
    self.nextAttemptAt = nextAttemptAt
  }
}
