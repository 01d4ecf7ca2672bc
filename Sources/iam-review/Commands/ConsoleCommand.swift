import Checklist
import CommandSyntax
import Evidence
import Model
import Platform
import Reports
import TUI
import Workspace

extension Command {
  private static let theme = Option(
    "--theme", value: "NAME", choices: Theme.bundledNames,
    "The color theme: \(Theme.bundledNames.joined(separator: ", ")), or your own (docs/themes.md).")
  private static let reviewer = Option(
    "--reviewer", value: "NAME", "The name of the reviewer (default: the login name).")
  private static let ascii = Option(
    "--ascii", "Draw borders with + - | instead of line-drawing characters.")
  private static let mouse = Option(
    "--mouse", "Use the mouse in the console; the terminal then does not select text with it.")
  private static let plain = Option(
    "--plain",
    "Use lines of text and numbered choices, for screen readers, logs and pipes (docs/plain.md).")
  private static let script = Option(
    "--script", value: "FILE", "Play the keys in FILE, then quit (docs/scripts.md).")
  private static let size = Option(
    "--size", value: "COLSxROWS",
    "The screen size for --script; required without a terminal.")
  private static let clock = Option(
    "--clock", value: "TIME", "Use TIME as the current time, so that a script is repeatable.")

  /// Opens the console, without a subcommand.
  static let console = Command(
    name: "",
    summary: "Audit the IAM configuration of an AWS account in a terminal.",
    details: """
      The decisions on the sample account are saved in ~/.local/state/iam-review. In the console, ?
      lists the keys.
      """,
    forms: [Form([.evidenceOrSample], [.optional(.session)])],
    options: [
      .session, .previous, theme, reviewer, .identity, ascii, mouse, plain, script, size, clock,
    ]
      + Option.judging + [.limits],
    exits: [.success, .usage, .unreadable, .failure],
    examples: [
      Example("iam-review client-prod/", "Review the evidence in a folder."),
      Example(
        "iam-review client-q4/ --previous client-q3/",
        "Start from the decisions of the last quarter."),
    ]
  ) { arguments in
    try refuseConflicts(arguments)
    var options = try consoleOptions(arguments)
    let screen = try arguments.value(size, expected: "a size such as 80x24") { Size($0) }
    let who = LockHolder(
      reviewer: options.reviewer, process: ProcessEnvironment.process,
      terminal: ProcessEnvironment.terminalName, since: options.clock())
    let lastSave = LastSave()
    let request = try ReviewRequest(arguments)
    let open: @Sendable (@escaping (String) -> Void) throws -> Workspace = { report in
      try Workspace.open(
        request, as: who, questions: SigningDialog(keyName: nil), lastSave: lastSave,
        warnings: .printed, report: report)
    }
    do {
      if arguments.has(plain) {
        let isWritten = try PlainConsole.run(options, opening: open) { Messages.printResult($0) }
        return lastSave.report(isHungUp: false) && isWritten ? .success : .failure
      }
      guard let script = options.script else {
        let reason = try Console.run(options, opening: open)
        return lastSave.report(isHungUp: reason == .hungUp) ? .success : .failure
      }
      let pictures = ScriptPictures(options.screenshot)
      options.screenshot = pictures.write
      let reason: ExitReason
      if ProcessEnvironment.hasTerminal {
        if let screen { options.script = script.resized(to: screen) }
        reason = try Console.run(options, opening: open)
      } else {
        guard let screen else {
          throw UsageError.conflict("a script without a terminal needs --size COLSxROWS")
        }
        reason = try Console.play(options, size: screen, opening: open)
      }
      let isSaved = lastSave.report(isHungUp: reason == .hungUp)
      return pictures.printError() || !isSaved ? .failure : .success
    } catch let error as TerminalError {
      Messages.printError("\(error)")
      return .failure
    }
  }

