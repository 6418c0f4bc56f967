import CallTypes
import Foundation
import TestSupport
import Testing

/// A folder of good calls and, when asked for, two files that cannot be read.
func folderOfCalls(count: Int = 3, withBadFiles: Bool = false) throws -> ScratchFolder {
  let folder = try ScratchFolder()
  for index in 0..<count {
    let call = CallBytes.stereo(seconds: 2, f0Hz: 110 + 10 * Double(index), gapSeconds: 1.5)
    try folder.write(call.bytes, as: "call\(index).wav")
  }
  if withBadFiles {
    try folder.write("", as: "bad-empty.wav")
    try folder.write("this is no recording", as: "bad-text.wav")
  }
  return folder
}

/// One record of JSON lines.
enum ScanRecord {
  case report(CallReport)
  case failure(CallFailure)

  var callId: String {
    switch self {
    case .report(let report): report.callId
    case .failure(let failure): failure.callId
    }
  }

  var report: CallReport? { if case .report(let report) = self { report } else { nil } }
  var failure: CallFailure? { if case .failure(let failure) = self { failure } else { nil } }
}

/// Reads the JSON lines of a scan.
func records(of result: ProgramResult) throws -> [ScanRecord] {
  try result.lines.map { line in
    let json = Data(line.utf8)
    let document = try JSONValue(parsing: line)
    if document["schema"] == .string(CallFailure.schemaName) {
      return .failure(try JSONDecoder().decode(CallFailure.self, from: json))
    }
    return .report(try JSONDecoder().decode(CallReport.self, from: json))
  }
}

/// The path of an installed program; `nil` when there is none.
func installedProgram(_ name: String) -> String? {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
}
