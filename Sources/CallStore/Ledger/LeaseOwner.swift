internal import Glibc

/// The process that claims a recording: its number alone is given to others after its end.
public struct LeaseOwner: Hashable, Sendable {
  /// Name of the machine.
  public var host: String
  /// Number of the process on it.
  public var processID: Int
  /// When the process began, in clock ticks since the machine did (proc(5), field 22 of `stat`); 0 =
  /// not known.
  public var processStart: Int

  /// Names a process.
  public init(host: String, processID: Int, processStart: Int) {
    self.host = host
    self.processID = processID
    self.processStart = processStart
  }

  /// This process.
  public static let thisProcess: LeaseOwner = {
    let own = Int(getpid())
    return LeaseOwner(
      host: hostName(), processID: own, processStart: startTicks(ofProcess: own) ?? 0)
  }()

  /// Whether the process is still there; `nil` for one of another machine, which cannot be seen.
  func isAlive(seenFrom observer: LeaseOwner) -> Bool? {
    guard host == observer.host else { return nil }
    return startTicks(ofProcess: processID) == processStart
  }
}

private func hostName() -> String {
  var name = [CChar](repeating: 0, count: 256)
  guard gethostname(&name, name.count - 1) == 0 else { return "" }
  return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// When a process began; `nil` when there is none of that number, or only its remains (a zombie).
private func startTicks(ofProcess processID: Int) -> Int? {
  guard let file = fopen("/proc/\(processID)/stat", "re") else { return nil }
  defer { fclose(file) }
  var line = [UInt8](repeating: 0, count: 4096)
  let count = fread(&line, 1, line.count, file)
  // The name of the program stands in parentheses and may hold anything; the state is next.
  guard let end = line[..<count].lastIndex(of: UInt8(ascii: ")")) else { return nil }
  let fields = line[(end + 1)..<count].split(separator: UInt8(ascii: " "))
  let (stateField, startField) = (0, 19)
  guard fields.count > startField, !fields[stateField].elementsEqual("Z".utf8) else { return nil }
  return Int(String(decoding: fields[startField], as: UTF8.self))
}
