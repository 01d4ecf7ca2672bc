/// One line of text being typed, and the place in it where the next character goes.
struct LineEditor: Hashable, Sendable {
  /// The characters, so that a letter with its marks is deleted as one.
  private(set) var characters: [Character]
  /// The place of the next character, from 0.
  private(set) var cursor: Int
  /// What was deleted last as a word or a stretch, to be put in again.
  private var cut = ""

  /// A line that holds `text`, with the cursor at its end.
  init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  var text: String { String(characters) }
  var isEmpty: Bool { characters.isEmpty }
  /// What stands before the cursor.
  var textBeforeCursor: String { String(characters[..<cursor]) }

  /// A note longer than this is a document; it would make each key slow.
  static let longest = 4000

  /// Types a text; a line break or a tab in it becomes a blank, for this is one line.
  mutating func insert(_ text: String) {
    let joined = String(characters[..<cursor]) + LineEditor.singleLine(text)
    let before = Array(joined)
    let rest = characters[cursor...]
    guard before.count + rest.count <= LineEditor.longest else { return }
    characters = before + rest
    cursor = before.count
  }

  mutating func apply(_ edit: LineEdit) {
    switch edit {
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .start: cursor = 0
    case .end: cursor = characters.count
    case .backspace:
      guard cursor > 0 else { return }
      cursor -= 1
      characters.remove(at: cursor)
    case .delete:
      if cursor < characters.count { characters.remove(at: cursor) }
    case .wordLeft: cursor = startOfWord
    case .wordRight: cursor = endOfWord
    case .deleteWord: cut(startOfWord..<cursor)
    case .deleteToStart: cut(0..<cursor)
    case .deleteToEnd: cut(cursor..<characters.count)
    case .yank: insert(cut)
    }
  }

  private mutating func cut(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    cut = String(characters[range])
    characters.removeSubrange(range)
    cursor = range.lowerBound
  }

  private var endOfWord: Int {
    var end = cursor
    while end < characters.count, characters[end] == " " { end += 1 }
    while end < characters.count, characters[end] != " " { end += 1 }
    return end
  }

  private var startOfWord: Int {
    var start = cursor
    while start > 0, characters[start - 1] == " " { start -= 1 }
    while start > 0, characters[start - 1] != " " { start -= 1 }
    return start
  }

  /// Every other control stays and is shown as an escape: what was pasted is not falsified unseen.
  private static func singleLine(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "\n", previous == "\r" {
        previous = scalar
        continue
      }
      scalars.append(["\n", "\r", "\t"].contains(scalar) ? " " : scalar)
      previous = scalar
    }
    return String(scalars)
  }
}

/// What an editing key does to a line.
enum LineEdit: Hashable, Sendable, CaseIterable {
  case left, right, wordLeft, wordRight, start, end
  case backspace, delete, deleteWord, deleteToStart, deleteToEnd, yank
}
