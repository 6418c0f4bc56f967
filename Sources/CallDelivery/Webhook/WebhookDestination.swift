internal import AsyncHTTPClient
public import CallPipeline
public import CallStore
internal import Dispatch
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// A webhook: a POST per event with a CloudEvent as body, signed as Standard Webhooks says.
///
/// The host's addresses are looked up before each batch, all of them have to be allowed, and the request goes
/// to the one that was looked at, so that a name cannot change its mind in between. Redirects are not
/// followed.
public final class WebhookDestination: EventDestination {
  public let name: String
  public let kind = DestinationKind.webhook
  public let batchCount: Int

  private let address: WebhookAddress
  private let secrets: [WebhookSecret]
  private let timeout: TimeAmount
  private let now: @Sendable () -> Double
  private let resolve: @Sendable (String) -> [NetworkAddress]
  private let queue = DispatchQueue(label: "callsift.names")
  private let client = Mutex<(address: NetworkAddress, client: HTTPClient)?>(nil)

  /// Names a webhook.
  ///
  /// - Parameters:
  ///   - secrets: What messages are signed with; several while secrets are changed, the new one first.
  ///   - now: Seconds since 1970.
  public convenience init(
    _ address: WebhookAddress, secrets: [WebhookSecret], settings: DeliverySettings,
    now: @escaping @Sendable () -> Double
  ) {
    self.init(
      address, secrets: secrets, settings: settings, now: now, resolve: NetworkAddress.resolve)
  }

  init(
    _ address: WebhookAddress, secrets: [WebhookSecret], settings: DeliverySettings,
    now: @escaping @Sendable () -> Double,
    resolve: @escaping @Sendable (String) -> [NetworkAddress]
  ) {
    self.address = address
    self.secrets = secrets
    batchCount = settings.parallelCount
    timeout = .nanoseconds(Int64(settings.timeoutSeconds * 1e9))
    self.now = now
    self.resolve = resolve
    name = destinationName(.webhook, [address.url])
  }

  deinit {
    // Requests have ended: nobody holds the destination any more.
    client.withLock { $0?.client.shutdown { _ in } }
  }

  public func deliver(_ deliveries: [Delivery]) async -> [DeliveryResult] {
    guard let client = await allowedClient() else {
      return deliveries.map { _ in .unavailable("the host has no address that is allowed") }
    }
    return await withTaskGroup(of: (Int, DeliveryResult).self) { group in
      for (index, delivery) in deliveries.enumerated() {
        group.addTask { (index, await self.deliver(delivery, by: client)) }
      }
      var results = [DeliveryResult](
        repeating: .unavailable("not tried"), count: deliveries.count)
      for await (index, result) in group { results[index] = result }
      return results
    }
  }

  /// A client that goes to an address that is allowed; `nil` when the host has others, or none.
  private func allowedClient() async -> HTTPClient? {
    let found = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.resolve(self.address.host)) }
    }
    guard let first = found.first, found.allSatisfy(address.mayUse) else { return nil }
    return client.withLock { known in
      if let known, known.address == first { return known.client }
      known?.client.shutdown { _ in }
      var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
      configuration.timeout = .init(connect: timeout, read: timeout)
      if first.text != address.host { configuration.dnsOverride = [address.host: first.text] }
      // A proxy would look up the name again, and get another answer.
      configuration.proxy = nil
      let made = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: configuration)
      known = (first, made)
      return made
    }
  }

  private func deliver(_ delivery: Delivery, by client: HTTPClient) async -> DeliveryResult {
    let body = CloudEvent.body(of: delivery)
    let timestamp = Int(now())
    var request = HTTPClientRequest(url: address.url)
    request.method = .POST
    request.headers.add(name: "content-type", value: CloudEvent.mediaType)
    request.headers.add(name: "user-agent", value: "CallSift/\(CallSiftVersion.current)")
    request.headers.add(name: "webhook-id", value: delivery.eventID)
    request.headers.add(name: "webhook-timestamp", value: "\(timestamp)")
    // A receiver that knows this header does nothing twice.
    request.headers.add(name: "idempotency-key", value: delivery.eventID)
    if !secrets.isEmpty {
      request.headers.add(
        name: "webhook-signature",
        value: secrets.signatures(id: delivery.eventID, timestamp: timestamp, body: body))
    }
    request.body = .bytes(ByteBuffer(bytes: body))
    do {
      let response = try await client.execute(request, timeout: timeout)
      let retryAfter = response.headers.first(name: "retry-after")
      return Self.result(
        status: Int(response.status.code),
        retryAfterSeconds: retryAfter.flatMap { retryAfterSeconds($0, now: now()) })
    } catch {
      return .unavailable("no answer")
    }
  }

  /// What an answer means (Standard Webhooks, "Operational considerations"): any status of 2xx takes the
  /// event, 410 wants no more. A redirect is none of these.
  static func result(status: Int, retryAfterSeconds: Double?) -> DeliveryResult {
    switch status {
    case 200..<300: .delivered
    case 410: .disabled
    case 408, 425, 429, 500...:
      .unavailable("status \(status)", retryAfterSeconds: retryAfterSeconds)
    case 300..<400: .unavailable("a redirect, which is not followed (status \(status))")
    default: .refused("status \(status)")
    }
  }
}
