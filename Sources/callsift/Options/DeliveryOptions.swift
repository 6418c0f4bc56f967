internal import ArgumentParser
internal import CallDelivery
internal import CallPipeline
internal import CallTypes
internal import ConversationAnalysis
internal import Foundation
internal import SystemPackage

/// Switches about who is told what.
struct DeliveryOptions: ParsableArguments {
  /// Where secrets of webhooks are taken from when no file is named.
  static let secretsVariable = "CALLSIFT_WEBHOOK_SECRETS"

  @Flag(help: .of(Message("help.watch.noStdout")))
  var noStdout = false

  @Option(help: .of(Message("help.watch.webhook"), "url"))
  var webhook: [String] = []

  @Option(
    help: .of(Message("help.watch.webhookSecrets", .text(Self.secretsVariable), "whsec_…"), "file"))
  var webhookSecrets: String?

  @Flag(help: .of(Message("help.watch.allowInsecure")))
  var allowInsecureWebhook = false

  @Flag(help: .of(Message("help.watch.allowPrivate")))
  var allowPrivateWebhook = false

  @Option(name: .customLong("exec"), help: .of(Message("help.watch.exec"), "program"))
  var program: String?

  @Option(
    name: .customLong("exec-argument"), parsing: .unconditionalSingleValue,
    help: .of(Message("help.watch.execArgument"), "text"))
  var programArguments: [String] = []

  @Option(help: .of(Message("help.watch.drop"), "folder"))
  var drop: String?

  @Option(help: .of(Message("help.watch.quarantine"), "folder"))
  var quarantine: String?

  @Flag(help: .of(Message("help.watch.onlyFlagged")))
  var onlyFlagged = false

  @Option(
    help: .of(
      Message(
        "help.watch.minSeverity",
        .text(FlagSeverity.allCases.map(\.rawValue).joined(separator: ", "))), "severity"))
  var minSeverity: String?

  @Option(help: .of(Message("help.watch.rule", "QC102"), "code"))
  var rule: [String] = []

  func validate() throws {
    if !programArguments.isEmpty && program == nil {
      throw ValidationError(Message("watch.execWhat"))
    }
  }

  /// Where events are brought to.
  ///
  /// - Throws: `CommandFailure` for an address or a secret that is none.
  func destinations(_ settings: DeliverySettings) throws(CommandFailure) -> [any EventDestination] {
    var destinations: [any EventDestination] = noStdout ? [] : [StandardOutput()]
    let addresses = try webhook.map { text throws(CommandFailure) in try address(text) }
    let secrets = try secrets()
    for address in addresses {
      destinations.append(
        WebhookDestination(
          address, secrets: secrets, settings: settings, now: secondsSince1970))
    }
    if let program {
      destinations.append(
        ProgramDestination(
          try executable(program), arguments: programArguments,
          timeoutSeconds: settings.timeoutSeconds))
    }
    if let drop { destinations.append(DropFolder(filePath(ofArgument: drop))) }
    return destinations
  }

  /// Who is told what.
  ///
  /// - Throws: `CommandFailure` for a severity or a rule that there is none of.
  func plan(
    for destinations: [any EventDestination], quarantine: QuarantineFolder?
  ) throws(CommandFailure) -> EventPlan {
    var plan = EventPlan()
    plan.destinations = destinations.map(\.name)
    plan.failureDestinations = [quarantine?.name].compactMap(\.self)
    plan.filter.onlyFlagged = onlyFlagged
    if let minSeverity {
      guard let severity = FlagSeverity(rawValue: minSeverity) else {
        let known = FlagSeverity.allCases.map(\.rawValue).joined(separator: ", ")
        throw CommandFailure(
          .usage, Message("watch.noSeverity", .text(minSeverity), .text(known)))
      }
      plan.filter.minimumSeverity = severity
    }
    for code in rule {
      guard let known = QualityRules.all.first(where: { $0.code.rawValue == code.uppercased() })
      else { throw CommandFailure(.usage, Message("command.noRule", .text(code))) }
      plan.filter.rules.insert(known.code)
    }
    return plan
  }

  private func address(_ text: String) throws(CommandFailure) -> WebhookAddress {
    do throws(CallDeliveryError) {
      return try WebhookAddress(
        parsing: text, allowsInsecure: allowInsecureWebhook, allowsPrivate: allowPrivateWebhook)
    } catch {
      guard case .badAddress(let problem) = error else { throw CommandFailure(.usage) }
      throw CommandFailure(.usage, problem.wording)
    }
  }

  private func secrets() throws(CommandFailure) -> [WebhookSecret] {
    guard !webhook.isEmpty else { return [] }
    let text: String
    if let webhookSecrets {
      do throws(Errno) {
        let content = try readWholeFile(filePath(ofArgument: webhookSecrets), limitBytes: 65_536)
        text = String(decoding: content, as: UTF8.self)
      } catch {
        throw CommandFailure(
          .usage,
          Message(
            "input.inaccessible", .text(webhookSecrets),
            .message(.system(errorNumber: error.rawValue))))
      }
    } else {
      text = ProcessInfo.processInfo.environment[Self.secretsVariable] ?? ""
    }
    var secrets: [WebhookSecret] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      do throws(CallDeliveryError) {
        secrets.append(try WebhookSecret(parsing: String(word)))
      } catch {
        throw CommandFailure(.usage, Message("delivery.badSecret", "whsec_"))
      }
    }
    guard !secrets.isEmpty else {
      throw CommandFailure(.usage, Message("delivery.noSecret", .text(Self.secretsVariable)))
    }
    return secrets
  }

  /// The program by its path, or by its name along `PATH`; there is no shell.
  private func executable(_ name: String) throws(CommandFailure) -> FilePath {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let candidates =
      name.contains("/") ? [FilePath(name)] : folders.map { FilePath("\($0)/\(name)") }
    let found = candidates.first { path in
      path.withPlatformString { access($0, X_OK) } == 0 && !isFolder(path)
    }
    guard let found else {
      throw CommandFailure(.usage, Message("watch.noProgram", .text(name)))
    }
    return absolutePath(of: found)
  }
}
