/// A value in an evidence file together with the way to it, so that it can be cited.
struct Cursor {
  let node: JSONNode
  let file: String
  /// The JSON pointer (RFC 6901) of the value in its file.
  let pointer: String

  var kind: JSONNode.Kind { node.kind }

  /// The place of the value, for a finding to cite.
  var citation: Citation {
    Citation(file: file, place: pointer, line: node.line)
  }

  func child(_ name: String) -> Cursor? {
    node[name].map { Cursor(node: $0, file: file, pointer: pointer + "/" + escaped(name)) }
  }

  func child(_ name: String, holding node: JSONNode) -> Cursor {
    Cursor(node: node, file: file, pointer: pointer + "/" + escaped(name))
  }

  /// The elements of the list `name`; one object where a list was meant counts as its only
  /// element, as some tools and some of AWS's own samples print it.
  func list(_ name: String) -> [Cursor] {
    guard let list = child(name) else { return [] }
    switch list.kind {
    case .array: return list.elements
    case .object: return [list]
    default: return []
    }
  }

  /// The elements of a list, without those that were dropped while reading.
  var elements: [Cursor] {
    node.elements.enumerated().compactMap { index, element in
      element.kind == .dropped
        ? nil : Cursor(node: element, file: file, pointer: pointer + "/" + String(index))
    }
  }

  func string(_ name: String) -> String? { node[name]?.string }
  func integer(_ name: String) -> Int? { node[name]?.integer }
  func boolean(_ name: String) -> Bool? { node[name]?.boolean }

  /// The moment in `name`, written as text or as seconds since 1970.
  func instant(_ name: String) -> Instant? {
    guard let value = node[name] else { return nil }
    return (value.string ?? value.number).flatMap { Instant($0) }
  }

  /// A problem with this value.
  func problem(_ message: String) -> Problem {
    Problem(
      file: file, place: pointer.isEmpty ? node.position.description : pointer, message: message)
  }

  private func escaped(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return name
    }
    return name.reduce(into: "") { result, character in
      switch character {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.append(character)
      }
    }
  }
}
