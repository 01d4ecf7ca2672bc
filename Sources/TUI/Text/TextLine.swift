import Checklist
import Model

/// A line of a detail pane or page: its text and its link.
struct TextLine: Hashable, Sendable {
  var spans: [Span]
  /// The target that Enter opens.
  var link: Link?

  /// A part of a line in one role.
  struct Span: Hashable, Sendable {
    let text: SafeText
    let role: StyleRole

    init(_ text: SafeText, _ role: StyleRole = .text) {
      self.text = text
      self.role = role
    }
  }

  init(_ spans: [Span] = [], link: Link? = nil) {
    self.spans = spans
    self.link = link
  }

  var width: Int { spans.reduce(0) { $0 + $1.text.width } }
  /// The plain text, for searching.
  var text: String { spans.map(\.text.description).joined() }
}

/// The target of a line.
enum Link: Hashable, Sendable {
  /// The page of an identity or policy.
  case page(PageSubject)
  case topic(PageTopic)
  case statement(StatementPlace)
  case finding(Int)
  case item(Int)
  case command(CommandName)
  /// A command after a colon, by its name.
  case line(String)
  case draft(DecisionForm.DraftKey)
  /// The checklist with a filter: its items, or one list of all matching findings.
  case filtered(String, ChecklistPane)
}

extension TextLine {
  /// The line, indented.
  func indented(by columns: Int) -> TextLine {
    TextLine([Span(SafeText(String(repeating: " ", count: columns)))] + spans, link: link)
  }

  /// The line wrapped to `columns`; continuation lines are indented by `hanging`.
  func wrapped(columns: Int, hanging: Int) -> [TextLine] {
    guard columns > 0, width > columns else { return [self] }
    let hanging = min(hanging, max(0, columns - 8))
    var lines: [TextLine] = []
    var current: [Span] = []
    var used = 0
    func breakLine() {
      lines.append(TextLine(current, link: link))
      current = [Span(SafeText(String(repeating: " ", count: hanging)))]
      used = hanging
    }
    for span in spans {
      let runs = span.text.runs
      // The first run that is not laid out yet, and the columns from there on.
      var next = 0
      var rest = span.text.width
      while rest > 0 {
        let isAtStart = used == hanging && !lines.isEmpty
        // Spaces after a line break would look like indentation.
        while isAtStart, next < runs.count, runs[next].glyph == " " {
          rest -= runs[next].width
          next += 1
        }
        if rest <= columns - used {
          let tail = SafeText(runs: Array(runs[next...]), isCut: span.text.isCut)
          current.append(Span(tail, span.role))
          used += rest
          break
        }
        var end = runs.endOfLine(from: next, columns: columns - used, isAtStart: isAtStart)
        // A run that is wider than a whole line is truncated, and the text continues after it.
        if end == next, used <= hanging { end += 1 }
        if end > next {
          let head = SafeText(runs: Array(runs[next..<end]), isCut: false)
          current.append(Span(head, span.role))
          rest -= head.width
          next = end
        }
        breakLine()
      }
    }
    lines.append(TextLine(current, link: link))
    return lines
  }
}

extension [SafeText.Run] {
  /// The end of a line that begins at `start` and takes at most `columns`: after a space or a
  /// punctuation mark, if there is one.
  fileprivate func endOfLine(from start: Int, columns: Int, isAtStart: Bool) -> Int {
    var used = 0
    var end = start
    var afterBreak: Int?
    while end < count, used + self[end].width <= columns {
      used += self[end].width
      end += 1
      if [" ", ",", "/", ":", "-"].contains(self[end - 1].glyph) { afterBreak = end }
    }
    guard let afterBreak, end < count else { return end }
    // In a long ARN, a break far left of the edge would waste too much space.
    return (afterBreak - start) * 2 > end - start || !isAtStart ? afterBreak : end
  }
}
