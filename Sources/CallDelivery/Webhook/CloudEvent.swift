public import CallStore
internal import CallTypes
internal import Foundation

/// An event in the structured mode of CloudEvents 1.0.2, section "JSON Event Format".
public enum CloudEvent {
  /// The media type of the body.
  public static let mediaType = "application/cloudevents+json"

  private struct Named: Decodable {
    var schema: String
    var callId: String
  }

  /// The body: the event's JSON is its `data`, byte for byte.
  public static func body(of delivery: Delivery) -> [UInt8] {
    let named = try? JSONDecoder().decode(Named.self, from: Data(delivery.payload))
    let schema = named?.schema ?? CallReport.schemaName
    let attributes: [(String, String)] = [
      ("specversion", "1.0"), ("id", delivery.eventID), ("source", "/callsift/watch"),
      // callsift.report/1 is the type callsift.report.v1: the names of types hold dots only.
      ("type", schema.replacing("/", with: ".v")),
      ("time", Date(timeIntervalSince1970: delivery.createdAt).formatted(.iso8601)),
      ("subject", named?.callId ?? ""), ("datacontenttype", "application/json"),
    ]
    let texts = attributes.filter { !$0.1.isEmpty }.map { "\(json($0.0)):\(json($0.1))" }
    return Array("{\(texts.joined(separator: ",")),\"data\":".utf8) + delivery.payload
      + [UInt8(ascii: "}")]
  }

  private static func json(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    // Text always has a form in JSON.
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
