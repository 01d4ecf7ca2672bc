import Checklist
import Model

extension Command {
  /// What a principal can do, and questions about it.
  static let asking: [Command] = [
    Command(
      .access, keys: [.character("a")], title: "access",
      help: "Show what the user, group or role can do, service by service.",
      places: Place.browsing, useful: [.page],
      refusal: { state in
        guard let subject = state.chosenPrincipal else { return ConsoleState.noPrincipal }
        return state.pages.last?.topic == .access(subject) ? "it is on screen" : nil
      }
    ) { state in
      if let subject = state.chosenPrincipal { state.open(.access(subject)) }
      return []
    },
    Command(
      .ask, keys: [.character("c")], title: "can it...?",
      help: "Ask whether the user, group or role may do something: "
        + "\(AccessQuestion.usage). Tab completes actions.",
      places: Place.browsing, useful: [.page],
      refusal: { $0.chosenPrincipal == nil ? ConsoleState.noPrincipal : nil }
    ) { state in
      state.input = .command(CommandLine(CommandLine.can + " "))
      return []
    },
    Command(
      .commandLine, keys: [.character(":")], title: "command line",
      help: "Type a command: can [PRINCIPAL] ACTION [RESOURCE] [KEY=VALUE]..., or the title or "
        + "key of what works here.",
      places: Place.reading
    ) { state in
      state.input = .command(CommandLine())
      return []
    },
    Command(
      .runLine, keys: [.enter], title: "run", help: "Do what the line says.",
      places: [.commandLine], useful: [.commandLine]
    ) { state in
      state.runLine()
    },
    Command(
      .leaveLine, keys: [.escape], title: "cancel", help: "Do nothing.",
      places: [.commandLine], useful: [.commandLine]
    ) { state in
      state.cancelPrompt()
      return []
    },
    Command(
      .complete, keys: [.tab], title: "complete",
      help: "Complete a command, an action, a name or an ARN.", places: [.commandLine],
      useful: [.commandLine]
    ) { state in
      guard case .command(var line) = state.input else { return [] }
      line.complete(with: state.candidates)
      state.input = .command(line)
      return []
    },
    recalling(
      .olderLine, older: true, keys: [.up, .control("p")], title: "line before",
      "Fetch the line that was typed before."),
    recalling(
      .newerLine, older: false, keys: [.down, .control("n")], title: "line after",
      "Fetch the line that was typed after it."),
  ]

  private static func recalling(
    _ name: CommandName, older: Bool, keys: [Key], title: String, _ help: String
  ) -> Command {
    Command(
      name, keys: keys, title: title, help: help, places: [.commandLine],
      useful: older ? [.commandLine] : [],
      refusal: { $0.lines.isEmpty ? "no command was typed yet" : nil }
    ) { state in
      guard case .command(var line) = state.input else { return [] }
      line.recall(older: older, from: state.lines)
      state.input = .command(line)
      return []
    }
  }
}

extension ConsoleState {
  fileprivate static let noPrincipal = "go to a user, a group or a role first"

  /// The user, group or role that the screen is about; nil where it is about none.
  var chosenPrincipal: PageSubject? {
    let subject: PageSubject? =
      if let page = pages.last {
        page.topic.subject
      } else if view != .checklist {
        table.chosen.flatMap { model.inventory.subject($0, in: view) }
      } else if checklist.pane != .items {
        checklist.finding.flatMap { model.inventory.page(of: model.findings[$0].subject) }
      } else {
        nil
      }
    return subject.flatMap { $0.isPrincipal ? $0 : nil }
  }

  /// Does what the command line says; one that cannot be done stays, to be mended.
  fileprivate mutating func runLine() -> [ConsoleEffect] {
    guard case .command(let line) = input else { return [] }
    let text = line.editor.text.trimmed
    input = nil
    guard !text.isEmpty else { return [] }
    lines.removeAll { $0 == text }
    lines = lines.suffix(ConsoleState.mostLines - 1) + [text]
    let words = AccessQuestion.words(of: text)
    if words.first == CommandLine.can {
      do throws(AccessQuestion.Complaint) {
        show(try AccessQuestion(Array(words.dropFirst()), chosen: chosenPrincipal, model))
      } catch {
        message = .refused(error.message)
        input = .command(CommandLine(text))
      }
      return []
    }
    guard let command = Command.called(text, in: place) else {
      message = .refused("nothing here is called \(text); ? lists what works")
      input = .command(CommandLine(text))
      return []
    }
    return run(command)
  }

  /// Shows an answer; it takes the place of the answer before, so that Esc leads back to where the
  /// questions began.
  private mutating func show(_ question: AccessQuestion) {
    help = nil
    if case .answer = pages.last?.topic { pages.removeLast() }
    open(.answer(question))
  }
}

extension Command {
  /// What a line calls by its title or its key.
  fileprivate static func called(_ text: String, in place: Place) -> Command? {
    all(in: place).first { command in
      command.title == text || command.keys.contains { $0.shownName == text }
    }
  }
}
