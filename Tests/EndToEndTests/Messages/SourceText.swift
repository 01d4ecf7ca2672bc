/// The string literals of a Swift source, in their order.
///
/// Literals joined by `+` are one. An interpolation stays as it is written, without the literals in
/// it, which follow on their own.
struct SourceText {
  private let source: [Character]
  private var place = 0
  private(set) var literals: [String] = []

  init(_ text: String) {
    source = Array(text)
    while place < source.count {
      if starts("//") {
        skip { $0 != "\n" }
      } else if let first = literal() {
        literals.append(first.joined ?? "")
        literals += first.inner
      } else {
        place += 1
      }
    }
  }

  /// A literal with those that are joined to it, and the literals in its interpolations.
  private struct Literal {
    var joined: String?
    var inner: [String] = []
  }

  /// The literal at `place`, and all that `+` joins to it; nil if there is none.
  private mutating func literal() -> Literal? {
    guard var whole = single() else { return nil }
    while true {
      let end = place
      skip(\.isWhitespace)
      guard starts("+") else {
        place = end
        return whole
      }
      place += 1
      skip(\.isWhitespace)
      guard let next = single() else {
        place = end
        return whole
      }
      whole.joined = (whole.joined ?? "") + (next.joined ?? "")
      whole.inner += next.inner
    }
  }

  private mutating func single() -> Literal? {
    let hashes = source[place...].prefix { $0 == "#" }.count
    guard source.dropFirst(place + hashes).first == "\"" else { return nil }
    place += hashes
    let quote = starts("\"\"\"") ? "\"\"\"" : "\""
    let end = quote + String(repeating: "#", count: hashes)
    let escape = "\\" + String(repeating: "#", count: hashes)
    place += quote.count
    var text = ""
    var literal = Literal()
    while place < source.count, !starts(end) {
      guard starts(escape) else {
        text.append(source[place])
        place += 1
        continue
      }
      place += escape.count
      text += "\\"
      if source[place] == "(" {
        let inner = interpolation()
        text += inner.joined ?? ""
        literal.inner += inner.inner
      } else {
        text.append(source[place])
        place += 1
      }
    }
    place += end.count
    literal.joined = quote.count == 1 ? text : Self.unindented(text)
    return literal
  }

  /// What is in the parentheses at `place`; a literal in it is shown as `""`.
  private mutating func interpolation() -> Literal {
    var result = Literal(joined: "")
    var depth = 0
    repeat {
      if let inner = single() {
        result.joined? += "\"\""
        result.inner += [inner.joined ?? ""] + inner.inner
        continue
      }
      if source[place] == "(" { depth += 1 }
      if source[place] == ")" { depth -= 1 }
      result.joined?.append(source[place])
      place += 1
    } while depth > 0
    return result
  }

  /// The text of a literal of several lines: without the indentation of its last line, and with lines
  /// joined where their end is escaped.
  private static func unindented(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let indentation = lines.last?.count ?? 0
    return lines.dropFirst().dropLast().map { String($0.dropFirst(indentation)) }
      .joined(separator: "\n").replacing("\\\n", with: "")
  }

  private func starts(_ text: String) -> Bool { source[place...].starts(with: text) }

  private mutating func skip(_ matches: (Character) -> Bool) {
    while place < source.count, matches(source[place]) { place += 1 }
  }
}
