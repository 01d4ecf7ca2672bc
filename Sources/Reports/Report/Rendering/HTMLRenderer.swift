internal import Checklist
internal import Platform

/// A document as one HTML file for the client: no script, no external resources, usable on paper, on
/// a phone, with a keyboard and with a screen reader.
///
/// Text from the evidence only appears between tags, never in an attribute. Each text is isolated,
/// so that right-to-left letters do not affect the text around them.
struct HTMLRenderer {
  private let sink: TextSink

  private init(_ sink: TextSink) { self.sink = sink }

  static func write(_ document: Document, to sink: TextSink) {
    let renderer = HTMLRenderer(sink)
    renderer.writeHead(document)
    sink.put("<header class=\"cover\">\n")
    if let logo = document.branding.logo {
      sink.put("<img class=\"logo\" alt=\"Logo\" width=\"").put(logo.width).put("\" height=\"")
      sink.put(logo.height).put("\" src=\"data:").put(logo.format.mediaType).put(";base64,")
      sink.put(Base64.encode(logo.bytes)).put("\">\n")
    }
    sink.put("<h1>").put(isolated: document.title).put("</h1>\n")
    renderer.write(document.cover)
    sink.put(
      "</header>\n<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ul>\n")
    for chapter in document.chapters {
      sink.put("<li><a href=\"#").put(chapter.anchor).put("\">").put(markup: chapter.title)
      sink.put("</a></li>\n")
    }
    sink.put("</ul>\n</nav>\n<main>\n")
    for chapter in document.chapters {
      sink.put(chapter.startsPage ? "<section class=\"page\"" : "<section")
      sink.put(" aria-labelledby=\"").put(chapter.anchor).put("\">\n<h2 id=\"").put(chapter.anchor)
      sink.put("\">").put(markup: chapter.title).put("</h2>\n")
      renderer.write(chapter.blocks)
      sink.put("</section>\n")
    }
    sink.put("</main>\n</body>\n</html>\n")
  }

  private func writeHead(_ document: Document) {
    let style = HTMLStyle(document)
    sink.put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    sink.put("<meta http-equiv=\"Content-Security-Policy\" content=\"").put(style.policy)
    sink.put("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    sink.put("<meta name=\"color-scheme\" content=\"light dark\">\n")
    sink.put("<meta name=\"referrer\" content=\"no-referrer\">\n")
    sink.put("<meta name=\"generator\" content=\"\(Product.name) \(Product.version)\">\n<title>")
    sink.put(HTMLText.line(document.title)).put("</title>\n<style>").put(style.sheet)
    sink.put("</style>\n</head>\n<body>\n")
    sink.put("<a class=\"skip\" href=\"#summary\">Skip to the summary</a>\n")
  }

  // MARK: Blocks

  private func write(_ blocks: [Block]) {
    for block in blocks { write(block) }
  }

  private func write(_ block: Block) {
    switch block {
    case .heading(let heading):
      sink.put("<h").put(heading.level)
      if let anchor = heading.anchor { sink.put(" id=\"").put(anchor).put("\"") }
      sink.put(">")
      put(heading.text)
      sink.put("</h").put(heading.level).put(">\n")
    case .paragraph(let text):
      sink.put("<p>")
      put(text)
      sink.put("</p>\n")
    case .note(let text):
      sink.put("<p class=\"note\">")
      put(text)
      sink.put("</p>\n")
    case .list(let items, let isNumbered):
      sink.put(isNumbered ? "<ol>\n" : "<ul>\n")
      for item in items {
        sink.put("<li>")
        put(item)
        sink.put("</li>\n")
      }
      sink.put(isNumbered ? "</ol>\n" : "</ul>\n")
    case .facts(let facts):
      guard !facts.isEmpty else { return }
      sink.put("<dl>\n")
      for fact in facts {
        sink.put("<dt>").put(isolated: fact.name).put("</dt><dd>")
        put(fact.value)
        sink.put("</dd>\n")
      }
      sink.put("</dl>\n")
    case .table(let table): write(table)
    case .code(let code): write(code)
    case .quotation(let text):
      sink.put("<blockquote>").put(HTMLText.lines(text)).put("</blockquote>\n")
    case .chart(let chart): sink.put(HTMLChart(chart).html)
    case .callout(let callout):
      sink.put("<div class=\"box b-").put(callout.kind.rawValue).put("\"")
      sink.put(callout.kind == .warning ? " role=\"alert\">\n" : ">\n")
      write(callout.blocks)
      sink.put("</div>\n")
    case .collapsible(let title, let blocks):
      sink.put("<details><summary>").put(markup: title).put("</summary>\n")
      write(blocks)
      sink.put("</details>\n")
    case .columns(let columns):
      let isEven = columns.allSatisfy { if case .chart? = $0.first { true } else { false } }
      sink.put(isEven ? "<div class=\"cols even\">\n" : "<div class=\"cols\">\n")
      for column in columns {
        sink.put("<div>\n")
        write(column)
        sink.put("</div>\n")
      }
      sink.put("</div>\n")
    case .finding(let finding): write(finding)
    case .pageBreak: sink.put("<div class=\"page\"></div>\n")
    case .generated(let count, let blocks):
      sink.append(parts: count) { HTMLRenderer($1).write(blocks($0)) }
    }
  }

