extension JSONValue {
  /// The value on one line, without spaces.
  public var compactText: String {
    var output = ""
    write(into: &output, indentation: nil)
    return output
  }

  /// The value over several lines, indented by two spaces, without a final newline.
  public var prettyText: String { prettyText(indentation: 0) }

  /// The value in the format of `prettyText` at a depth of `indentation` spaces; the first line is
  /// not indented. Large texts can thus be written in parts.
  public func prettyText(indentation: Int) -> String {
    var output = ""
    write(into: &output, indentation: indentation)
    return output
  }

  private func write(into output: inout String, indentation: Int?) {
    switch self {
    case .null: output += "null"
    case .boolean(let value): output += value ? "true" : "false"
    case .number(let text): output += text
    case .string(let text): JSONText.encode(text, into: &output)
    case .array(let elements):
      write(elements, between: ("[", "]"), into: &output, indentation: indentation) {
        $0.write(into: &$1, indentation: $2)
      }
    case .object(let members):
      write(members, between: ("{", "}"), into: &output, indentation: indentation) {
        JSONText.encode($0.name, into: &$1)
        $1 += $2 == nil ? ":" : ": "
        $0.value.write(into: &$1, indentation: $2)
      }
    }
  }

  private func write<Part>(
    _ parts: [Part], between brackets: (String, String), into output: inout String,
    indentation: Int?, writePart: (Part, inout String, Int?) -> Void
  ) {
    output += brackets.0
    let inner = indentation.map { $0 + 2 }
    for (index, part) in parts.enumerated() {
      if index > 0 { output += "," }
      if let inner { output += "\n" + String(repeating: " ", count: inner) }
      writePart(part, &output, inner)
    }
    if let indentation, !parts.isEmpty {
      output += "\n" + String(repeating: " ", count: indentation)
    }
    output += brackets.1
  }
}
