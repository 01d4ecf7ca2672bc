internal import Checklist
internal import Model
internal import Platform

/// A review as one HTML file for the client: no script, no external resources, usable on paper, on
/// a phone, with a keyboard and with a screen reader.
///
/// Text from the evidence only appears between tags, never in an attribute. Each text is isolated,
/// so that right-to-left letters do not affect the text around them.
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

/// Text and tags for all parts of the page.
enum HTMLText {
  /// Text in one line.
  static func line(_ text: String) -> String { MarkupText.escaped(VisibleText.line(text)) }

  /// Text that an attacker can choose, which can contain right-to-left letters.
  static func isolated(_ text: String) -> String {
    "<bdi>\(text.isBlank ? "(empty)" : line(text))</bdi>"
  }

  static func code(_ text: String) -> String {
    text.isBlank ? "(empty)" : "<code>\(line(text))</code>"
  }

  /// Text with its line breaks.
  static func lines(_ text: String) -> String {
    if MarkupText.escapes.areUnnecessary(in: text) { return "<bdi>\(text)</bdi>" }
    return MarkupText.escaped(text).split(separator: "\n", omittingEmptySubsequences: false)
      .map { "<bdi>\($0)</bdi>" }.joined(separator: "<br>\n")
  }

  /// A severity as a word in its color.
  static func severity(_ severity: Severity) -> String {
    "<span class=\"word \(severity.rawValue)\">\(severity.rawValue)</span>"
  }

  /// A list of names and values, which are markup.
  static func pairs(_ pairs: [(name: String, value: String)]) -> String {
    guard !pairs.isEmpty else { return "" }
    return "<dl>\n" + pairs.map { "<dt>\($0.name)</dt><dd>\($0.value)</dd>\n" }.joined()
      + "</dl>\n"
  }

  /// A table whose cells are markup; the first cell of a row is its heading. On a phone, each row
  /// is a block, and each cell shows the name of its column.
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

/// The same, written to a sink, for large numbers of elements.
extension TextSink {
  /// Writes text that an attacker can choose, which can contain right-to-left letters.
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

  /// Writes a name and its value.
  func put(pair name: String, _ value: (TextSink) -> Void) {
    put("<dt>").put(name).put("</dt><dd>")
    value(self)
    put("</dd>\n")
  }
}
