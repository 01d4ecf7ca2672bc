internal import Checklist
internal import Platform

/// The body of a Word document (WordprocessingML, ECMA-376 part 1): paragraphs with named styles,
/// tables, links to bookmarks, and charts as tables with shaded cells.
struct DOCXRenderer {
  let sink: TextSink
  /// The state that all parts share; rendering is sequential.
  private let state: State

  private final class State {
    var bookmarks = 0
    /// The number of numbered lists, each of which starts with 1.
    var numberedLists = 0
  }

  /// The width of the text in twentieths of a point: A4 with margins of 20 mm.
  static let width = 9638

  /// The XML of the body, and the number of numbered lists in it.
  static func body(_ document: Document) -> (xml: String, numberedLists: Int) {
    let state = State()
    let xml = TextSink.text { sink in
      let renderer = DOCXRenderer(sink: sink, state: state)
      if let logo = document.branding.logo { sink.put(DOCXPart.drawing(of: logo)) }
      renderer.paragraph("Title", [.name(document.title)])
      renderer.write(document.cover)
      renderer.contents(document)
      for chapter in document.chapters {
        renderer.heading(
          "Heading1", [.text(chapter.title)], anchor: chapter.anchor, startsPage: chapter.startsPage
        )
        renderer.write(chapter.blocks)
      }
      renderer.paragraph("Note", [.text("End of the report.")])
    }
    return (xml, state.numberedLists)
  }

  private init(sink: TextSink, state: State) {
    self.sink = sink
    self.state = state
  }

  // MARK: Blocks

  private func write(_ blocks: [Block]) {
    for block in blocks { write(block) }
  }

  private func write(_ block: Block) {
    switch block {
    case .heading(let heading):
      self.heading(
        heading.level == 3 ? "Heading2" : "Heading3", heading.text, anchor: heading.anchor)
    case .paragraph(let text): paragraph("BodyText", text)
    case .note(let text): paragraph("Note", text)
    case .list(let items, let isNumbered):
      if isNumbered { state.numberedLists += 1 }
      let list = isNumbered ? state.numberedLists + 1 : 1
      for item in items {
        paragraph(isNumbered ? "ListNumber" : "ListBullet", item, more: DOCXPart.number(list))
      }
    case .facts(let facts): write(facts)
    case .table(let table): write(table)
    case .code(let code): write(code)
    case .quotation(let text):
      for line in text.split(whereSeparator: \.isNewline) {
        paragraph("Quote", [.name(String(line))])
      }
    case .chart(let chart): write(chart)
    case .callout(let callout): write(callout)
    case .collapsible(_, let blocks): write(blocks)
    case .columns(let columns): columns.forEach(write)
    case .finding(let finding):
      heading("Heading3", finding.heading, anchor: finding.anchor)
      if !finding.badges.isEmpty {
        paragraph("Note", .joined(finding.badges.map { [$0] }, by: " "), more: "<w:keepNext/>")
      }
      write(finding.blocks)
    case .pageBreak: sink.put("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>")
    case .generated(let count, let blocks): for place in 0..<count { write(blocks(place)) }
    }
  }

  /// A table of contents: a field that Word fills, with the chapters until then.
  private func contents(_ document: Document) {
    paragraph("TOCHeading", [.text("Contents")])
    let chapters = document.chapters
    for (place, chapter) in chapters.enumerated() {
      sink.put("<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr>")
      if place == 0 {
        sink.put("<w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r>")
        sink.put(
          "<w:instrText xml:space=\"preserve\"> TOC \\o &quot;1-2&quot; \\h \\z \\u </w:instrText>")
        sink.put("</w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>")
      }
      put(.link(chapter.title, to: chapter.anchor))
      if place == chapters.count - 1 {
        sink.put("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>")
      }
      sink.put("</w:p>\n")
    }
  }

  private func heading(
    _ style: String, _ text: [Inline], anchor: String?, startsPage: Bool = false
  ) {
    sink.put("<w:p><w:pPr><w:pStyle w:val=\"").put(style).put("\"/>")
    if startsPage { sink.put("<w:pageBreakBefore/>") }
    sink.put("</w:pPr>")
    bookmark(anchor)
    put(text)
    sink.put("</w:p>\n")
  }

