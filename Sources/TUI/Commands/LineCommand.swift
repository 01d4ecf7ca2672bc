import Checklist
import Model
import Platform

/// A command that is typed after a colon, with its arguments.
///
/// The names are those of the subcommands. Adding a record adds a command.
struct LineCommand: Sendable {
  let name: String
  /// A short description for the list.
  let help: String
  /// Whether it concerns only the screen, which plain mode does not have.
  var isForScreens = false
  /// The completions of the word being typed, given the words before it.
  let complete:
    @Sendable (ConsoleState, _ word: String, _ before: [String]) -> [CommandLine.Candidate]
  /// Runs the command; throws if its arguments are invalid.
  let run: @Sendable (inout ConsoleState, _ words: [String]) throws(InputError) -> [ConsoleEffect]

  /// An error in a command line, in one sentence.
  struct InputError: Error, Hashable {
    let message: String
  }

  static let all: [LineCommand] =
    [
      question("explain"), check, export, open, carry, gone, theme, screenshot,
    ] + filters + [
      severity, callers, problems, drafts, mouse, statement, signOff, takeover, help, quit,
      question(CommandLine.can),
    ]

  static func named(_ name: String) -> LineCommand? {
    all.first { $0.name == name || aliases[$0.name] == name }
  }

  private static let aliases = ["quit": "q"]

  /// The command name that is most similar to an unknown word.
  static func nearest(to word: String) -> String? { word.nearest(among: all.map(\.name)) }

  private static func question(_ name: String) -> LineCommand {
    LineCommand(
      name: name,
      help: "check whether a principal can perform an action: "
        + "[PRINCIPAL] ACTION [RESOURCE] [KEY=VALUE]...",
      complete: { state, word, before in state.questionCandidates(word, before) },
      run: { state, words throws(InputError) in
        do throws(AccessQuestion.InputError) {
          state.show(try AccessQuestion(words, chosen: state.chosenPrincipal, state.model))
        } catch {
          throw InputError(message: "\(name): \(error.message)")
        }
        return []
      })
  }

  private static let callers = LineCommand(
    name: "callers", help: "list who called an action, according to CloudTrail logs: ACTION",
    complete: { state, word, before in before.isEmpty ? state.questionCandidates(word, []) : [] },
    run: { state, words throws(InputError) in
      guard words.count == 1 else {
        throw InputError(message: "callers: expected an action such as iam:PassRole")
      }
      if let missing = ActionNotFound(words[0]) {
        throw InputError(
          message: "\(words[0]): \(missing.reason)"
            + (missing.suggestion.isEmpty ? "" : "; \(missing.suggestion)"))
      }
      let action = ActionCatalogue.bundled.canonicalName(words[0]) ?? words[0]
      state.help = nil
      state.open(.callers(action))
      return []
    })

  private static let check = page(
    "check", "list the automated result of each item", .results)
  private static let problems = page(
    "problems", "list missing and damaged evidence, with the command for each", .problems)
  private static let signOff = page(
    "sign",
    "list what is missing before the checklist can be signed", .signOff)
  private static let gone = page(
    "gone", "list findings of the earlier review that no longer exist", .dropped)
  private static let drafts = page(
    "drafts", "list drafts of decisions that were not made", .drafts)

  private static let takeover = LineCommand(
    name: "takeover", help: "take over the review that another process had open",
    complete: { _, _, _ in [] },
    run: { state, words throws(InputError) in
      try none(words, after: "takeover")
      if let refusal = state.takeoverRefusal { throw InputError(message: "takeover: \(refusal)") }
      return state.takeOver()
    })

  private static let statement = LineCommand(
    name: "statement",
    help: "write the overall statement of the report: [TEXT]; without TEXT, edit it",
    complete: { _, _, _ in [] },
    run: { state, words throws(InputError) in
      if let refusal = state.readOnlyRefusal { throw InputError(message: refusal) }
      return words.isEmpty
        ? state.editStatement() : state.write(statement: words.joined(separator: " "))
    })

  private static func page(_ name: String, _ help: String, _ topic: PageTopic) -> LineCommand {
    LineCommand(
      name: name, help: help, complete: { _, _, _ in [] },
      run: { state, words throws(InputError) in
        try none(words, after: name)
        if state.opening != nil { throw InputError(message: "the evidence is still being read") }
        state.help = nil
        state.open(topic)
        return []
      })
  }

