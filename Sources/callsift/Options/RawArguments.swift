internal import Foundation
internal import SystemPackage

/// Paths of the command line as the bytes that the shell gave.
///
/// The argument parser sees text, in which bytes that are no UTF-8 have been replaced; here the
/// original is found again by the same replacement.
func filePath(ofArgument text: String) -> FilePath {
  for index in 0..<Int(CommandLine.argc) {
    guard let bytes = CommandLine.unsafeArgv[index] else { continue }
    if String(cString: bytes) == text { return FilePath(platformString: bytes) }
  }
  return FilePath(text)
}