  private func write(_ finding: FindingBlock) {
    sink.put("<article class=\"s").put(finding.severity.rank + 1)
    sink.put("\">\n<h4 id=\"").put(finding.anchor).put("\">")
    put(finding.heading)
    for badge in finding.badges {
      sink.put(" ")
      put(badge)
    }
    sink.put("</h4>\n")
    write(finding.blocks)
    sink.put("</article>\n")
  }

  /// The number of rows up to which a table is kept on one page.
  private static let shortTable = 6

  /// The first cell of a row is its heading. On a phone, each row is a block, and each cell shows the
  /// name of its column.
  private func write(_ table: Table) {
    let columns = table.columns
    sink.put(table.rows.count <= HTMLRenderer.shortTable ? "<table class=\"s\">\n" : "<table>\n")
    if !table.caption.isEmpty {
      sink.put("<caption>").put(markup: table.caption).put("</caption>\n")
    }
    sink.put("<thead><tr>")
    for column in columns {
      sink.put("<th scope=\"col\"").put(column.headClass).put(">").put(markup: column.title)
      sink.put("</th>")
    }
    sink.put("</tr></thead>\n<tbody>\n")
    sink.append(parts: table.rows.count) { place, sink in
      let row = table.rows[place]
      let renderer = HTMLRenderer(sink)
      sink.put("<tr")
      if let anchor = row.anchor { sink.put(" id=\"").put(anchor).put("\"") }
      sink.put(row.isTotal ? " class=\"sum\">" : ">")
      for (column, cell) in zip(columns, row.cells).enumerated() {
        let isHead = column == 0
        sink.put(isHead ? "<th scope=\"row\"" : "<td").put(
          cell.0.cellClass(of: cell.1, among: columns.count))
        if !isHead, cell.0.needsLabel { sink.put(" data-l=\"").put(cell.0.title).put("\"") }
        sink.put(">")
        renderer.put(cell.1)
        sink.put(isHead ? "</th>" : "</td>")
      }
      sink.put("</tr>\n")
    }
    sink.put("</tbody>\n</table>\n")
  }

  private func write(_ code: Code) {
    if !code.caption.isEmpty {
      sink.put("<p class=\"cap\">")
      put(code.caption)
      sink.put("</p>\n")
    }
    // A longer text can continue on the next page.
    sink.put(code.lines.count > 7 ? "<pre class=\"long\">" : "<pre>")
    for line in code.lines {
      let (start, end) =
        switch line.kind {
        case .added: ("<ins>+ ", "</ins>")
        case .removed: ("<del>- ", "</del>")
        case .same: ("<span>", "</span>")
        }
      sink.put(start)
      for part in line.parts {
        if part.isHighlighted { sink.put("<mark>") }
        sink.put(markup: VisibleText.line(part.text))
        if part.isHighlighted { sink.put("</mark>") }
      }
      sink.put(end)
    }
    sink.put("</pre>\n")
  }

  // MARK: Text