  /// Throws if options cannot be used together.
  private static func refuseConflicts(_ arguments: Arguments) throws(UsageError) {
    if arguments.has(size), !arguments.has(script) { throw .conflict("--size needs --script FILE") }
    guard arguments.has(plain) else { return }
    if arguments.has(script) { throw .conflict("--plain and --script cannot be used together") }
    if EvidenceSource(argument: arguments.positional.first) == .standardInput {
      throw .conflict(
        "--plain reads answers from standard input; give the evidence as a file or folder")
    }
  }

  private static func consoleOptions(_ arguments: Arguments) throws -> ConsoleOptions {
    let judging = try Judging(arguments)
    let configuration = try UserConfiguration.load()
    let source = EvidenceSource(argument: arguments.positional.first)
    let moment = try arguments.value(clock, expected: "a time such as 2026-11-20T10:00:00Z") {
      Instant($0)
    }
    var options = ConsoleOptions(
      reviewer: try ProcessEnvironment.reviewer(
        named: arguments[reviewer], identity: arguments[.identity]),
      clock: { moment ?? ProcessEnvironment.now }, settings: judging.applied(to: nil))
    let themes = ProcessEnvironment.configuration.map { $0 + "/themes" }
    // Creates the folder for custom themes, so that it is easy to find. Errors are ignored, because
    // the home directory can be read-only.
    if let themes { try? Directory.create(themes) }
    options.themes = ThemeLibrary(folder: themes)
    options.preferences = Preferences(
      folder: ProcessEnvironment.configuration, keepsSorting: arguments[script] == nil)
    options.configuration = configuration
    options.terminal.theme = try Command.theme(
      named: arguments[theme], in: options.themes, configuration)
    options.terminal.isASCII = arguments.has(ascii) || configuration.isASCII
    options.terminal.mouse = arguments.has(mouse) || configuration.hasMouse
    options.terminal.noColor = Environment.variable("NO_COLOR") != nil
    options.terminal.readsControllingTerminal = source == .standardInput
    let session = arguments[.session].map(ReviewSession.place(of:))
    let pictures = PictureFile(
      preserving: ReviewFiles(evidence: source, session: session))
    options.screenshot = { pictures.write($0, to: $1) }
    if let path = arguments[script] { options.script = try readScript(path) }
    return options
  }

  /// The theme of the command line, or else of the configuration.
  private static func theme(
    named name: String?, in themes: ThemeLibrary, _ configuration: Configuration
  ) throws -> Theme {
    do throws(ThemeLibrary.InputError) {
      return try themes.theme(named: name ?? configuration.theme)
    } catch {
      guard name == nil, let path = UserConfiguration.path, let line = configuration.themeLine
      else {
        throw UsageError.conflict(error.message)
      }
      throw ReviewError(message: "\(path):\(line): \(error.message)")
    }
  }

  private static func readScript(_ path: String) throws -> ConsoleScript {
    let bytes = try FileSystem.live.readWhole(path, limit: 1 << 20).bytes
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw UsageError.conflict("\(path): expected UTF-8 text")
    }
    do throws(ConsoleScript.InputError) { return try ConsoleScript(text) } catch {
      throw UsageError.conflict("\(path):\(error.line): \(error.message)")
    }
  }
}

extension LastSave {
  /// Reports problems, unless the connection dropped; returns whether everything is saved.
  fileprivate func report(isHungUp: Bool) -> Bool {
    if !isHungUp { for problem in problems { Messages.printError(problem) } }
    return isOnDisk
  }
}

/// Screenshots of a script, with the errors to report at the end.
@MainActor
private final class ScriptPictures {
  private let picture: (String, String) -> Result<String, ReviewError>
  private var errors: [String] = []

  init(_ picture: @escaping (String, String) -> Result<String, ReviewError>) {
    self.picture = picture
  }

  func write(_ text: String, _ path: String) -> Result<String, ReviewError> {
    let outcome = picture(text, path)
    if case .failure(let failure) = outcome { errors.append(failure.message) }
    return outcome
  }

  /// Reports which screenshots were not written; returns whether there are any.
  func printError() -> Bool {
    for errorMessage in errors { Messages.printError(errorMessage) }
    return !errors.isEmpty
  }
}
