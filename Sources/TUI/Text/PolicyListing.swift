import Model
import Platform

/// A policy document formatted for reading, with the line of each statement.
///
///     {                                      0
///       "Version": "2012-10-17",             1
///       "Statement": [                       2
///         {                                  3   statementLines[0]
///           "Effect": "Allow",               4
struct PolicyListing: Sendable {
  private(set) var lines: [TextLine] = []
  /// The first line of each statement, by its index.
  private(set) var statementLines: [Int] = []
  private var current: [TextLine.Span] = []
  private var depth = 0

  /// Formats `text`; nil if it is not JSON and must be shown unchanged.
  init?(_ text: String) {
    guard let document = try? JSONDocument(Array(text.utf8)) else { return nil }
    let root = document.root
    guard root.kind == .object else {
      write(root)
      endLine()
      return
    }
    writeObject(root.members) { listing, member in
      if member.name == "Statement" {
        listing.writeStatements(member.value)
      } else {
        listing.write(member.value)
      }
    }
    endLine()
  }

  private mutating func writeStatements(_ node: JSONNode) {
    guard node.kind == .array else {
      statementLines.append(lines.count)
      write(node)
      return
    }
    writeList(node.elements) { listing, element in
      listing.statementLines.append(listing.lines.count)
      listing.write(element)
    }
  }

  /// The lines of a statement without their indentation; nil if the index is out of range.
  func statementLines(of index: Int) -> [TextLine]? {
    guard let range = statementRange(index) else { return nil }
    let indent = lines[range.lowerBound].indent
    return lines[range].map { $0.dropping(columns: indent) }
  }

  /// The range of lines of a statement.
  func statementRange(_ index: Int) -> ClosedRange<Int>? {
    guard statementLines.indices.contains(index) else { return nil }
    let start = statementLines[index]
    let indent = lines[start].indent
    let end = lines[(start + 1)...].firstIndex { $0.indent <= indent }
    return start...(end ?? start)
  }

  private mutating func write(_ node: JSONNode) {
    switch node.kind {
    case .object: writeObject(node.members) { $0.write($1.value) }
    case .array:
      let elements = node.elements
      // A list with one element is shown on one line, as in the AWS documentation.
      if elements.count == 1, let only = elements.first, !only.isContainer {
        put("[", .jsonPunctuation)
        write(only)
        put("]", .jsonPunctuation)
      } else {
        writeList(elements) { $0.write($1) }
      }
    case .string: put(PolicyListing.quoted(node.string ?? ""), .jsonString)
    case .number: put(node.number ?? "", .jsonNumber)
    case .boolean, .null, .dropped: put(node.rawText, .jsonKeyword)
    }
  }

  private mutating func writeObject(
    _ members: [(name: String, value: JSONNode)],
    _ writeValue: (inout PolicyListing, (name: String, value: JSONNode)) -> Void
  ) {
    guard !members.isEmpty else { return put("{}", .jsonPunctuation) }
    open("{")
    for (index, member) in members.enumerated() {
      put(PolicyListing.quoted(member.name), .jsonKey)
      put(": ", .jsonPunctuation)
      writeValue(&self, member)
      if index < members.count - 1 { put(",", .jsonPunctuation) }
      endLine()
    }
    close("}")
  }

  private mutating func writeList(
    _ elements: [JSONNode], _ writeElement: (inout PolicyListing, JSONNode) -> Void
  ) {
    guard !elements.isEmpty else { return put("[]", .jsonPunctuation) }
    open("[")
    for (index, element) in elements.enumerated() {
      writeElement(&self, element)
      if index < elements.count - 1 { put(",", .jsonPunctuation) }
      endLine()
    }
    close("]")
  }

  private mutating func open(_ bracket: String) {
    put(bracket, .jsonPunctuation)
    endLine()
    depth += 1
  }

  private mutating func close(_ bracket: String) {
    depth -= 1
    put(bracket, .jsonPunctuation)
  }

  private mutating func put(_ text: String, _ role: StyleRole) {
    if current.isEmpty, depth > 0 {
      current.append(.init(SafeText(String(repeating: "  ", count: depth))))
    }
    current.append(.init(SafeText(text), role))
  }

  private mutating func endLine() {
    lines.append(TextLine(current))
    current = []
  }

  /// The text in quotes, escaped as JSON requires; `SafeText` escapes invisible characters.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension JSONNode {
  fileprivate var isContainer: Bool { kind == .object || kind == .array }
}

extension TextLine {
  /// The number of leading spaces.
  fileprivate var indent: Int { text.prefix { $0 == " " }.count }

  /// The line without its first columns, which are spaces.
  fileprivate func dropping(columns: Int) -> TextLine {
    var left = columns
    let spans = self.spans.compactMap { span -> Span? in
      let width = span.text.width
      defer { left = max(0, left - width) }
      return left >= width ? nil : Span(span.text.dropping(columns: left), span.role)
    }
    return TextLine(spans, link: link)
  }
}
