package import Platform

/// A value in an evidence file together with its path, so that it can be cited.
package struct Cursor {
  package let node: JSONNode
  package let file: String
  /// The JSON pointer (RFC 6901) of the value in its file.
  package let pointer: String

  package init(node: JSONNode, file: String, pointer: String) {
    self.node = node
    self.file = file
    self.pointer = pointer
  }

  package var kind: JSONNode.Kind { node.kind }

  /// The position of the value, for citations.
  package var citation: Citation {
    Citation(file: file, place: pointer, line: node.line)
  }

  package func child(_ name: String) -> Cursor? {
    node[name].map { Cursor(node: $0, file: file, pointer: pointer + "/" + escaped(name)) }
  }

  /// The elements of the list `name`. A single object counts as its only element, because some
  /// tools and some AWS examples print a list that way.
  package func list(_ name: String) -> CursorList {
    guard let list = child(name), list.kind == .array || list.kind == .object else {
      return CursorList(of: nil)
    }
    return CursorList(of: list)
  }

  package func string(_ name: String) -> String? { node[name]?.string }
  package func integer(_ name: String) -> Int? { node[name]?.integer }
  package func boolean(_ name: String) -> Bool? { node[name]?.boolean }

  /// The date in `name`, written as text or as seconds since 1970.
  package func instant(_ name: String) -> Instant? {
    guard let text = node[name]?.string ?? node[name]?.number else { return nil }
    return Instant(text)
  }

  /// A problem with this value.
  package func problem(_ message: String) -> Problem {
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

/// The elements of a list, without those that the parser dropped; any other value is its own only
/// element. Elements are found one at a time, because a damaged list can have millions of them.
package struct CursorList: Sequence {
  private let list: Cursor?

  package init(of list: Cursor?) { self.list = list }

  package func makeIterator() -> Iterator { Iterator(list) }

  package struct Iterator: IteratorProtocol {
    private let list: Cursor?
    private var place: Int
    private let end: Int
    private var number = 0

    fileprivate init(_ list: Cursor?) {
      self.list = list
      place = (list?.node.index ?? 0) + (list?.kind == .array ? 1 : 0)
      end = list.map { Int($0.node.document.tape[$0.node.index].next) } ?? 0
    }

    package mutating func next() -> Cursor? {
      guard let list, place < end else { return nil }
      guard list.kind == .array else {
        place = end
        return list
      }
      while place < end {
        let element = JSONNode(document: list.node.document, index: place)
        defer { number += 1 }
        place = Int(list.node.document.tape[place].next)
        guard element.kind != .dropped else { continue }
        return Cursor(node: element, file: list.file, pointer: "\(list.pointer)/\(number)")
      }
      return nil
    }
  }
}
