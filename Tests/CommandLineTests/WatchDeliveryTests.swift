import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct WatchDeliveryTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.makeFolder("calls")
  }

  private func addCalls(_ range: Range<Int>) throws {
    for index in range {
      let call = CallBytes.stereo(seconds: 1, f0Hz: 100 + Double(index), gapSeconds: 0.5)
      try folder.write(call.bytes, as: "calls/\(index).wav")
    }
  }

  /// A watch that sends webhooks to loopback, which has to be allowed twice.
  private func start(port: Int, _ arguments: [String] = []) throws -> RunningWatch {
    try RunningWatch(
      [
        "calls", "--no-stdout", "--webhook", "http://localhost:\(port)/calls",
        "--allow-insecure-webhook", "--allow-private-webhook", "--set",
        "delivery.firstRetrySeconds=0.1", "--set", "delivery.timeoutSeconds=1", "--set",
        "delivery.parallelCount=1", "--set",
        "delivery.longestRetrySeconds=0.5",
      ] + arguments, in: folder,
      environment: ["CALLSIFT_WEBHOOK_SECRETS": WebhookReceiver.secret])
  }

  private func text(_ record: JSONValue, _ key: String) -> String {
    if case .string(let text) = record[key] { text } else { "" }
  }

  @Test func `a receiver that misbehaves in every way gets each event in the end, signed`() throws {
    let receiver = try WebhookReceiver([
      "500", "503", "429:1", "timeout", "close", "302:http://127.0.0.1:9/", "404", "200",
    ])
    try addCalls(0..<3)
    let watch = try start(port: receiver.port)
    // 404 is the fault of one event; it comes back while the others have gone.
    let requests = receiver.received(10)
    #expect(watch.end().status == 0)
    #expect(requests.allSatisfy { $0["isSigned"] == .bool(true) })
    #expect(requests.allSatisfy { $0["unexpected"] == nil })
    let taken = requests.filter { text($0, "answer") == "200" }.map { text($0, "id") }
    #expect(Set(taken).count == 3 && taken.count == 3)
    #expect(Set(requests.map { text($0, "id") }) == Set(taken))
    #expect(requests.allSatisfy { text($0, "idempotencyKey") == text($0, "id") })
    #expect(requests.allSatisfy { text($0, "contentType") == "application/cloudevents+json" })
    let limited = try #require(requests.firstIndex { text($0, "answer") == "429:1" })
    guard case .number(let before) = requests[limited]["time"],
      case .number(let after) = requests[limited + 1]["time"]
    else { return }
    #expect(after - before >= 0.99)
    let event = try #require(requests.last?["event"])
    #expect(event["specversion"] == .string("1.0"))
    #expect(event["data"]?["schema"] == .string("callsift.report/1"))
  }

  @Test func `events wait over a restart for a receiver that is down`() throws {
    var receiver = try WebhookReceiver(["200"])
    let port = receiver.port
    receiver.stop()
    try addCalls(0..<4)
    var watch = try start(port: port)
    try watch.logLine(holding: "not delivered")
    #expect(watch.end().status == 0)
    receiver = try WebhookReceiver(["200"], port: port)
    watch = try start(port: port)
    let requests = receiver.received(4)
    #expect(Set(requests.map { text($0, "id") }).count == 4)
    #expect(watch.end().status == 0)
  }

  @Test func `a receiver that is gone is sent no more, until somebody asks`() throws {
    let receiver = try WebhookReceiver(["410", "200"])
    try addCalls(0..<3)
    var watch = try start(port: receiver.port)
    try watch.logLine(holding: "wants no more")
    #expect(watch.end().status == 0)
    watch = try start(port: receiver.port)
    try watch.logLine(holding: #""message":"ready""#)
    #expect(watch.end().status == 0)
    #expect(receiver.received(1).count == 1)
    let retried = try callsift(
      ["retry", "--deliveries", "--store", "store.sqlite"], in: folder.path)
    #expect(retried.output.hasPrefix("3 "), "\(retried)")
    watch = try start(port: receiver.port)
    #expect(receiver.received(4).count == 4)
    #expect(watch.end().status == 0)
  }

  @Test func `a private address is refused after the look-up, too`() throws {
    let receiver = try WebhookReceiver(["200"])
    try addCalls(0..<1)
    let watch = try RunningWatch(
      [
        "calls", "--no-stdout", "--webhook", "http://localhost:\(receiver.port)/",
        "--allow-insecure-webhook",
      ], in: folder, environment: ["CALLSIFT_WEBHOOK_SECRETS": WebhookReceiver.secret])
    try watch.logLine(holding: "no address that is allowed")
    #expect(watch.end().status == 0)
    #expect(receiver.received(0).isEmpty)
  }

  @Test func `a program is run for each event, and again where it failed`() throws {
    try folder.write(
      "#!/bin/sh\n[ -e \"$1/seen\" ] || { touch \"$1/seen\"; exit 1; }\n"
        + "cat > \"$1/$CALLSIFT_EVENT_ID\"\n", as: "take")
    #expect(chmod(folder.path("take"), 0o755) == 0)
    try folder.makeFolder("out")
    try addCalls(0..<3)
    let watch = try RunningWatch(
      [
        "calls", "--no-stdout", "--exec", "./take", "--exec-argument", "out", "--set",
        "delivery.firstRetrySeconds=0.1",
      ], in: folder)
    let isThere = try Retry.until { try folder.names(in: "out").count == 4 }
    #expect(isThere)
    #expect(watch.end().status == 0)
    #expect(watch.lines.isEmpty)
  }

  @Test func `the pages tell figures and states, on this machine`() throws {
    try addCalls(0..<2)
    try folder.makeFolder("drop")
    let watch = try RunningWatch(
      ["calls", "--pages", "0", "--max-lag", "0.5", "--drop", "drop"], in: folder)
    _ = watch.lines(2)
    let entry = try JSONValue(parsing: try watch.logLine(holding: "pages are served"))
    let port = text(entry, "port")
    try watch.logLine(holding: #""message":"ready""#)
    let ready = try page("http://127.0.0.1:\(port)/readyz")
    let healthy = try page("http://127.0.0.1:\(port)/healthz")
    #expect(ready == "200 ready\n" && healthy == "200 ok\n")
    let isDelivered = try Retry.until { try folder.names(in: "drop").count == 2 }
    #expect(isDelivered)
    let isCounted = try Retry.until {
      try page("http://127.0.0.1:\(port)/metrics")
        .contains(
          #"callsift_deliveries_total{destination="folder",number="1",result="delivered"} 2"#)
    }
    #expect(isCounted)
    let metrics = try page("http://127.0.0.1:\(port)/metrics")
    for line in [
      #"callsift_files_total{outcome="report"} 2"#,
      #"callsift_outbox_events{destination="stdout",number="1"} 0"#,
      "callsift_analysis_latency_seconds_count 2", "callsift_lag_limit_seconds 0.5",
      "callsift_lag_exceeded 0", "# TYPE callsift_files_total counter", "callsift_ready 1",
    ] {
      #expect(metrics.contains(line + "\n"), "\(line)\n\(metrics)")
    }
    #expect(!metrics.contains(".wav"))
    try expectConventions(String(metrics.dropFirst("200 ".count)))
    #expect(watch.end().status == 0)
  }

  /// Names as Prometheus wants them: units spelt out, `_total` for counters, help and type for each.
  private func expectConventions(_ metrics: String) throws {
    var types: [String: String] = [:]
    for line in metrics.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if line.hasPrefix("# TYPE ") {
        types[words[2]] = words[3]
      } else if !line.hasPrefix("#") {
        let name = words[0].prefix { $0 != "{" }
        let family = String(name.replacing(/_(bucket|sum|count)$/, with: ""))
        let type = try #require(types[String(name)] ?? types[family], "\(line)")
        #expect((type == "counter") == name.hasSuffix("_total"), "\(line)")
        #expect(Double(words[1]) != nil, "\(line)")
      }
    }
    #expect(types.count > 15)
  }

  private func page(_ address: String) throws -> String {
    let script =
      "import sys, urllib.request as r; p = r.urlopen(sys.argv[1]); "
      + "sys.stdout.write(f'{p.status} {p.read().decode()}')"
    return try run("/usr/bin/env", ["python3", "-c", script, address]).output
  }

  @Test func `files that standard input names are read, and the watch ends with its input`() throws
  {
    try addCalls(0..<3)
    let s3 =
      #"{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"#
      + #""object":{"key":"1.wav"}}}]}"#
    let lines = [
      #"{"path": "calls/0.wav", "id": "zero", "channels": ["agent", "customer"]}"#, s3, s3, "?",
      #"{"path": "calls/0.wav", "id": "zero", "channels": ["agent", "customer"]}"#,
    ]
    let result = try callsift(
      [
        "watch", "--from-stdin", "--bucket", "b=calls", "--store", "s.sqlite", "--set",
        "watch.settleSeconds=0.1",
      ], input: [UInt8](lines.joined(separator: "\n").utf8), in: folder.path, limitSeconds: 60)
    #expect(result.status == 0, "\(result)")
    #expect(try callIds(result.lines) == ["1.wav", "zero"])
    #expect(result.standardError.contains(#""line":"4""#))
  }
}
