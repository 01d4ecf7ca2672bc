import Checklist
import Model

/// A command line: its text, its completions, and its position in the history.
struct CommandLine: Hashable, Sendable {
  var editor: LineEditor
  /// The completions of the word before the cursor.
  var candidates: [Candidate] = []
  /// The completion that is inserted while Tab cycles through them.
  private(set) var chosen: Int?
  /// How many lines back in the history the text comes from; 0 for a new line.
  private(set) var back = 0
  /// The text that was typed before the history was opened.
  private var draft = ""

  /// A completion.
  struct Candidate: Hashable, Sendable {
    let text: String
    /// A short description.
    var help = ""
  }

  init(_ text: String = "") { editor = LineEditor(text) }

  /// The short form of `explain`.
  static let can = "can"
  /// How many completions are listed at a time, or more on a high screen.
  static let maximumShown = 8

  /// Recalls the previous or next line of the history.
  mutating func recall(older: Bool, from history: [String]) {
    let next = back + (older ? 1 : -1)
    guard (0...history.count).contains(next) else { return }
    if back == 0 { draft = editor.text }
    back = next
    editor = LineEditor(next == 0 ? draft : history[history.count - next])
    chosen = nil
  }

  /// Completes the word before the cursor as far as all candidates agree; each further call inserts
  /// the next candidate. Returns whether the line changed and needs new candidates.
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

  /// Accepts the inserted completion; the candidates are those of the new line.
  mutating func settle() { chosen = nil }

  /// The start of the word that is being completed.
  var wordStart = 0

  private var word: String { String(editor.textBeforeCursor.dropFirst(wordStart)) }

  private mutating func replaceWord(with text: String) {
    for _ in 0..<max(0, editor.cursor - wordStart) { editor.apply(.backspace) }
    editor.insert(text)
  }
}

extension String {
  /// Whether the characters occur in `text` in this order.
  func isSubsequence(of text: String) -> Bool {
    var rest = self[...]
    for character in text where character == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }
}
