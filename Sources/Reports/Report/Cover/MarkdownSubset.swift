internal import Checklist
internal import Model
internal import Platform

/// The part of Markdown that an auditor can use in a cover file: paragraphs, lists, headings, and
/// strong, emphasized and code text. Everything else, such as links, images and HTML, stays text.
enum MarkdownSubset {
  static func blocks(_ text: String) -> [Block] {
    var blocks: [Block] = []
    var paragraph: [String] = []
    var list: (items: [[Inline]], isNumbered: Bool)?
    func finish() {
      if !paragraph.isEmpty {
        let lines = paragraph.map { inlines($0) }
        blocks.append(.paragraph([Inline].joined(lines, by: " ")))
        paragraph = []
      }
      if let done = list { blocks.append(.list(done.items, isNumbered: done.isNumbered)) }
      list = nil
    }
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let words = line.trimmed
      if words.isEmpty {
        finish()
      } else if let title = heading(words) {
        finish()
        blocks.append(.heading(Heading(level: 3, text: inlines(title))))
      } else if let (item, isNumbered) = entry(words) {
        if !paragraph.isEmpty || list.map({ $0.isNumbered != isNumbered }) == true { finish() }
        list = ((list?.items ?? []) + [inlines(item)], isNumbered)
      } else if list != nil, line.first?.isWhitespace == true, let last = list?.items.indices.last {
        list?.items[last] += [.text(" ")] + inlines(words)
      } else {
        if list != nil { finish() }
        paragraph.append(words)
      }
    }
    finish()
    return blocks
  }

  private static func heading(_ line: String) -> String? {
    guard line.hasPrefix("#") else { return nil }
    let title = line.drop { $0 == "#" }
    return title.first == " " ? title.trimmed : nil
  }

  private static func entry(_ line: String) -> (String, Bool)? {
    for mark in ["- ", "* "] where line.hasPrefix(mark) {
      return (String(line.dropFirst(2)), false)
    }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line[digits.endIndex...]
    guard !digits.isEmpty, digits.count < 4, rest.hasPrefix(". ") else { return nil }
    return (String(rest.dropFirst(2)), true)
  }

  /// The text with `**strong**`, `*emphasized*` and code between backticks.
  static func inlines(_ text: String) -> [Inline] {
    var result: [Inline] = []
    var plain = ""
    var rest = Substring(text)
    func flush() {
      if !plain.isEmpty { result.append(.name(plain)) }
      plain = ""
    }
    while let first = rest.first {
      var isDone = false
      for (mark, make) in marks where rest.hasPrefix(mark) {
        let inside = rest.dropFirst(mark.count)
        guard let end = inside.firstRange(of: mark), !inside[..<end.lowerBound].isEmpty,
          inside.first?.isWhitespace == false
        else { continue }
        flush()
        result.append(make(String(inside[..<end.lowerBound])))
        rest = inside[end.upperBound...]
        isDone = true
        break
      }
      if isDone { continue }
      plain.append(first)
      rest = rest.dropFirst()
    }
    flush()
    return result
  }

  private static let marks: [(String, @Sendable (String) -> Inline)] = [
    ("**", { .strong($0) }), ("*", { .emphasis($0) }), ("`", { .code($0) }),
  ]
}
