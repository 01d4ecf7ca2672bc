/// What is being typed at the bottom of the screen.
enum InputState: Hashable, Sendable {
  /// A filter of the list on screen, which follows each key; `before` comes back with Esc.
  case filter(LineEditor, before: String)
  /// A word to look for in the text on screen.
  case search(LineEditor, before: String?)
  /// A command after a colon.
  case command(CommandLine)
  case form(DecisionForm)
  /// What a second person says of decisions.
  case approval(ApprovalPrompt)

  /// How many rows it takes.
  var rows: Int {
    switch self {
    case .filter, .search, .command, .approval: 1
    case .form(let form): 1 + form.fields.count
    }
  }
}
