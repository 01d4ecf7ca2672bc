internal import Checklist
internal import Platform

/// A document as Markdown (CommonMark with the tables of GitHub), without links, images and HTML.
struct MarkdownRenderer {
  private let sink: TextSink

  private init(_ sink: TextSink) { self.sink = sink }

  static func write(_ document: Document, to sink: TextSink) {
    let renderer = MarkdownRenderer(sink)
    sink.put("# ").put(inline: document.title).put("\n")
    renderer.write(document.cover)
    for chapter in document.chapters {
      sink.put("\n## ").put(inline: chapter.title).put("\n")
      renderer.write(chapter.blocks)
    }
  }

  private func write(_ blocks: [Block]) {
    for block in blocks { write(block) }
  }

  private func write(_ block: Block) {
    switch block {
    case .heading(let heading):
      sink.put(heading.level == 3 ? "\n### " : "\n#### ")
      put(heading.text)
      sink.put("\n")
    case .paragraph(let text), .note(let text):
      sink.put("\n")
      put(text)
      sink.put("\n")
    case .list(let items, let isNumbered):
      sink.put("\n")
      for (place, item) in items.enumerated() {
        if isNumbered { sink.put(place + 1).put(". ") } else { sink.put("- ") }
        put(item)
        sink.put("\n")
      }
    case .facts(let facts):
      guard !facts.isEmpty else { return }
      sink.put("\n| | |\n| --- | --- |\n")
      for fact in facts {
        sink.put("| ").put(inline: fact.name).put(" | ")
        put(fact.value, inTable: true)
        sink.put(" |\n")
      }
    case .table(let table): write(table)
    case .code(let code): write(code)
    case .quotation(let text):
      sink.put("\n")
      for line in MarkdownText.quotation(text, indentation: "") { sink.put(line).put("\n") }
    case .chart(let chart): write(chart)
    case .callout(let callout): write(callout)
    case .collapsible(_, let blocks): write(blocks)
    case .columns(let columns): columns.forEach(write)
    case .finding(let finding):
      sink.put("\n#### ")
      put(finding.heading)
      sink.put("\n")
      if !finding.badges.isEmpty {
        write(.paragraph(.joined(finding.badges.map { [$0] }, by: " ")))
      }
      write(finding.blocks)
    case .pageBreak: break
    case .generated(let count, let blocks):
      sink.append(parts: count) { MarkdownRenderer($1).write(blocks($0)) }
    }
  }

  private func write(_ table: Table) {
    sink.put("\n|")
    for column in table.columns { sink.put(" ").put(inline: column.title).put(" |") }
    sink.put("\n|")
    for column in table.columns { sink.put(column.kind == .number ? " ---: |" : " --- |") }
    sink.put("\n")
    for row in table.rows {
      sink.put("|")
      for cell in row.cells {
        sink.put(" ")
        put(cell, inTable: true)
        sink.put(" |")
      }
      sink.put("\n")
    }
  }

  /// One line is a code span, because a command in a paragraph is easier to copy.
  private func write(_ code: Code) {
    if !code.caption.isEmpty { write(.paragraph(code.caption)) }
    guard code.lines.count > 1 || code.isChange else {
      if let line = code.lines.first { sink.put("\n").put(codeSpan: line.text).put("\n") }
      return
    }
    let lines = code.lines.map { line in
      let sign =
        switch line.kind {
        case .same: code.isChange ? "  " : ""
        case .removed: "- "
        case .added: "+ "
        }
      return sign + VisibleText.line(line.text)
    }
    let fence = String(repeating: "`", count: max(3, MarkdownText.longestFence(in: lines) + 1))
    sink.put("\n").put(fence).put(code.isChange ? "diff\n" : "\n")
    for line in lines { sink.put(line).put("\n") }
    sink.put(fence).put("\n")
  }

  private func write(_ chart: Chart) {
    sink.put("\n").put(inline: chart.title).put(":\n\n")
    for bar in chart.bars {
      sink.put("- ").put(inline: bar.label).put(": ").put(inline: bar.note).put("\n")
    }
  }

  private func write(_ callout: Callout) {
    guard callout.kind == .warning || callout.kind == .draft else { return write(callout.blocks) }
    let text = TextSink.text { MarkdownRenderer($0).write(callout.blocks) }
    sink.put("\n")
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast()
    {
      sink.put(line.isEmpty ? ">" : "> ").put(String(line)).put("\n")
    }
  }

  private func put(_ text: [Inline], inTable: Bool = false) {
    for piece in text {
      switch piece {
      case .text(let words), .name(let words), .whole(let words), .link(let words, _),
        .target(let words, _):
        sink.put(inline: words)
      case .badge(let words, _): sink.put(inline: words)
      case .strong(let words), .fact(let words): put(words, mark: "**")
      case .emphasis(let words): put(words, mark: "*")
      case .code(let words):
        if inTable { sink.put(MarkdownText.codeInTable(words)) } else { sink.put(codeSpan: words) }
      case .severity(let severity): sink.put("**").put(severity.rawValue).put("**")
      case .lineBreak: sink.put(" – ")
      }
    }
  }

  private func put(_ words: String, mark: String) {
    let text = words.trimmed
    guard !text.isEmpty else { return }
    sink.put(mark).put(inline: text).put(mark)
    if words.last == " " { sink.put(" ") }
  }
}

extension MarkdownText {
  /// The length of the longest run of backticks.
  static func longestFence(in lines: [String]) -> Int {
    var longest = 0
    for line in lines {
      var run = 0
      for byte in line.utf8 {
        run = byte == UInt8(ascii: "`") ? run + 1 : 0
        longest = max(longest, run)
      }
    }
    return longest
  }
}

extension ExportFormat {
  /// The whole checklist as a document.
  package static let markdown = ExportFormat(
    "markdown", fileName: "iam-review.md",
    summary: "the whole checklist as a document"
  ) { report, sink in MarkdownRenderer.write(report.document, to: sink) }
}
