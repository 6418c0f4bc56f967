extension PlatformProfile {
  /// 3CX: one mixed channel, in a folder per extension.
  ///
  /// Names as users report them: `[NAME]_FROM-TO_YYYYMMDDhhmmss(ID).wav`, by the machine's clock. The
  /// vendor's documentation does not describe them: the folder's extension is taken for the agent's, as
  /// recordings are kept by extension, and nothing else.
  /// Source: 3CX Academy, "Managing call recordings" (recordings are kept per extension).
  static let threeCX = PlatformProfile(
    name: "3cx", layout: .mixed,
    example: "101/[Reception]_101-0791234567_20260302101500(417).wav",
    documentation: [
      "https://www.3cx.com/3cxacademy/videos/intermediate/call-recording/managing-call-recordings/"
    ],
    patterns: [
      .own(
        #"/(?<agent>\d{2,6})/[^/]*_[^-_/]+-[^-_/]+_(?<time>\d{14})\((?<callId>\d+)\)$"#),
      .own(#"/[^/]*_[^-_/]+-[^-_/]+_(?<time>\d{14})\((?<callId>\d+)\)$"#),
    ], isDistinctive: true)
}
