public import CallTypes

/// How `callsift watch` tells a finished file from one that is being written; changes no report.
public struct WatchSettings: DescribedSettings {
  /// A file on a local disk is finished when nothing of it has changed for so long.
  public var settleSeconds = 2.0
  /// The same where folders are polled.
  public var pollingSettleSeconds = 30.0
  /// How often all folders are listed, whatever the kernel tells.
  public var reconcileSeconds = 300.0
  /// How often folders are listed where the kernel cannot watch them.
  public var fallbackPollSeconds = 10.0
  /// A file that is not finished after so long is reported as stalled.
  public var deadlineSeconds = 3600.0
  /// How long a finished recording waits for a sidecar that is not there.
  public var sidecarWaitSeconds = 0.0
  /// How long a finished half of a call waits for the other file.
  public var pairWaitSeconds = 60.0
  /// Files that are waited for or queued at a time; the others are found again on their disk.
  public var pendingLimitCount = 10_000
  /// Names of files that are still being written, as glob patterns.
  public var ignoredNames = ["*.tmp", "*.part", "*~"]

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "settleSeconds", "a file is finished when size and time have not changed for so long",
      source: "practice: upload tools flush every second or oftener", range: 0.05...3600),
    SettingDescription(
      "pollingSettleSeconds", "the same where folders are polled",
      source: "nfs(5): attributes are cached for 3 to 60 s", range: 0.05...3600),
    SettingDescription(
      "reconcileSeconds", "folders are listed so often, whatever the kernel tells",
      source: "inotify(7): events can be lost, so the state has to be compared",
      range: 0.1...86_400),
    SettingDescription(
      "fallbackPollSeconds", "folders are listed so often where the kernel cannot watch them",
      source: "ours: short against the time in which a flag is useful", range: 0.1...86_400),
    SettingDescription(
      "deadlineSeconds", "a file that is not finished after so long is reported as stalled",
      source: "ours: longer than nearly every call", range: 0.1...604_800),
    SettingDescription(
      "sidecarWaitSeconds", "a finished recording waits so long for a sidecar; 0 = not at all",
      source: "ours: most archives have none", range: 0...86_400),
    SettingDescription(
      "pairWaitSeconds", "a finished file of a pair waits so long for the other one",
      source: "ours: both are closed with the call, and copied one after the other",
      range: 0...86_400),
    SettingDescription(
      "pendingLimitCount", "files that are waited for or queued at a time",
      source: "ours: some megabytes; what does not fit is found by the next listing",
      range: 1...1_000_000),
    SettingDescription(
      "ignoredNames", "glob patterns of files that are being written; hidden files always are",
      source: "practice: rsync, curl, editors and upload tools"),
  ]
}

/// How events are brought to webhooks and programs; changes no report.
public struct DeliverySettings: DescribedSettings {
  /// Wait after the first attempt that failed.
  public var firstRetrySeconds = 5.0
  /// Longest wait between attempts.
  public var longestRetrySeconds = 86_400.0
  /// Each wait is so many times as long as the one before.
  public var retryGrowthRatio = 3.0
  /// Waits are longer or shorter by up to so much, at random.
  public var jitterRatio = 0.2
  /// How long a receiver or a program may take.
  public var timeoutSeconds = 20.0
  /// Requests to one webhook at a time.
  public var parallelCount = 4

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "firstRetrySeconds", "wait after the first attempt that failed",
      source: "Standard Webhooks: 5 s", range: 0.01...86_400),
    SettingDescription(
      "longestRetrySeconds", "longest wait between attempts, however many have failed",
      source: "Standard Webhooks: up to a day", range: 0.01...604_800),
    SettingDescription(
      "retryGrowthRatio", "each wait is so many times as long as the one before",
      source: "ours: 5 s to a day in ten attempts", range: 1...100),
    SettingDescription(
      "jitterRatio", "waits are longer or shorter by up to so much, so that not all come at once",
      source: "Standard Webhooks: jitter", range: 0...0.9),
    SettingDescription(
      "timeoutSeconds", "how long a receiver or a program may take",
      source: "Standard Webhooks: 15 to 30 s", range: 0.1...3600),
    SettingDescription(
      "parallelCount", "requests to one webhook at a time",
      source: "ours: one slow answer does not hold up all", range: 1...64),
  ]
}
