extension PlatformProfile {
  /// Genesys Cloud, exported in bulk to S3: recordings named by their id in a folder of the conversation,
  /// each with `_metadata.json`.
  ///
  /// Nothing says which recording or channel is whose: roles stay unknown. Two recordings of one channel
  /// each in a conversation's folder are one call where their metadata give times that overlap.
  /// Source: Genesys Cloud Resource Center, "Work with exported recordings in AWS S3 bucket". It names the
  /// metadata's fields mediaType, provider and userIds; the others read here are read where they stand.
  static let genesysCloud = PlatformProfile(
    name: "genesys-cloud", layout: .twoFiles,
    example:
      "conversation_id=6f0c1a52-93b1-4d6e-8b1b-2a7c0c5f9e10/0b5a3c1e-1d2f-4a6b-9c8d-7e6f5a4b3c2d.wav",
    documentation: [
      "https://help.mypurecloud.com/articles/working-with-exported-recordings-in-aws-s3-bucket"
    ],
    patterns: [
      .own("/conversation_id=(?<pair>" + uuidPattern + ")/(?<callId>" + uuidPattern + ")$"),
      .own("/(?<callId>" + uuidPattern + ")$"),
    ],
    metadata: .json([
      .agent: ["userIds", "agentIds", "userId"],
      .queue: ["queueIds", "queueId"], .direction: ["initialDirection", "direction"],
      .start: ["startTime", "recordingStartTime"], .end: ["endTime", "recordingEndTime"],
      .customer: ["ani"],
    ]))
}
