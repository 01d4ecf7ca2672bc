extension JSONValue {
  /// The canonical text, from which digests are computed: members sorted by name, no spaces, and
  /// everything except printable ASCII escaped.
  ///
  /// It is the output of Python's `json.dumps(value, sort_keys=True, separators=(',', ':'))`, so
  /// that a digest can be verified without this program.
  public var canonicalText: String {
    var output = ""
    writeCanonically(into: &output)
    return output
  }

  /// The same value with the members of every object sorted by name.
  public var withSortedMembers: JSONValue {
    switch self {
    case .array(let elements): .array(elements.map(\.withSortedMembers))
    case .object(let members):
      .object(
        members.map { JSONMember($0.name, $0.value.withSortedMembers) }
          .sorted { $0.name.precedesByScalar($1.name) })
    default: self
    }
  }

  private func writeCanonically(into output: inout String) {
    switch self {
    case .null, .boolean, .number: output += compactText
    case .string(let text): JSONValue.writeASCII(text, into: &output)
    case .array(let elements):
      output += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { output += "," }
        element.writeCanonically(into: &output)
      }
      output += "]"
    case .object(let members):
      output += "{"
      let sorted = members.sorted { $0.name.precedesByScalar($1.name) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { output += "," }
        JSONValue.writeASCII(member.name, into: &output)
        output += ":"
        member.value.writeCanonically(into: &output)
      }
      output += "}"
    }
  }

  private static func writeASCII(_ text: String, into output: inout String) {
    output += "\""
    for unit in text.utf16 {
      switch unit {
      case 0x22: output += "\\\""
      case 0x5C: output += "\\\\"
      case 0x08: output += "\\b"
      case 0x0C: output += "\\f"
      case 0x0A: output += "\\n"
      case 0x0D: output += "\\r"
      case 0x09: output += "\\t"
      case 0x20...0x7E: output.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    output += "\""
  }
}
