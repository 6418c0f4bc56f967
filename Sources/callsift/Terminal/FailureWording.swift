internal import CallFormats
internal import CallTypes

extension CallFailure {
  /// The failure as a line on standard error, in the language of the terminal.
  var told: Message {
    let language = TerminalLanguage.current
    return Message(
      "command.failure", .text(callId.showingControls), .text(error.code.name(in: language)),
      .text(error.text(in: language)))
  }
}