  private static let export = LineCommand(
    name: "export", help: "write the checklist: FORMAT FILE",
    complete: { state, word, before in
      before.isEmpty ? state.formats.beginning(with: word) : []
    },
    run: { state, words throws(InputError) in
      guard words.count == 2, state.formats.contains(words[0]) else {
        throw InputError(
          message: "export: expected a format (\(state.formats.asChoice)) and a file")
      }
      if state.opening != nil { throw InputError(message: "the evidence is still being read") }
      return [.export(format: words[0], path: words[1])]
    })

  private static let carry = LineCommand(
    name: "carry", help: "preview carrying forward an earlier review: REVIEW",
    complete: { _, _, _ in [] },
    run: { state, words throws(InputError) in
      if words.isEmpty, let planned = state.planned {
        state.show(.success(planned))
        return []
      }
      guard words.count == 1 else {
        throw InputError(message: "carry: expected a session file or its evidence folder")
      }
      if let refusal = state.readOnlyRefusal { throw InputError(message: refusal) }
      state.message = .done("reading \(words[0])")
      return [.planCarry(words[0])]
    })

  private static let open = LineCommand(
    name: "open", help: "open a user, group, role, policy or item by name",
    complete: { state, word, before in before.isEmpty ? state.nameCandidates(word) : [] },
    run: { state, words throws(InputError) in
      let name = words.joined(separator: " ")
      guard !name.isEmpty else { throw InputError(message: "open: expected a name") }
      try state.goTo(name)
      return []
    })

  private static let theme = LineCommand(
    name: "theme", help: "change the color theme", isForScreens: true,
    complete: { state, word, before in before.isEmpty ? state.themes.beginning(with: word) : [] },
    run: { state, words throws(InputError) in
      guard words.count == 1 else {
        throw InputError(message: "theme: expected one of \(state.themes.asChoice)")
      }
      return [.theme(words[0])]
    })

  private static let screenshot = LineCommand(
    name: "screenshot", help: "save the screen to a file: FILE (.txt, .ansi or .svg)",
    isForScreens: true,
    complete: { _, _, _ in [] },
    run: { _, words throws(InputError) in
      guard words.count == 1 else { throw InputError(message: "screenshot: expected a file") }
      return [.screenshot(words[0])]
    })

  private static let severity = LineCommand(
    name: "severity", help: "set the severity of the findings, with the reason: LEVEL [NOTE]",
    complete: { _, word, before in
      before.isEmpty ? Severity.allCases.map(\.rawValue).beginning(with: word) : []
    },
    run: { state, words throws(InputError) in
      guard let level = words.first.flatMap(Severity.init(rawValue:)) else {
        throw InputError(message: "severity: expected critical, high, medium or low, and a note")
      }
      if let refusal = state.severityRefusal { throw InputError(message: "severity: \(refusal)") }
      return state.openSeverityForm(level, note: words.dropFirst().joined(separator: " "))
    })

  private static let mouse = LineCommand(
    name: "mouse", help: "turn mouse support on or off", isForScreens: true,
    complete: { _, _, _ in [] },
    run: { state, words throws(InputError) in
      try none(words, after: "mouse")
      state.hasMouse.toggle()
      state.message = .done(
        state.hasMouse
          ? "mouse on; :mouse turns it off and lets the terminal select text"
          : "mouse off; the terminal selects text again")
      return [.mouse(state.hasMouse)]
    })

  private static let help = LineCommand(
    name: "help", help: "list the commands available here", complete: { _, _, _ in [] },
    run: { state, words throws(InputError) in
      try none(words, after: "help")
      if state.help == nil { state.help = HelpState(place: state.placeBelow) }
      return []
    })

  private static let quit = LineCommand(
    name: "quit", help: "quit; every decision is saved",
    complete: { _, _, _ in [] },
    run: { state, words throws(InputError) in
      try none(words, after: "quit")
      return state.quit()
    })

  static func none(_ words: [String], after name: String) throws(InputError) {
    if let word = words.first { throw InputError(message: "\(name) takes no arguments: \(word)") }
  }
}

extension [String] {
  /// The texts that start with a word, as completions.
  func beginning(with word: String) -> [CommandLine.Candidate] {
    let word = word.lowercased()
    return filter { $0.lowercased().hasPrefix(word) }.map { CommandLine.Candidate(text: $0) }
  }
}
