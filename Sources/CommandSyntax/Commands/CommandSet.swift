internal import Platform

/// The commands of the program.
package struct CommandSet: Sendable {
  /// The command without a name.
  package let console: Command
  package let named: [Command]

  package init(console: Command, named: [Command]) {
    self.console = console
    self.named = named
  }

  /// What a command line asks for.
  package enum Invocation {
    case run(Command, Arguments)
    case help(Command)
    case version
  }

  /// An error in a command line, and the command whose help describes what was expected.
  package struct Refusal: Error {
    package let command: Command
    package let error: UsageError
  }

  /// Parses `words`. `exists` is whether a path exists, for words that are neither a command nor an
  /// option.
  ///
  /// `--help COMMAND`, `help COMMAND` and `COMMAND --help` are the same.
  package func invocation(
    of words: [String], exists: (String) -> Bool
  ) throws(Refusal) -> Invocation {
    var words = words
    if words.count > 1, let first = words.first,
      Option.help.names.contains(first) || first == CommandSet.helpName, isName(words[1])
    {
      words = [words[1], Option.help.name] + words.dropFirst(2)
    }
    let command = named.first { $0.name == words.first }
    do throws(UsageError) {
      if let command { return try invocation(of: command, Array(words.dropFirst())) }
      if let first = words.first, first == "-" || !first.hasPrefix("-") {
        try refuseUnknown(first, exists: exists)
      }
      if let first = words.first, Option.help.names.contains(first), words.count > 1,
        !words[1].hasPrefix("-"), !exists(words[1])
      {
        throw UsageError.unknownCommand(words[1], near: near(words[1]))
      }
      let invocation = try invocation(of: console, words)
      if case .run(_, let arguments) = invocation, let word = arguments.positional.first {
        if isName(word), !exists(word) { throw UsageError.lateCommand(word) }
        try refuseUnknown(word, exists: exists)
      }
      return invocation
    } catch { throw Refusal(command: command ?? console, error: error) }
  }

  private func invocation(
    of command: Command, _ words: [String]
  ) throws(UsageError) -> Invocation {
    let arguments = try Arguments(words, options: command.allOptions)
    if arguments.has(.help) { return .help(command) }
    if arguments.has(.version) { return .version }
    try command.check(arguments)
    guard command.name == CommandSet.helpName else { return .run(command, arguments) }
    guard let word = arguments.positional.first else { return .help(console) }
    throw .unknownCommand(word, near: near(word))
  }

  private func refuseUnknown(_ word: String, exists: (String) -> Bool) throws(UsageError) {
    guard word != "-", !exists(word) else { return }
    throw .unknownWord(FileSystem.normalized(word), near: near(word))
  }

  private func isName(_ word: String) -> Bool { named.contains { $0.name == word } }

  /// The command with the most similar name. Words of one or two letters are similar to any other.
  private func near(_ word: String) -> String? {
    word.count > 2 ? word.nearest(among: named.map(\.name)) : nil
  }

  private static let helpName = "help"
}

extension Command {
  fileprivate func check(_ arguments: Arguments) throws(UsageError) { try arguments.check(forms) }

  /// `help`: prints the help of a command, which `CommandSet.invocation` finds.
  package static let help = Command(
    name: "help", summary: "Print the help of the program or of a command.",
    forms: [
      Form([
        Positional(
          "COMMAND", "The command (default: the help of the program).", .optional, .command)
      ])
    ],
    options: [], exits: [.success, .usage, .failure],
    examples: [Example("iam-review help check", "Print the same as iam-review check --help.")]
  ) { _ in .success }
}
