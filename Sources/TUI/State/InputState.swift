/// The input at the bottom of the screen.
enum InputState: Hashable, Sendable {
  /// A filter of the list on screen, applied at each key; Esc restores `before`.
  case filter(LineEditor, before: String)
  /// A search in the text on screen.
  case search(LineEditor, before: String?)
  /// A command after a colon.
  case command(CommandLine)
  case form(DecisionForm)
  /// A list of choices.
  case chooser(Chooser)
  /// A second person's comment on decisions.
  case approval(ApprovalPrompt)
  /// The answer to whether to make a change that voids signatures.
  case confirmation(LineEditor)
  /// The offer to take over the review, with what changed.
  case offer(String)

  /// The number of rows that the input takes.
  var rows: Int {
    switch self {
    case .filter, .search, .command, .approval, .confirmation, .chooser, .offer: 1
    case .form(let form): 1 + form.context.lines.count + form.fields.count
    }
  }
}
