/// A text on screen: its lines, the current line, and the current search.
struct TextPane: Hashable, Sendable {
  private(set) var lines: [TextLine] = []
  private(set) var landmarks: [Landmark: Int] = [:]
  /// The lines of a table; the first contains the titles, which stay on screen while the rows
  /// scroll.
  private(set) var table: Range<Int>?
  var cursor = ListCursor()
  /// The word that `n` and `N` search for; nil if there is no search.
  var search: String?

  /// A line that keys jump to.
  enum Landmark: Hashable, Sendable {
    case evidence
    case statement(document: Int, index: Int)
  }

  /// Shows another text, or the same one in a new layout; the cursor stays if possible.
  mutating func show(_ text: TextBody, height: Int) {
    lines = text.lines
    landmarks = text.landmarks
    table = text.table
    cursor.clamp(count: lines.count, height: height)
  }

  /// The line under the cursor.
  var line: TextLine? { lines.indices.contains(cursor.row) ? lines[cursor.row] : nil }

  /// Moves to the next or previous match of `search`; returns false if there is none.
  mutating func goToMatch(forward: Bool, height: Int) -> Bool {
    guard let search, !search.isEmpty else { return false }
    let word = SearchWord(search)
    return go(forward: forward, height: height) { _, line in
      word.occurs(in: line.text)
    }
  }

  /// Moves to the first match at or after the current line.
  mutating func begin(height: Int) -> Bool {
    guard let search else { return false }
    if let line, SearchWord(search).occurs(in: line.text) { return true }
    return goToMatch(forward: true, height: height)
  }

  /// Moves to the line at which a page starts.
  mutating func go(to start: PageStart, height: Int) {
    switch start {
    case .top: break
    case .firstLink: goToFirstLink(height: height)
    case .firstRow:
      guard let table else { return }
      cursor.choose(table.lowerBound + 1, count: lines.count, height: height)
    }
  }

  /// Moves to the first line with a link, if there is one, and shows the text from its start.
  mutating func goToFirstLink(height: Int) {
    guard let row = lines.firstIndex(where: { $0.link != nil }) else { return }
    cursor = ListCursor()
    cursor.choose(row, count: lines.count, height: height)
  }

  /// Moves to the next or previous line with a link.
  mutating func goToLink(forward: Bool, height: Int) -> Bool {
    let starts = Set(lines.indices.filter { beginsLink(at: $0) })
    return go(forward: forward, height: height) { row, _ in starts.contains(row) }
  }

  /// The last line at which a link to `link` begins.
  func lastLine(leadingTo link: Link) -> Int? {
    lines.indices.last { lines[$0].link == link && beginsLink(at: $0) }
  }

  /// Whether a link begins on the line; a long link continues on the lines below.
  private func beginsLink(at row: Int) -> Bool {
    guard let link = lines[row].link else { return false }
    return row == 0 || lines[row - 1].link != link
  }

  /// The number of lines that contain the word, shown while it is typed.
  func count(of word: String) -> Int {
    guard !word.isEmpty else { return 0 }
    let word = SearchWord(word)
    return lines.count { word.occurs(in: $0.text) }
  }

  mutating func go(
    forward: Bool, height: Int, where matches: (Int, TextLine) -> Bool
  ) -> Bool {
    let count = lines.count
    for step in 1...max(1, count) where count > 0 {
      let row = (cursor.row + (forward ? step : count - step)) % count
      guard matches(row, lines[row]) else { continue }
      cursor.choose(row, count: count, height: height)
      return true
    }
    return false
  }
}

/// The lines of a text and the positions that keys jump to.
struct TextBody: Hashable, Sendable {
  var lines: [TextLine] = []
  var landmarks: [TextPane.Landmark: Int] = [:]
  var table: Range<Int>?
}
