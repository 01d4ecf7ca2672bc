/// A text on screen: its lines, the line under the cursor, and what is being looked for in it.
struct TextPane: Hashable, Sendable {
  private(set) var lines: [TextLine] = []
  private(set) var landmarks: [Landmark: Int] = [:]
  /// The lines of a table; the first holds its titles, which stay on screen with the others.
  private(set) var table: Range<Int>?
  var cursor = ListCursor()
  /// The word that `n` and `N` go on with; nil while no search is on.
  var search: String?

  /// A line that keys lead to.
  enum Landmark: Hashable, Sendable {
    case evidence
    /// The line behind the evidence.
    case evidenceEnd
    case statement(document: Int, index: Int)
  }

  /// Shows another text, or the same one laid out anew; the cursor stays where it can.
  mutating func show(_ text: TextBody, height: Int) {
    lines = text.lines
    landmarks = text.landmarks
    table = text.table
    cursor.clamp(count: lines.count, height: height)
  }

  /// The line under the cursor.
  var line: TextLine? { lines.indices.contains(cursor.row) ? lines[cursor.row] : nil }

  /// Moves to the next line (or the one before) that `search` is in; false where there is none.
  mutating func goOn(forward: Bool, height: Int) -> Bool {
    guard let search, !search.isEmpty else { return false }
    let word = SearchWord(search)
    return go(forward: forward, height: height) { _, line in
      word.occurs(in: line.text)
    }
  }

  /// Moves to the first match from the line under the cursor on.
  mutating func begin(height: Int) -> Bool {
    guard let search else { return false }
    if let line, SearchWord(search).occurs(in: line.text) { return true }
    return goOn(forward: true, height: height)
  }

  /// Moves to the next line (or the one before) that leads somewhere.
  mutating func goToLink(forward: Bool, height: Int) -> Bool {
    let starts = Set(lines.indices.filter { beginsLink(at: $0) })
    return go(forward: forward, height: height) { row, _ in starts.contains(row) }
  }

  /// The last line that begins what leads to `link`.
  func lastLine(leadingTo link: Link) -> Int? {
    lines.indices.last { lines[$0].link == link && beginsLink(at: $0) }
  }

  /// Whether a link begins on the line; one that was too long for a line goes on below.
  private func beginsLink(at row: Int) -> Bool {
    guard let link = lines[row].link else { return false }
    return row == 0 || lines[row - 1].link != link
  }

  /// How many lines hold the word, while it is typed.
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

/// The lines of a text and where in it keys lead.
struct TextBody: Hashable, Sendable {
  var lines: [TextLine] = []
  var landmarks: [TextPane.Landmark: Int] = [:]
  var table: Range<Int>?
}
