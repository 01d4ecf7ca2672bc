internal import Model

/// Writes a large JSON object piece by piece: what is opened here over many lines, each value on one
/// line, so that a finding is a line to look for and to compare.
///
///     JSONPieces.document(to: sink) { document in
///       document.member("version", "2.1.0")
///       document.list("runs") { $0.object { run in … } }
///     }
struct JSONPieces {
  private let sink: ExportFormat.Sink
  private let indentation: Int
  private var isFirst = true

  private init(_ sink: @escaping ExportFormat.Sink, indentation: Int) {
    self.sink = sink
    self.indentation = indentation
  }

  /// Writes an object and a line break: `body` gives its members.
  static func document(
    to sink: @escaping ExportFormat.Sink, _ body: (inout JSONPieces) -> Void
  ) {
    sink("{")
    var members = JSONPieces(sink, indentation: 2)
    body(&members)
    members.close("}\n")
  }

  /// Writes a member of an object; none where there is no value.
  mutating func member(_ name: String, _ value: JSONValue?) {
    guard let value else { return }
    begin(name)
    sink(value.compactText)
  }

  /// Writes a member that is an object.
  mutating func object(_ name: String, _ body: (inout JSONPieces) -> Void) {
    var inner = open(name, "{")
    body(&inner)
    inner.close("}")
  }

  /// Writes a member that is a list.
  mutating func list(_ name: String, _ body: (inout JSONPieces) -> Void) {
    var inner = open(name, "[")
    body(&inner)
    inner.close("]")
  }

  /// Writes a member that is a list of what `value` makes of `elements`; none where that is
  /// nothing and empty lists are not allowed.
  mutating func list<Elements: Sequence>(
    _ name: String, of elements: Elements, orNothing: Bool = false,
    _ value: (Elements.Element) -> JSONValue?
  ) {
    var list: JSONPieces?
    for element in elements {
      guard let value = value(element) else { continue }
      if list == nil { list = open(name, "[") }
      list?.element(value)
    }
    if let list {
      list.close("]")
    } else if !orNothing {
      open(name, "[").close("]")
    }
  }

  /// Writes an element of a list.
  mutating func element(_ value: JSONValue) {
    begin(nil)
    sink(value.compactText)
  }

  /// Writes an element that is an object.
  mutating func object(_ body: (inout JSONPieces) -> Void) {
    var inner = open(nil, "{")
    body(&inner)
    inner.close("}")
  }

  private mutating func begin(_ name: String?) {
    sink(isFirst ? "\n" : ",\n")
    isFirst = false
    sink(String(repeating: " ", count: indentation))
    if let name { sink(JSONValue.string(name).compactText + ": ") }
  }

  private mutating func open(_ name: String?, _ bracket: String) -> JSONPieces {
    begin(name)
    sink(bracket)
    return JSONPieces(sink, indentation: indentation + 2)
  }

  private func close(_ bracket: String) {
    if !isFirst { sink("\n" + String(repeating: " ", count: indentation - 2)) }
    sink(bracket)
  }
}

extension JSONValue {
  /// An object of the members that have a value, in the order written.
  static func present(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(members.compactMap { name, value in value.map { JSONMember(name, $0) } })
  }

  /// The text, or nothing where there is none.
  static func text(_ text: String?) -> JSONValue? { text.map(JSONValue.string) }

  /// The list, or nothing where it is empty.
  static func filled(_ elements: [JSONValue]) -> JSONValue? {
    elements.isEmpty ? nil : .array(elements)
  }
}
