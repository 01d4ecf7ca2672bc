import Checklist
import Model

extension ConsoleState {
  /// How many lines the history contains.
  static let maximumLines = 100

  /// The completions of the word before the cursor of the command line.
  var candidates: [CommandLine.Candidate] {
    guard case .command(let line) = input else { return [] }
    return line.candidates
  }

  /// Sets the command line and computes its completions.
  mutating func setLine(_ line: CommandLine) {
    var line = line
    line.settle()
    let before = line.editor.textBeforeCursor
    let words = AccessQuestion.words(of: before)
    if let blank = before.firstIndex(of: " "), let command = words.first.flatMap(LineCommand.named)
    {
      let last = before.lastIndex(of: " ") ?? blank
      let word = String(before[before.index(after: last)...])
      line.wordStart = before.count - word.count
      let earlier = Array(AccessQuestion.words(of: String(before[...last])).dropFirst())
      line.candidates = command.complete(self, word, earlier)
    } else {
      line.wordStart = 0
      line.candidates = commandCandidates(before)
    }
    // A candidate that is already complete is not offered.
    if line.candidates.map(\.text) == [String(before.dropFirst(line.wordStart))] {
      line.candidates = []
    }
    line.candidates = Array(line.candidates.prefix(ConsoleState.maximumCandidates))
    input = .command(line)
  }

  private static let maximumCandidates = 200

  /// The commands that start with the typed text; if there are none, those that contain it.
  private func commandCandidates(_ typed: String) -> [CommandLine.Candidate] {
    let wanted = typed.lowercased()
    var seen: Set<String> = []
    let lines = LineCommand.all.map { CommandLine.Candidate(text: $0.name, help: $0.help) }
    let commands = Command.all(in: placeBelow)
      .filter { !Command.unlisted.contains($0.name) }
      .map { CommandLine.Candidate(text: $0.title, help: "\($0.keys[0].shownName)  \($0.help)") }
    let all = (lines + commands).filter { seen.insert($0.text).inserted }
    let beginning = all.filter { $0.text.hasPrefix(wanted) }
    guard beginning.isEmpty else { return beginning }
    let containing = all.filter { $0.text.contains(wanted) }
    return containing.isEmpty ? all.filter { wanted.isSubsequence(of: $0.text) } : containing
  }
}

extension Command {
  /// Commands that are used by key only, never by name.
  fileprivate static let unlisted: Set<CommandName> = [
    .up, .down, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .first, .last, .commandLine, .ask,
  ]
}
