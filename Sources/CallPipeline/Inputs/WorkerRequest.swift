public import CallTypes
public import Foundation
internal import SystemPackage

/// What one line of a worker's input asks for.
public enum WorkerRequest: Hashable, Sendable {
  /// To say how it is: `{"health": true}`.
  case health
  /// To analyse a call: a manifest line, its path below the working folder.
  case call(CallInput)

  /// Reads a line, without its end.
  ///
  /// - Throws: `WorkerRequestError` when it asks for nothing of these.
  public init(parsing line: Data) throws(WorkerRequestError) {
    if (try? JSONDecoder().decode(HealthRequest.self, from: line))?.health == true {
      self = .health
      return
    }
    do throws(DeclarationError) {
      self = .call(try CallInput(manifestLine: line, below: ""))
    } catch {
      throw WorkerRequestError(detail: error.detail)
    }
  }
}

/// Why a line is no request.
public struct WorkerRequestError: Error, Hashable, Sendable {
  /// What is wrong, in every language; for who wrote the line, as it may quote words of it.
  public var detail: Message

  /// Names what is wrong.
  public init(detail: Message) { self.detail = detail }
}

private struct HealthRequest: Decodable {
  var health: Bool?
}
