import Model

/// Lays out a text for a width: headings, paragraphs, pairs and listings, each with its own
/// wrapping.
struct TextBuilder {
  private(set) var body = TextBody()
  let columns: Int
  /// The column where the values of pairs begin.
  static let valueColumn = 14

  init(columns: Int) { self.columns = max(8, columns) }

  mutating func add(_ line: TextLine, hanging: Int = 0) {
    body.lines += line.wrapped(columns: columns, hanging: hanging)
  }

  /// Adds an empty line, unless there is one already or the text is empty.
  mutating func blank() {
    if let last = body.lines.last, last.width > 0 { body.lines.append(TextLine()) }
  }

  mutating func heading(_ text: String, count: Int? = nil) {
    blank()
    var spans = [TextLine.Span(SafeText(text), .heading)]
    if let count { spans.append(.init(SafeText("  \(count)"), .muted)) }
    add(TextLine(spans))
  }

  /// Adds a table; its column titles stay on screen while its rows scroll.
  mutating func table(titles: TextLine, rows: [TextLine]) {
    let first = body.lines.count
    for line in [titles] + rows { add(line) }
    body.table = first..<body.lines.count
  }

  mutating func mark(_ landmark: TextPane.Landmark) {
    body.landmarks[landmark] = body.lines.count
  }

  mutating func paragraph(
    _ text: String, role: StyleRole = .text, indent: Int = 0, link: Link? = nil
  ) {
    let margin = String(repeating: " ", count: indent)
    add(
      TextLine([.init(SafeText(margin)), .init(SafeText(text), role)], link: link), hanging: indent)
  }

  /// Adds a name and its value, with aligned values.
  mutating func pair(
    _ name: String, _ value: String, role: StyleRole = .text, link: Link? = nil
  ) {
    pair(name, [.init(SafeText(value), role)], link: link)
  }

  /// Adds names and values, aligned after the longest name.
  mutating func pairs(_ pairs: [(name: String, value: String)]) {
    let longest = pairs.map { SafeText($0.name, limit: columns).width + 2 }.max() ?? 0
    let column = max(TextBuilder.valueColumn, longest)
    for (name, value) in pairs { pair(name, [.init(SafeText(value))], at: column) }
  }

  /// Adds a name and a value with several roles.
  mutating func pair(
    _ name: String, _ value: [TextLine.Span], at column: Int = valueColumn, link: Link? = nil
  ) {
    let column = min(column, column > TextBuilder.valueColumn ? columns / 2 : columns / 3)
    let label = SafeText(name)
    let gap = String(repeating: " ", count: max(2, column - label.width))
    add(
      TextLine([.init(label, .muted), .init(SafeText(gap))] + value, link: link), hanging: column)
  }

  /// Adds an entry of a list, followed by a muted note.
  mutating func entry(
    _ text: String, aside: String = "", link: Link? = nil, role: StyleRole = .text
  ) {
    var spans = [
      TextLine.Span(SafeText("  ")), .init(SafeText(text), link == nil ? role : .link),
    ]
    if !aside.isEmpty { spans.append(.init(SafeText("  " + aside), .muted)) }
    add(TextLine(spans, link: link), hanging: 4)
  }
}
