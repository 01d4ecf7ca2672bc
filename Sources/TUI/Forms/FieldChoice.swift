import Model

/// A choice in a form: its values, and the selected one.
struct FieldChoice: Hashable, Sendable {
  /// The values, as text.
  let titles: [String]
  private(set) var selected: Int
  /// The letters typed so far that begin the selected value.
  private var typed = ""

  /// A choice of `titles`, of which `title` is selected.
  init(_ titles: [String], selected title: String) {
    self.titles = titles
    selected = titles.firstIndex(of: title) ?? 0
  }

  /// The selected value.
  var title: String { titles[selected] }

  /// The hint beside the field: the keys that select a value.
  var hint: String {
    let letters = titles.compactMap(\.first).map(String.init).uniqued
    return "Left and Right, or \(letters.joined(separator: ", "))"
  }

  /// Selects a value; returns false if there is none with this title.
  mutating func select(_ title: String) -> Bool {
    guard let place = titles.firstIndex(of: title) else { return false }
    selected = place
    typed = ""
    return true
  }

  /// Selects the first or last value, or the next one in either direction.
  mutating func apply(_ edit: LineEdit) {
    typed = ""
    switch edit {
    case .right: selected = (selected + 1) % titles.count
    case .left: selected = (selected + titles.count - 1) % titles.count
    case .start: selected = 0
    case .end: selected = titles.count - 1
    case .wordLeft, .wordRight, .backspace, .delete, .deleteWord, .deleteToStart, .deleteToEnd,
      .yank:
      break
    }
  }

  /// Selects the next value that begins with a letter, or the one whose beginning was typed: the
  /// letters of a whole word select one value. Other letters change nothing.
  mutating func type(_ text: String) {
    let word = typed + text.lowercased()
    if !typed.isEmpty, let place = titles.firstIndex(where: { $0.hasPrefix(word) }) {
      selected = place
      typed = word
      return
    }
    let others = (selected + 1..<selected + 1 + titles.count).map { $0 % titles.count }
    guard let place = others.first(where: { titles[$0].hasPrefix(text.lowercased()) }) else {
      return
    }
    selected = place
    typed = text.lowercased()
  }
}
