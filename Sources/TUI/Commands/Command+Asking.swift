import Checklist
import Model
import Platform

extension Command {
  /// The commands for access: what a principal can do, and questions about it.
  static let asking: [Command] = [
    Command(
      .access, keys: [.character("a")], title: "access",
      help: "Show the effective access of the user, group or role, by service.",
      places: Place.browsing, useful: [.page],
      refusal: { state in
        guard let subject = state.chosenPrincipal else { return ConsoleState.noPrincipal }
        return state.pages.last?.topic == .access(subject) ? "already on screen" : nil
      }
    ) { state in
      if let subject = state.chosenPrincipal { state.open(.access(subject)) }
      return []
    },
    Command(
      .ask, keys: [.character("c")], title: "can ...?",
      help: "Check whether the user, group or role can perform an action: "
        + "\(AccessQuestion.usage). Tab completes actions.",
      places: Place.browsing, useful: [.page],
      refusal: { $0.chosenPrincipal == nil ? ConsoleState.noPrincipal : nil }
    ) { state in
      state.setLine(CommandLine(CommandLine.can + " "))
      return []
    },
    Command(
      .commandLine, keys: [.character(":")], title: "command line",
      help: "Type a command. The list above the line shows all commands; Tab completes.",
      places: Place.reading
    ) { state in
      state.setLine(CommandLine())
      return []
    },
    Command(
      .runLine, keys: [.enter], title: "run", help: "Run the command.",
      places: [.commandLine], useful: [.commandLine]
    ) { state in
      state.runLine()
    },
    Command(
      .leaveLine, keys: [.escape], title: "cancel", help: "Cancel.",
      places: [.commandLine], useful: [.commandLine]
    ) { state in
      state.cancelPrompt()
      return []
    },
    Command(
      .complete, keys: [.tab], title: "complete",
      help: "Complete a command, an action, a name or an ARN. Repeat for the next candidate.",
      places: [.commandLine],
      useful: [.commandLine]
    ) { state in
      state.complete(forward: true)
    },
    Command(
      .previousCandidate, keys: [.backTab], title: "previous candidate",
      help: "Insert the previous candidate.", places: [.commandLine]
    ) { state in
      state.complete(forward: false)
    },
    recalling(
      .olderLine, older: true, keys: [.up, .control("p")], title: "previous line",
      "Recall the previous line of the history."),
    recalling(
      .newerLine, older: false, keys: [.down, .control("n")], title: "next line",
      "Recall the next line of the history."),
  ]

  private static func recalling(
    _ name: CommandName, older: Bool, keys: [Key], title: String, _ help: String
  ) -> Command {
    Command(
      name, keys: keys, title: title, help: help, places: [.commandLine],
      useful: older ? [.commandLine] : [],
      refusal: { $0.lines.isEmpty ? "the command history is empty" : nil }
    ) { state in
      guard case .command(var line) = state.input else { return [] }
      line.recall(older: older, from: state.lines)
      state.setLine(line)
      return []
    }
  }
}

extension ConsoleState {
  fileprivate static let noPrincipal = "select a user, group or role first"

  /// Runs the command line; a line with an error stays open for correction.
  fileprivate mutating func runLine() -> [ConsoleEffect] {
    guard case .command(let line) = input else { return [] }
    let text = line.editor.text.trimmed
    input = nil
    guard !text.isEmpty else { return [] }
    lines.removeAll { $0 == text }
    lines = lines.suffix(ConsoleState.maximumLines - 1) + [text]
    if let command = Command.called(text, in: place) { return run(command) }
    let words = AccessQuestion.words(of: text)
    do throws(LineCommand.InputError) {
      guard let first = words.first, let command = LineCommand.named(first) else {
        throw LineCommand.InputError(message: unknownLine(words.first ?? ""))
      }
      return try command.run(&self, Array(words.dropFirst()))
    } catch {
      message = .refused(error.message)
      input = .command(CommandLine(text))
      return []
    }
  }

  fileprivate mutating func complete(forward: Bool) -> [ConsoleEffect] {
    guard case .command(var line) = input else { return [] }
    if line.complete(forward: forward) {
      setLine(line)
    } else {
      input = .command(line)
    }
    return []
  }

  private func unknownLine(_ word: String) -> String {
    let nearest = LineCommand.nearest(to: word).map { "did you mean \($0)?" }
    return "unknown command: \(word); " + (nearest ?? "? lists the commands")
  }
}

extension Command {
  /// The command with this title or key.
  fileprivate static func called(_ text: String, in place: Place) -> Command? {
    all(in: place).first { command in
      // If a line command has the same name, it takes precedence.
      LineCommand.named(text) == nil
        && (command.title == text || command.keys.contains { $0.shownName == text })
    }
  }
}
