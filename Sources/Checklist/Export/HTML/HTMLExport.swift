internal import Model

/// A review as one HTML file for the client: no script, nothing fetched, readable on paper, on a
/// phone, by keyboard and by ear.
///
/// Text from evidence stands between tags only, never in an attribute, each in an isolation of its
/// own, so that letters that run from right to left stay where they are.
enum HTMLExport {
  static func write(_ report: ReviewReport, to sink: TextSink) {
    let page = HTMLPage(report)
    sink.put(page.head).put(page.cover).put(page.contents)
    sink.put("<main>\n")
    sink.put(page.summary).put(HTMLCharts(report).html).put(page.todo)
    for section in Section.allCases {
      let items = report.items.enumerated().filter { $1.result.item.section == section }
      guard !items.isEmpty else { continue }
      sink.put("<section aria-labelledby=\"s-\(section.rawValue)\">\n")
      sink.put("<h2 id=\"s-\(section.rawValue)\">\(section.title)</h2>\n")
      for (index, item) in items { HTMLItem(item, number: index + 1).write(to: sink) }
      sink.put("</section>\n")
    }
    sink.put(page.gone).put(page.problems).put(page.evidence).put(page.reviewers)
    sink.put("</main>\n</body>\n</html>\n")
  }
}

/// The words and tags that all parts of the page are made of.
enum HTMLText {
  /// Text of one line.
  static func line(_ text: String) -> String { MarkupText.escaped(VisibleText.line(text)) }

  /// Text that others chose, which may run from right to left.
  static func isolated(_ text: String) -> String {
    "<bdi>\(text.isBlank ? "(empty)" : line(text))</bdi>"
  }

  static func code(_ text: String) -> String {
    text.isBlank ? "(empty)" : "<code>\(line(text))</code>"
  }

  /// Text with its line breaks.
  static func lines(_ text: String) -> String {
    if MarkupText.escapes.areNeedless(in: text) { return "<bdi>\(text)</bdi>" }
    return MarkupText.escaped(text).split(separator: "\n", omittingEmptySubsequences: false)
      .map { "<bdi>\($0)</bdi>" }.joined(separator: "<br>\n")
  }

  /// A severity as a word in its colour.
  static func severity(_ severity: Severity) -> String {
    "<span class=\"word \(severity.rawValue)\">\(severity.rawValue)</span>"
  }

  /// A list of names and what belongs to them; both are markup.
  static func pairs(_ pairs: [(name: String, value: String)]) -> String {
    guard !pairs.isEmpty else { return "" }
    return "<dl>\n" + pairs.map { "<dt>\($0.name)</dt><dd>\($0.value)</dd>\n" }.joined()
      + "</dl>\n"
  }

  /// A table whose cells are markup; the first cell of a row is its heading. On a phone each row is
  /// a block, and each cell bears the name of its column.
  static func table(_ caption: String, _ columns: [String], _ rows: [[String]]) -> String {
    let head = columns.map { "<th scope=\"col\">\($0)</th>" }.joined()
    let body = rows.map { row in
      let cells = zip(columns, row).dropFirst().map { column, text in
        "<td><span class=\"label\" aria-hidden=\"true\">\(column): </span>\(text)</td>"
      }
      return "<tr><th scope=\"row\">\(row.first ?? "")</th>\(cells.joined())</tr>\n"
    }
    return "<table>\n<caption>\(caption)</caption>\n<thead><tr>\(head)</tr></thead>\n"
      + "<tbody>\n\(body.joined())</tbody>\n</table>\n"
  }

  static func section(_ id: String, _ title: String, _ body: String) -> String {
    "<section aria-labelledby=\"\(id)\">\n<h2 id=\"\(id)\">\(title)</h2>\n\(body)</section>\n"
  }
}

/// The same, for what there are thousands of.
extension TextSink {
  /// Puts text that others chose, which may run from right to left.
  @discardableResult
  func put(isolated text: String) -> TextSink {
    text.beginsVisibly
      ? put("<bdi>").put(line: text).put("</bdi>") : put(HTMLText.isolated(text))
  }

  @discardableResult
  func put(codeElement text: String) -> TextSink {
    text.beginsVisibly ? put("<code>").put(line: text).put("</code>") : put(HTMLText.code(text))
  }

  private func put(line text: String) -> TextSink {
    put(text, MarkupText.escapes, otherwise: HTMLText.line)
  }

  /// Puts a name and what belongs to it.
  func put(pair name: String, _ value: (TextSink) -> Void) {
    put("<dt>").put(name).put("</dt><dd>")
    value(self)
    put("</dd>\n")
  }
}
