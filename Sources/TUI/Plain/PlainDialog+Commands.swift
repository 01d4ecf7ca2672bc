import Checklist
import Model
import Platform

/// Commands of the console in plain mode: what the console would show is asked and printed.
extension PlainDialog {
  /// Runs the command of a key, on the current place or on the findings with the given numbers.
  mutating func run(_ command: Command, on numbers: String) {
    if command.takesNumbers {
      guard let chosen = chosen(numbers) else { return }
      loop.adjust { $0.select(chosen) }
    } else if let target = target(of: place) {
      loop.adjust { $0.select([target]) }
    } else {
      // The overview selects nothing.
      loop.adjust { $0.view = .overview }
    }
    perform { $0.run(command) }
  }

  /// Runs a command that the console has after a colon.
  mutating func run(_ command: LineCommand, _ words: [String]) {
    if let target = target(of: place) { loop.adjust { $0.select([target]) } }
    let filter = filter
    let isShown = perform { state in
      state.checklist.filter = filter
      do throws(LineCommand.InputError) {
        return try command.run(&state, words)
      } catch {
        state.message = .refused(error.message)
        return []
      }
    }
    // An item or finding is opened in the checklist, and everything else as a page.
    guard !isShown, !isOver, let item = state.checklist.item else { return }
    let finding = model.number(of: FindingID(words.joined(separator: " ")))
    go(to: finding.map(Place.finding) ?? .item(item))
  }

  /// Signs the review, or prints what is missing.
  mutating func sign() {
    perform { $0.sign() }
  }

  /// Makes a change, asks what the console would ask, and prints what it would show. Returns whether
  /// it printed anything.
  @discardableResult
  mutating func perform(_ change: (inout ConsoleState) -> [ConsoleEffect]) -> Bool {
    let changes = state.review.session.history.count
    var effects = loop.change { state in
      state.message = nil
      return change(&state)
    }
    while let input = state.input { effects += answer(input) }
    carryOut(effects)
    if state.pages.last?.topic == .carry {
      offerCarryForward()
      return true
    }
    if let page = state.pages.last { show(context.body(of: page.topic)) }
    if let message = state.message {
      show(state.review.session.history.count == changes ? message.text : outcome)
    }
    defer { loop.adjust { $0.closePages() } }
    return state.message != nil || !state.pages.isEmpty
  }

  /// Asks for an input of the console.
  private mutating func answer(_ input: InputState) -> [ConsoleLoop.ScreenEffect] {
    switch input {
    case .form(let form):
      guard let filled = filled(form) else {
        loop.adjust { $0.leaveForm() }
        return []
      }
      loop.adjust { $0.input = .form(filled) }
      return loop.change { $0.confirm(filled) }
    case .approval(var prompt):
      let text = ask("\(prompt.label.trimmed) . cancels")
      guard let text, text != "." else {
        cancel()
        return []
      }
      prompt.editor = LineEditor(text)
      let effects = loop.change { $0.confirm(prompt) }
      if state.input != nil, let message = state.message { show(message.text + ".") }
      return effects
    case .confirmation:
      let answer = ask((state.heldQuestion ?? "").trimmed) ?? ""
      let effects = loop.change { $0.answer(answer) }
      // What was declined is not asked again; its form is a draft.
      loop.adjust { $0.input = nil }
      return effects
    case .filter, .search, .command, .chooser, .offer:
      cancel()
      return []
    }
  }

  private mutating func cancel() {
    loop.adjust { state in
      state.cancelPrompt()
      state.message = .done("cancelled; nothing changed")
    }
  }

  /// Carries out an effect that the console carries out on its terminal.
  private mutating func carryOut(_ effect: ConsoleLoop.ScreenEffect) {
    switch effect {
    case .sign: loop.sign()
    case .planCarry(let path): carryOut(loop.take(loop.planning(path)()))
    case .takeOver: carryOut(loop.take(loop.takingOver()()))
    case .awaitWriter: watch.start(loop.awaitingWriter())
    case .leave: isOver = true
    case .edit(let text):
      let proposal = text.isEmpty ? "" : " [\(text)]"
      let answer = ask("statement\(proposal), . cancels")
      carryOut(loop.takeEdited(answer == "." || answer?.isEmpty == true ? nil : answer))
    case .draw, .redraw, .suspend, .regainControl, .copy, .use, .mouse, .screenshot, .picture: break
    }
  }

  private mutating func carryOut(_ effects: [ConsoleLoop.ScreenEffect]) {
    for effect in effects { carryOut(effect) }
  }

  /// Shows the planned carry-forward, and performs it if the auditor confirms.
  mutating func offerCarryForward() {
    show(context.body(of: .carry))
    guard ask("carry forward, y or n")?.lowercased().hasPrefix("y") == true else {
      loop.adjust { $0.closePages() }
      return show("Nothing was carried forward.")
    }
    perform { $0.carryForward() }
  }

  // MARK: Help

  /// Prints the answers that work here: those of plain mode, and the commands of the console.
  mutating func showHelp() {
    let answers =
      PlainDialog.navigation
      + Command.all.compactMap { command in
        command.answer.map { answer in
          let title = answer.word == command.title ? "" : "\(command.title): "
          return (word: answer.word, help: answer.help ?? title + command.help)
        }
      }
      + LineCommand.all.filter { !$0.isForScreens && !PlainDialog.own.contains($0.name) }
      .map { (word: $0.name, help: $0.help) }
    var text = TextBuilder(columns: PlainDialog.columns)
    for (word, help) in answers {
      let help = help.prefix(1).uppercased() + help.dropFirst() + (help.hasSuffix(".") ? "" : ".")
      let gap = String(repeating: " ", count: max(2, PlainDialog.helpColumn - word.count))
      text.add(TextLine([.init(SafeText(word + gap + help))]), hanging: PlainDialog.helpColumn)
    }
    let words = Command.all.filter(\.takesNumbers).compactMap(\.answer?.word)
    text.paragraph(
      "In a list of findings, \(words.joined(separator: " ")) accept numbers: j 1-4,7 or x all.")
    text.paragraph("Every decision is saved before the next question.")
    show(text.body)
  }

  private static let helpColumn = 15

  /// The answers that only plain mode has.
  private static let navigation = [
    (word: "a number", help: "Open that entry of the list."),
    (word: "Enter, l", help: "Print this page again."),
    (word: "b", help: "Go back."),
    (word: "n", help: "Open the next undecided finding or item."),
    (word: "m", help: "List more."),
    (
      word: "overview",
      help: "Show progress, findings by severity and decision, the next dates, and owners."
    ),
    (
      word: "/ WORDS",
      help: "List only entries that match all words, such as / severity:high status:undecided "
        + "!kind:role due:<30d; / alone clears the filter."
    ),
    (word: "sign", help: "Sign the checklist with an SSH key, once everything is decided."),
    (word: "q", help: "Quit."),
  ]

  /// Commands after a colon that plain mode has in its own form.
  private static let own = ["filter", "sign", "help", "quit", CommandLine.can]
}

extension ConsoleState {
  /// Shows the checklist again.
  fileprivate mutating func closePages() {
    pages = []
    origin = nil
    view = .checklist
  }
}

extension Command {
  /// Whether an answer in plain mode can give it the numbers of findings.
  var takesNumbers: Bool { places == Place.deciding }
}