  private func bookmark(_ anchor: String?) {
    guard let anchor else { return }
    state.bookmarks += 1
    sink.put("<w:bookmarkStart w:id=\"").put(state.bookmarks).put("\" w:name=\"")
    sink.put(DOCXPart.bookmark(anchor)).put("\"/><w:bookmarkEnd w:id=\"").put(state.bookmarks)
    sink.put("\"/>")
  }

  private func paragraph(_ style: String, _ text: [Inline], more: String = "") {
    sink.put("<w:p><w:pPr><w:pStyle w:val=\"").put(style).put("\"/>").put(more).put("</w:pPr>")
    put(text)
    sink.put("</w:p>\n")
  }

  private func write(_ callout: Callout) {
    let look = DOCXPart.box(callout.kind)
    for block in callout.blocks {
      switch block {
      case .paragraph(let text): paragraph("BodyText", text, more: look)
      case .note(let text): paragraph("Note", text, more: look)
      case .quotation(let text):
        for line in text.split(whereSeparator: \.isNewline) {
          paragraph("Quote", [.name(String(line))], more: look)
        }
      default: write(block)
      }
    }
  }

  private func write(_ code: Code) {
    if !code.caption.isEmpty { paragraph("Caption", code.caption, more: "<w:keepNext/>") }
    for line in code.lines {
      let (sign, fill) =
        switch line.kind {
        case .same: ("", "")
        case .added: ("+ ", "C4E6CB")
        case .removed: ("- ", "FFD2C2")
        }
      sink.put("<w:p><w:pPr><w:pStyle w:val=\"Code\"/></w:pPr>")
      if !sign.isEmpty { run(sign, DOCXPart.shade(fill)) }
      for part in line.parts {
        run(part.text, DOCXPart.shade(part.isHighlighted ? "FFE9A8" : fill))
      }
      sink.put("</w:p>\n")
    }
  }

  // MARK: Tables

