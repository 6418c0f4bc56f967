public import CallTypes
public import Foundation
public import SystemPackage

/// A line that says which recordings there are: a manifest line, or a notification of S3 or MinIO.
public enum Announcement {
  /// Reads a line.
  ///
  /// Notifications may come as they are, or in the envelope of SNS (`Message`) or SQS (`Body`). Objects that
  /// were removed, and those that are no recordings, are no inputs.
  ///
  /// - Parameter buckets: Where each bucket is mounted; `*` stands for all others, each in a folder of its
  ///   name.
  /// - Throws: `AnnouncementError` for a line that is neither, or names a bucket that is mounted nowhere.
  public static func inputs(
    in line: Data, buckets: [String: FilePath]
  ) throws(AnnouncementError) -> [CallInput] {
    if let notification = try? JSONDecoder().decode(Notification.self, from: line) {
      if let inner = notification.inner { return try inputs(in: inner, buckets: buckets) }
      if let records = notification.records {
        var inputs: [CallInput] = []
        for record in records { inputs += try self.inputs(of: record, buckets: buckets) }
        return inputs
      }
      // What S3 sends when notifications are set up.
      if notification.event == "s3:TestEvent" { return [] }
    }
    do throws(DeclarationError) { return [try CallInput(manifestLine: line, below: "")] } catch {
      throw AnnouncementError(detail: error.detailWithoutWords)
    }
  }

  private static func inputs(
    of record: Notification.Record, buckets: [String: FilePath]
  ) throws(AnnouncementError) -> [CallInput] {
    // S3 says `ObjectCreated:Put`, MinIO `s3:ObjectCreated:Put`.
    guard record.eventName.contains("ObjectCreated") else { return [] }
    let bucket = record.s3.bucket.name
    // Keys are encoded as in forms: blanks are plus signs.
    let encoded = record.s3.object.key.replacing("+", with: " ")
    guard let key = encoded.removingPercentEncoding, !key.isEmpty else {
      throw AnnouncementError(detail: Message("announcement.key"))
    }
    let path = FilePath(key)
    // A key is a name, whatever it looks like: it leads nowhere but below the bucket.
    guard path.isRelative, path.components.allSatisfy({ $0.kind == .regular }) else {
      throw AnnouncementError(detail: Message("announcement.key"))
    }
    guard WatchPatterns(ignored: []).kind(of: path) == .recording else { return [] }
    let folder: FilePath
    if let named = buckets[bucket] {
      folder = named
    } else if let others = buckets["*"], let name = FilePath.Component(bucket),
      name.kind == .regular
    {
      folder = others.appending(name)
    } else {
      throw AnnouncementError(detail: Message("announcement.bucket"))
    }
    return [CallInput(path: folder.pushing(path), displayPath: key)]
  }
}

/// Why a line announces nothing; it quotes nothing of the line but names of fields.
public struct AnnouncementError: Error, Hashable, Sendable {
  /// What is wrong, in every language.
  public var detail: Message
}

/// The parts of an S3 event notification (version 2.x, "Event message structure") that are read.
private struct Notification: Decodable {
  struct Record: Decodable {
    struct Storage: Decodable {
      struct Bucket: Decodable { var name: String }
      struct Object: Decodable { var key: String }
      var bucket: Bucket
      var object: Object
    }
    var eventName: String
    var s3: Storage
  }

  enum CodingKeys: String, CodingKey {
    case records = "Records"
    case message = "Message"
    case body = "Body"
    case event = "Event"
  }

  var records: [Record]?
  var message: String?
  var body: String?
  var event: String?

  /// What is in the envelope; `nil` = this is none.
  var inner: Data? { (message ?? body).map { Data($0.utf8) } }
}
