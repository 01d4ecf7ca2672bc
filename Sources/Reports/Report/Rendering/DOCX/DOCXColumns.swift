internal import Platform

extension Table {
  /// The number of rows whose content is measured.
  private static let measuredRows = 50

  /// The widths of the columns in twentieths of a point, `width` together. Numbers, short words and short
  /// names get what they need, so that they are not broken; the other columns share the rest.
  func columnWidths(in width: Int) -> [Int] {
    let needs = columns.indices.map { place -> Int? in
      let length = longestWord(in: place)
      return columns[place].isFixed(at: length) ? Table.room(for: length) : nil
    }
    let fixed = needs.map { $0 ?? 0 }
    let weights = zip(columns, needs).map { $1 == nil ? $0.weight : 0 }
    let (needed, all) = (fixed.reduce(0, +), weights.reduce(0, +))
    // Without flexible columns, or with too little room for them, all columns shrink or grow alike.
    let isFull = needed > width * 17 / 20
    guard all > 0, !isFull else {
      let shares = zip(fixed, weights).map { $0 + $1 * width / (4 * max(all, 1)) }
      let sum = max(shares.reduce(0, +), 1)
      return shares.map { $0 * width / sum }
    }
    return zip(fixed, weights).map { $0 + $1 * (width - needed) / all }
  }

  /// The number of characters of a column that is not broken.
  private static let longest = 22

  /// The room for a number of bold characters of Arial at 8 points, with the margins of a cell.
  private static func room(for characters: Int) -> Int {
    92 * min(max(characters, shortest), longest) + 134
  }

  /// The number of characters for which every column has room, such as those of a count.
  private static let shortest = 4

  /// The number of characters of the longest word of the title, or of the longest cell.
  private func longestWord(in place: Int) -> Int {
    let title = columns[place].title.split(separator: " ").map(\.count).max() ?? 0
    let cells = rows.prefix(Table.measuredRows).compactMap { row in
      row.cells.count > place ? row.cells[place].longestLine : nil
    }
    return max(title, cells.max() ?? 0)
  }
}

extension Table.Column {
  /// Whether the column is as wide as its content, whose longest part has `length` characters.
  fileprivate func isFixed(at length: Int) -> Bool {
    switch kind {
    case .number, .narrow: true
    case .name: length <= 20
    case .text, .code, .digest: false
    }
  }

  /// The share of the room for flexible columns.
  fileprivate var weight: Int {
    switch kind {
    case .number, .narrow: 0
    case .text: 10
    case .name: 8
    case .code: 9
    case .digest: 14
    }
  }
}

extension [Inline] {
  /// The number of characters of the longest line.
  fileprivate var longestLine: Int {
    split { $0 == .lineBreak }.map { Array($0).plainText.count }.max() ?? 0
  }

  /// The same in bold, for the last row of a table.
  var inBold: [Inline] {
    map { piece in
      if case .text(let words) = piece { .strong(words) } else { piece }
    }
  }
}
