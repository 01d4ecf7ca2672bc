internal import Model

/// A review as one HTML file for the client: no script, nothing fetched, readable on paper, on a
/// phone, by keyboard and by ear.
///
/// Text from evidence stands between tags only, never in an attribute, each in an isolation of its
/// own, so that letters that run from right to left stay where they are.
enum HTMLExport {
  static func write(_ report: ReviewReport, to sink: ExportFormat.Sink) {
    let page = HTMLPage(report)
    sink(page.head)
    sink(page.cover)
    sink(page.contents)
    sink("<main>\n")
    sink(page.summary)
    sink(HTMLCharts(report).html)
    sink(page.todo)
    for section in Section.allCases {
      let results = report.assessment.items.enumerated().filter {
        $1.item.section == section
      }
      guard !results.isEmpty else { continue }
      sink("<section aria-labelledby=\"s-\(section.rawValue)\">\n")
      sink("<h2 id=\"s-\(section.rawValue)\">\(section.title)</h2>\n")
      for (index, result) in results {
        HTMLItem(result, number: index + 1, report).write(to: sink)
      }
      sink("</section>\n")
    }
    sink(page.gone)
    sink(page.problems)
    page.writeEvidence(to: sink)
    sink(page.reviewers)
    sink("</main>\n</body>\n</html>\n")
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
    MarkupText.escaped(text).split(separator: "\n", omittingEmptySubsequences: false)
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
