import Checklist
import Model

/// A line of a detail pane or a page: what stands in it and what Enter does on it.
struct TextLine: Hashable, Sendable {
  var spans: [Span]
  /// Where Enter leads from this line.
  var link: Link?

  /// A piece of a line in one role.
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
  /// The line as it reads, for searching.
  var text: String { spans.map(\.text.description).joined() }
}

/// Where a line leads.
enum Link: Hashable, Sendable {
  case topic(PageTopic)
  case statement(StatementPlace)
  case finding(Int)
  case item(Int)
  case command(CommandName)
  case draft(DecisionForm.Occasion)

  /// To the page of an identity or policy.
  static func page(_ subject: PageSubject) -> Link { .topic(.subject(subject)) }
}

extension TextLine {
  /// The line further to the right.
  func indented(by columns: Int) -> TextLine {
    TextLine([Span(SafeText(String(repeating: " ", count: columns)))] + spans, link: link)
  }

  /// The line in lines of at most `columns`; what goes on is indented by `hanging`.
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
          // One run is wider than a whole line: it is drawn cut, and the text goes on.
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
  /// The text without blanks at its start: at a break they would be an indent of their own.
  fileprivate func droppingBlanks() -> SafeText {
    guard runs.first?.glyph == " " else { return self }
    return SafeText(runs: Array(runs.drop { $0.glyph == " " }), isCut: isCut)
  }

  /// The runs that fit in `columns`, broken after a blank or a sign where there is one, and the rest.
  fileprivate func split(at columns: Int, isAtStart: Bool) -> (SafeText, SafeText) {
    var used = 0
    var end = 0
    var afterBreak: Int?
    while end < runs.count, used + runs[end].width <= columns {
      used += runs[end].width
      end += 1
      if [" ", ",", "/", ":", "-"].contains(runs[end - 1].glyph) { afterBreak = end }
    }
    // A break far left of the edge wastes more than it helps in long ARNs.
    if let afterBreak, end < runs.count, afterBreak * 2 > end || !isAtStart { end = afterBreak }
    return (
      SafeText(runs: Array(runs[..<end]), isCut: false),
      SafeText(runs: Array(runs[end...]), isCut: isCut)
    )
  }
}
