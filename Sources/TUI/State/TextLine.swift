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
  case topic(PageTopic)
  case statement(StatementPlace)
  case finding(Int)
  case item(Int)
  case command(CommandName)
  case draft(DecisionForm.Occasion)

  /// A link to the page of an identity or policy.
  static func page(_ subject: PageSubject) -> Link { .topic(.subject(subject)) }
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
    func end() {
      lines.append(TextLine(current, link: link))
      current = [Span(SafeText(String(repeating: " ", count: hanging)))]
      used = hanging
    }
    for span in spans {
      var rest = span.text
      while rest.width > 0 {
        if used == hanging, !lines.isEmpty { rest = rest.droppingBlanks() }
        let room = columns - used
        if rest.width <= room {
          current.append(Span(rest, span.role))
          used += rest.width
          break
        }
        let (head, tail) = rest.split(at: room, isAtStart: used == hanging && !lines.isEmpty)
        if head.width > 0 { current.append(Span(head, span.role)) }
        guard tail.runs.count < rest.runs.count || used > hanging else {
          // A run is wider than a whole line: it is drawn truncated, and the text continues after
          // it.
          current.append(Span(SafeText(runs: [rest.runs[0]], isCut: false), span.role))
          rest = SafeText(runs: Array(rest.runs.dropFirst()), isCut: rest.isCut)
          end()
          continue
        }
        rest = tail
        end()
      }
    }
    lines.append(TextLine(current, link: link))
    return lines
  }
}

extension SafeText {
  /// The text without leading spaces, which would look like an indent after a line break.
  fileprivate func droppingBlanks() -> SafeText {
    guard runs.first?.glyph == " " else { return self }
    return SafeText(runs: Array(runs.drop { $0.glyph == " " }), isCut: isCut)
  }

  /// The runs that fit into `columns`, broken after a space or a punctuation mark if possible, and
  /// the rest.
  fileprivate func split(at columns: Int, isAtStart: Bool) -> (SafeText, SafeText) {
    var used = 0
    var end = 0
    var afterBreak: Int?
    while end < runs.count, used + runs[end].width <= columns {
      used += runs[end].width
      end += 1
      if [" ", ",", "/", ":", "-"].contains(runs[end - 1].glyph) { afterBreak = end }
    }
    // In long ARNs, a break far from the edge wastes more space than it helps.
    if let afterBreak, end < runs.count, afterBreak * 2 > end || !isAtStart { end = afterBreak }
    return (
      SafeText(runs: Array(runs[..<end]), isCut: false),
      SafeText(runs: Array(runs[end...]), isCut: isCut)
    )
  }
}
