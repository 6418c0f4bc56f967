import CallStore
import Foundation
import TestSupport
import Testing

@testable import CallDelivery

struct WebhookSecretTests {
  /// The example of the specification's reference libraries (standard-webhooks, libraries' tests).
  @Test func `a signature is that of the reference libraries`() throws {
    let secret = try WebhookSecret(parsing: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    let signature = secret.signature(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330,
      body: Array(#"{"test": 2432232314}"#.utf8))
    #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test func `while secrets are changed there is a signature by each`() throws {
    let secrets = try ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "C2FVsBQIhrscChlQIMV+b5sSYspob7oD"]
      .map { text throws(CallDeliveryError) in try WebhookSecret(parsing: "whsec_\(text)") }
    let both = secrets.signatures(id: "a", timestamp: 1, body: [1]).split(separator: " ")
    #expect(both.map(String.init) == secrets.map { $0.signature(id: "a", timestamp: 1, body: [1]) })
  }

  @Test(arguments: ["", "whsec_", "whsec_AAAA", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_?!"])
  func `what is no secret is refused`(text: String) {
    #expect(throws: CallDeliveryError.badSecret) { try WebhookSecret(parsing: text) }
  }
}

struct NetworkAddressTests {
  @Test(arguments: [
    "8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "2606:4700::1111",
    "::ffff:8.8.8.8", "64:ff9b::808:808",
  ])
  func `an address that somebody has in public`(text: String) throws {
    #expect(try #require(NetworkAddress(parsing: text)).isPublic)
  }

  @Test(arguments: [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254",
    "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::",
    "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "2001::1",
  ])
  func `an address of this machine, of a private network, or of nobody`(text: String) throws {
    #expect(try !#require(NetworkAddress(parsing: text)).isPublic)
  }

  @Test(arguments: ["localhost", "example.com", "", "1.2.3", "0x7f.1", "2130706433"])
  func `what is no address`(text: String) {
    #expect(NetworkAddress(parsing: text) == nil)
  }
}

struct WebhookAddressTests {
  private func problem(
    _ text: String, insecure: Bool = false, private isPrivate: Bool = false
  ) -> WebhookAddressProblem? {
    do throws(CallDeliveryError) {
      _ = try WebhookAddress(parsing: text, allowsInsecure: insecure, allowsPrivate: isPrivate)
      return nil
    } catch {
      if case .badAddress(let problem) = error { return problem }
      return nil
    }
  }

  @Test func `https to a name or a public address is taken`() {
    #expect(problem("https://qc.example.com/calls?x=1") == nil)
    #expect(problem("https://8.8.8.8:8443/") == nil)
  }

  @Test func `what is not allowed says why`() {
    #expect(problem("ftp://example.com/") == .noURL)
    #expect(problem("nonsense") == .noURL)
    #expect(problem("https://user:secret@example.com/") == .holdsPassword)
    #expect(problem("http://example.com/") == .insecure)
    #expect(problem("http://example.com/", insecure: true) == nil)
    #expect(problem("https://127.0.0.1/") == .notPublic)
    #expect(problem("https://[::1]/") == .notPublic)
    #expect(problem("https://169.254.169.254/", insecure: true) == .notPublic)
    #expect(problem("https://127.0.0.1/", private: true) == nil)
  }
}

struct RetryAfterTests {
  @Test(arguments: [
    ("7", 7.0), (" 0 ", 0), ("999999999", 86_400), ("-1", nil), ("soon", nil),
    ("Thu, 01 Jan 1970 00:02:00 GMT", 20), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
  ])
  func `seconds and times of day are understood`(text: String, seconds: Double?) {
    #expect(retryAfterSeconds(text, now: 100) == seconds)
  }
}

struct CloudEventTests {
  @Test func `the event has the attributes of the standard, and its JSON as data`() throws {
    let payload = #"{"callId":"a/b \"c\".wav","schema":"callsift.report/1","x":[1,2]}"#
    let delivery = Delivery(
      id: 1, eventID: "evt_1", payload: Array(payload.utf8), createdAt: 1_700_000_000,
      attemptCount: 0)
    let body = String(decoding: CloudEvent.body(of: delivery), as: UTF8.self)
    let event = try JSONValue(parsing: body)
    #expect(event["specversion"] == .string("1.0"))
    #expect(event["id"] == .string("evt_1"))
    #expect(event["source"] == .string("/callsift/watch"))
    #expect(event["type"] == .string("callsift.report.v1"))
    #expect(event["subject"] == .string(#"a/b "c".wav"#))
    #expect(event["time"] == .string("2023-11-14T22:13:20Z"))
    #expect(event["datacontenttype"] == .string("application/json"))
    #expect(event["data"] == (try JSONValue(parsing: payload)))
    #expect(body.contains(payload))
  }
}