  private func write(_ facts: [(name: String, value: [Inline])]) {
    guard !facts.isEmpty else { return }
    let widths = [2600, DOCXRenderer.width - 2600]
    beginTable("FactsTable", "Names and values", "", widths)
    for fact in facts {
      sink.put("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
      cell(widths[0], [.name(fact.name)])
      cell(widths[1], fact.value)
      sink.put("</w:tr>\n")
    }
    sink.put("</w:tbl>\n")
    paragraph("Gap", [])
  }

  private func write(_ table: Table) {
    if !table.caption.isEmpty {
      paragraph("Caption", [.text(table.caption)], more: "<w:keepNext/>")
    }
    let widths = table.columnWidths(in: DOCXRenderer.width)
    beginTable("ReportTable", table.caption.isEmpty ? "Findings" : table.caption, "", widths)
    sink.put("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
    for (column, width) in zip(table.columns, widths) {
      cell(width, [.text(column.title)], column.kind)
    }
    sink.put("</w:tr>\n")
    for row in table.rows {
      sink.put("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
      for (place, cell) in row.cells.enumerated() where place < widths.count {
        self.cell(
          widths[place], row.isTotal ? cell.inBold : cell, table.columns[place].kind,
          anchor: place == 0 ? row.anchor : nil)
      }
      sink.put("</w:tr>\n")
    }
    sink.put("</w:tbl>\n")
    paragraph("Gap", [])
  }

  /// Begins a table; the order of its properties is that of the schema.
  private func beginTable(_ style: String, _ title: String, _ description: String, _ widths: [Int])
  {
    sink.put("<w:tbl><w:tblPr><w:tblStyle w:val=\"").put(style)
    sink.put("\"/><w:tblW w:w=\"").put(widths.reduce(0, +)).put("\" w:type=\"dxa\"/>")
    sink.put(
      "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:lastRow=\"0\"")
    sink.put(" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/>")
    sink.put("<w:tblCaption w:val=\"").put(DOCXPart.text(title)).put("\"/>")
    if !description.isEmpty {
      sink.put("<w:tblDescription w:val=\"").put(DOCXPart.text(description)).put("\"/>")
    }
    sink.put("</w:tblPr><w:tblGrid>")
    for width in widths { sink.put("<w:gridCol w:w=\"").put(width).put("\"/>") }
    sink.put("</w:tblGrid>\n")
  }

  private func cell(
    _ width: Int, _ text: [Inline], _ kind: Table.Column.Kind = .text, anchor: String? = nil
  ) {
    sink.put("<w:tc><w:tcPr><w:tcW w:w=\"").put(width).put(
      "\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr>")
    sink.put("<w:pStyle w:val=\"").put(kind == .code || kind == .digest ? "SmallCell" : "Cell").put(
      "\"/>")
    if kind == .number { sink.put("<w:jc w:val=\"right\"/>") }
    sink.put("</w:pPr>")
    bookmark(anchor)
    put(text)
    sink.put("</w:p></w:tc>")
  }

  /// A chart: a row for each bar, whose parts are shaded cells.
  private func write(_ chart: Chart) {
    paragraph("Caption", [.strong(chart.title)], more: "<w:keepNext/>")
    let (label, units, note) = (5, 16, 3)
    let unit = DOCXRenderer.width / (label + units + note)
    beginTable(
      "ChartTable", chart.title, chart.description,
      [Int](repeating: unit, count: label + units + note))
    let largest = max(chart.bars.map { $0.parts.reduce(0) { $0 + $1.count } }.max() ?? 1, 1)
    for bar in chart.bars {
      sink.put("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
      chartCell(label, unit, bar.label, fill: nil)
      var (done, used) = (0, 0)
      for part in bar.parts {
        done += part.count
        let end = max(done * units / largest, used)
        if end > used {
          let text = part.sign.isEmpty ? "" : "\(part.sign) \(part.count)"
          chartCell(end - used, unit, text, fill: DOCXPart.fill(part.style))
        }
        used = end
      }
      if used < units { chartCell(units - used, unit, "", fill: nil) }
      chartCell(note, unit, bar.note, fill: nil)
      sink.put("</w:tr>\n")
    }
    sink.put("</w:tbl>\n")
    paragraph("Note", [.text(chart.legend)])
  }

  private func chartCell(_ span: Int, _ unit: Int, _ text: String, fill: String?) {
    sink.put("<w:tc><w:tcPr><w:tcW w:w=\"").put(span * unit).put(
      "\" w:type=\"dxa\"/><w:gridSpan w:val=\"")
    sink.put(span).put("\"/>")
    if let fill { sink.put("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"\(fill)\"/>") }
    // A chart is on one page.
    sink.put("</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/><w:keepNext/></w:pPr>")
    if !text.isEmpty { run(text, "") }
    sink.put("</w:p></w:tc>")
  }

  // MARK: Text

  private func put(_ text: [Inline]) {
    for piece in text { put(piece) }
  }

  private func put(_ piece: Inline) {
    switch piece {
    case .text(let words): run(words, "")
    case .name(let words): run(words.isBlank ? "(empty)" : words, "")
    case .whole(let words): run(words, "")
    case .strong(let words), .fact(let words): run(words, "<w:b/>")
    case .badge(let words, _): run(words, "<w:b/>")
    case .emphasis(let words): run(words, "<w:i/>")
    case .code(let words): run(words, "<w:rStyle w:val=\"CodeText\"/>")
    case .severity(let severity):
      run(severity.rawValue, "<w:b/><w:color w:val=\"\(DOCXPart.color(severity))\"/>")
    case .link(let words, let anchor):
      sink.put("<w:hyperlink w:anchor=\"").put(DOCXPart.bookmark(anchor))
      sink.put("\" w:history=\"1\">")
      run(words, "<w:rStyle w:val=\"Hyperlink\"/>")
      sink.put("</w:hyperlink>")
    case .target(let words, let anchor):
      bookmark(anchor)
      run(words, "")
    case .lineBreak: sink.put("<w:r><w:br/></w:r>")
    }
  }

  private func run(_ text: String, _ properties: String) {
    guard !text.isEmpty else { return }
    sink.put("<w:r>")
    if !properties.isEmpty { sink.put("<w:rPr>").put(properties).put("</w:rPr>") }
    for part in DayText.parts(of: text) ?? [DayText(text: text[...], isDay: false)] {
      // Word breaks a line after a hyphen, but not after this element.
      let pieces = part.isDay ? part.text.split(separator: "-") : [part.text]
      for (place, piece) in pieces.enumerated() {
        sink.put(place == 0 ? "" : "<w:noBreakHyphen/>").put("<w:t xml:space=\"preserve\">")
        sink.put(DOCXPart.text(String(piece))).put("</w:t>")
      }
    }
    sink.put("</w:r>")
  }
}