  private func put(_ text: [Inline]) {
    for piece in text { put(piece) }
  }

  /// A day, a minute in UTC, or another text that is not broken. See
  /// https://html.spec.whatwg.org/multipage/text-level-semantics.html#datetime-value.
  private func put(whole words: String) {
    guard words.hasSuffix(" UTC") else {
      sink.put("<time>").put(markup: words).put("</time>")
      return
    }
    sink.put("<time datetime=\"").put(String(words.dropLast(4)).replacing(" ", with: "T"))
    sink.put("Z\">").put(markup: words).put("</time>")
  }

  private func put(_ piece: Inline) {
    switch piece {
    case .text(let words): sink.put(markup: words)
    case .name(let words): sink.put(withDays: words)
    case .strong(let words): sink.put("<strong>").put(markup: words).put("</strong>")
    case .emphasis(let words): sink.put("<em>").put(withDays: words).put("</em>")
    case .fact(let words): sink.put("<b>").put(withDays: words).put("</b>")
    case .code(let words): sink.put(codeElement: words)
    case .whole(let words): put(whole: words)
    case .link(let words, let anchor):
      sink.put("<a href=\"#").put(anchor).put("\">").put(markup: words).put("</a>")
    case .target(let words, let anchor):
      sink.put("<span id=\"").put(anchor).put("\">").put(markup: words).put("</span>")
    case .severity(let severity):
      sink.put("<b class=\"").put(severity.rawValue).put("\">").put(severity.rawValue)
      sink.put("</b>")
    case .badge(let words, _):
      sink.put("<span class=\"badge\">").put(isolated: words).put("</span>")
    case .lineBreak: sink.put("<br>")
    }
  }
}

/// Text and tags.
enum HTMLText {
  /// Text in one line.
  static func line(_ text: String) -> String { MarkupText.escaped(VisibleText.line(text)) }

  /// Text that an attacker can choose, which can contain right-to-left letters. Printable ASCII
  /// has none, and needs no isolation.
  static func isolated(_ text: String) -> String {
    if VisibleText.isPlain(text), !text.isBlank { return MarkupText.escapes.escaped(text) }
    return "<bdi>\(text.isBlank ? "(empty)" : line(text))</bdi>"
  }

  static func code(_ text: String) -> String {
    text.isBlank ? "(empty)" : "<code>\(line(text))</code>"
  }

  /// Text with its line breaks.
  static func lines(_ text: String) -> String {
    if MarkupText.escapes.areUnnecessary(in: text) { return text }
    return MarkupText.escaped(text).split(separator: "\n", omittingEmptySubsequences: false)
      .map { "<bdi>\($0)</bdi>" }.joined(separator: "<br>\n")
  }
}

/// The same, written to a sink, for large numbers of elements.
extension TextSink {
  /// Writes text that an attacker can choose, which can contain right-to-left letters.
  @discardableResult
  func put(isolated text: String) -> TextSink {
    text.beginsVisibly && VisibleText.isPlain(text)
      ? put(line: text) : put(HTMLText.isolated(text))
  }

  /// The same, with days that are not broken.
  @discardableResult
  func put(withDays text: String) -> TextSink {
    guard let parts = DayText.parts(of: text), VisibleText.isPlain(text) else {
      return put(isolated: text)
    }
    for part in parts {
      if part.isDay {
        put("<time>").put(String(part.text)).put("</time>")
      } else {
        put(markup: String(part.text))
      }
    }
    return self
  }

  @discardableResult
  func put(codeElement text: String) -> TextSink {
    text.beginsVisibly ? put("<code>").put(line: text).put("</code>") : put(HTMLText.code(text))
  }

  private func put(line text: String) -> TextSink {
    put(text, MarkupText.escapes, otherwise: HTMLText.line)
  }
}

extension ExportFormat {
  /// A report for the client: a single file with charts, for screen, phone and paper.
  package static let html = ExportFormat(
    "html", fileName: "iam-review.html",
    summary: "a report for the client: a single file with charts, for screen, phone and paper",
    hasPages: true
  ) { report, sink in HTMLRenderer.write(report.document, to: sink) }
}
