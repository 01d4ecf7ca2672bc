/// A line of text being typed, and the position of the cursor.
struct LineEditor: Hashable, Sendable {
  /// The characters; a letter with its combining marks is deleted as one.
  private(set) var characters: [Character]
  /// The position of the cursor, from 0.
  private(set) var cursor: Int
  /// The last deleted text of more than one character, for Ctrl-Y.
  private var cut = ""

  /// A line with `text` and the cursor at its end.
  init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  var text: String { String(characters) }
  var isEmpty: Bool { characters.isEmpty }
  /// The text before the cursor.
  var textBeforeCursor: String { String(characters[..<cursor]) }

  /// The maximum length; a longer note would make each key slow.
  static let longest = 4000

  /// Inserts a text; line breaks and tabs become spaces, because this is a single line.
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

  /// The text without line breaks and tabs. All other control characters are kept and shown as
  /// escapes, so that pasted text is never changed silently.
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

/// The effect of an editing key on a line.
enum LineEdit: Hashable, Sendable, CaseIterable {
  case left, right, wordLeft, wordRight, start, end
  case backspace, delete, deleteWord, deleteToStart, deleteToEnd, yank
}
