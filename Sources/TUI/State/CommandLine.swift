import Checklist
import Model

/// A line typed after a colon: what stands in it, what it may become, and the place in the history it
/// was fetched from.
struct CommandLine: Hashable, Sendable {
  var editor: LineEditor
  /// What the word before the cursor may become.
  var candidates: [Candidate] = []
  /// The candidate that stands in the line, while Tab goes through them.
  private(set) var chosen: Int?
  /// How many lines back the line comes from; 0 for one being typed.
  private(set) var back = 0
  /// What was being typed before the history was looked through.
  private var draft = ""

  /// What a part of the line may become.
  struct Candidate: Hashable, Sendable {
    let text: String
    /// What it is, in a few words.
    var help = ""
  }

  init(_ text: String = "") { editor = LineEditor(text) }

  /// The short form of `explain`.
  static let can = "can"
  /// How many candidates are listed at once.
  static let mostShown = 8

  /// Fetches the line before, or after, the one on screen.
  mutating func recall(older: Bool, from history: [String]) {
    let next = back + (older ? 1 : -1)
    guard (0...history.count).contains(next) else { return }
    if back == 0 { draft = editor.text }
    back = next
    editor = LineEditor(next == 0 ? draft : history[history.count - next])
    chosen = nil
  }

  /// Completes the word before the cursor as far as all candidates agree; from then on each call
  /// puts the next of them there. Returns whether the line is a new one to complete.
  mutating func complete(forward: Bool) -> Bool {
    guard let first = candidates.first?.text else { return false }
    if let chosen {
      self.chosen = (chosen + (forward ? 1 : candidates.count - 1)) % candidates.count
      replaceWord(with: candidates[self.chosen ?? 0].text)
      return false
    }
    var common = first
    for candidate in candidates.dropFirst() {
      common = String(zip(common, candidate.text).prefix { $0 == $1 }.map(\.0))
    }
    let word = word
    if candidates.count == 1 {
      replaceWord(with: first + (first.hasSuffix(":") ? "" : " "))
      return true
    }
    if common.count > word.count, common.lowercased().hasPrefix(word.lowercased()) {
      replaceWord(with: common)
      return true
    }
    chosen = forward ? 0 : candidates.count - 1
    replaceWord(with: candidates[chosen ?? 0].text)
    return false
  }

  /// Takes what was typed for final: candidates are those of the line as it stands.
  mutating func settle() { chosen = nil }

  /// Where the word begins that is being completed.
  var wordStart = 0

  private var word: String { String(editor.textBeforeCursor.dropFirst(wordStart)) }

  private mutating func replaceWord(with text: String) {
    for _ in 0..<max(0, editor.cursor - wordStart) { editor.apply(.backspace) }
    editor.insert(text)
  }
}

extension ConsoleState {
  /// How many lines are remembered.
  static let mostLines = 100

  /// What the word before the cursor of the command line may become.
  var candidates: [CommandLine.Candidate] {
    guard case .command(let line) = input else { return [] }
    return line.candidates
  }

  /// Shows a command line with what it may become.
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
    // One that stands there already completes nothing.
    if line.candidates.map(\.text) == [String(before.dropFirst(line.wordStart))] {
      line.candidates = []
    }
    line.candidates = Array(line.candidates.prefix(ConsoleState.mostCandidates))
    input = .command(line)
  }

  private static let mostCandidates = 200

  /// The lines and commands that what was typed begins; else those that hold it.
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
    let holding = all.filter { $0.text.contains(wanted) }
    return holding.isEmpty ? all.filter { wanted.isSpelt(in: $0.text) } : holding
  }
}

extension Command {
  /// What one does with a key and never by its name.
  fileprivate static let unlisted: Set<CommandName> = [
    .up, .down, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .first, .last, .commandLine, .ask,
  ]
}

extension String {
  /// Whether its characters stand in `text` in this order.
  func isSpelt(in text: String) -> Bool {
    var rest = self[...]
    for character in text where character == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }
}
