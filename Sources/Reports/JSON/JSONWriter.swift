internal import Model
internal import Platform

/// Writes JSON member by member, directly into the document. A tree of values for each of 20,000
/// findings would cost many times as much as their text.
///
/// `object` and `list` are written over several lines, `line` on one, so that each finding is one
/// line for searching and comparing.
///
///     JSONWriter.document(to: sink) { document in
///       document.member("version", "2.1.0")
///       document.list("results") { list in
///         list.line { result in result.member("kind", "fail") }
///       }
///     }
struct JSONWriter {
  private let sink: TextSink
  /// The depth of indentation; nil within a line.
  private let indentation: Int?
  private var isFirst = true

  private init(_ sink: TextSink, indentation: Int?) {
    self.sink = sink
    self.indentation = indentation
  }

  /// Writes an object and a line break; `body` writes its members.
  static func document(to sink: TextSink, _ body: (inout JSONWriter) -> Void) {
    sink.put("{")
    var members = JSONWriter(sink, indentation: 2)
    body(&members)
    members.close("}")
    sink.put("\n")
  }

  /// Writes an object on one line.
  static func line(to sink: TextSink, _ body: (inout JSONWriter) -> Void) {
    sink.put("{")
    var members = JSONWriter(sink, indentation: nil)
    body(&members)
    sink.put("}\n")
  }

  private mutating func begin() {
    if let indentation {
      sink.put(isFirst ? "\n" : ",\n").put(blanks: indentation)
    } else if !isFirst {
      sink.append(byte: UInt8(ascii: ","))
    }
    isFirst = false
  }

  /// Begins a member. Names in the source need no escaping.
  private mutating func begin(_ name: StaticString?) {
    begin()
    guard let name else { return }
    sink.append(byte: UInt8(ascii: "\""))
    sink.append(constant: name)
    sink.append(constant: indentation == nil ? "\":" : "\": ")
  }

  private mutating func write(
    _ name: StaticString?, _ brackets: (StaticString, StaticString), isLine: Bool,
    _ body: (inout JSONWriter) -> Void
  ) {
    begin(name)
    sink.append(constant: brackets.0)
    var inner = JSONWriter(sink, indentation: isLine ? nil : indentation.map { $0 + 2 })
    body(&inner)
    inner.close(brackets.1)
  }

  private func close(_ bracket: StaticString) {
    if let indentation, !isFirst { sink.put("\n").put(blanks: indentation - 2) }
    sink.append(constant: bracket)
  }
}

/// Members of an object.
extension JSONWriter {
  /// Writes a text; nothing if it is nil.
  mutating func member(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    begin(name)
    sink.append(json: text)
  }

  /// Writes a text, or null if it is nil.
  mutating func member(_ name: StaticString, orNull text: String?) {
    begin(name)
    if let text { sink.append(json: text) } else { sink.put("null") }
  }

  /// Writes a text with a name from the evidence.
  mutating func member(named name: String, _ text: String) {
    begin()
    sink.put(json: name).put(indentation == nil ? ":" : ": ").put(json: text)
  }

  /// Writes a member that already exists as a value.
  mutating func member(_ member: JSONMember) {
    begin()
    sink.put(json: member.name).put(indentation == nil ? ":" : ": ").put(member.value.compactText)
  }

  /// Writes an integer; nothing if it is nil.
  mutating func member(_ name: StaticString, _ number: Int?) {
    guard let number else { return }
    begin(name)
    sink.put(number)
  }

  /// Writes an id.
  mutating func member(_ name: StaticString, _ id: NameUUID) {
    begin(name)
    sink.append(byte: UInt8(ascii: "\""))
    sink.append(id)
    sink.append(byte: UInt8(ascii: "\""))
  }

  /// Writes the output of `put`, which must be a value, unchanged.
  mutating func member(_ name: StaticString, _ put: (TextSink) -> Void) {
    begin(name)
    put(sink)
  }

  /// Writes a member that already exists as a value, over several lines.
  mutating func member(overLines member: JSONMember) {
    begin()
    sink.put(json: member.name).put(": ").put(
      member.value.prettyText(indentation: indentation ?? 0))
  }

  /// Writes a value over several lines.
  mutating func member(_ name: StaticString, overLines value: JSONValue) {
    begin(name)
    sink.put(value.prettyText(indentation: indentation ?? 0))
  }

  /// Writes a value; nothing if it is nil.
  mutating func member(_ name: StaticString, _ value: JSONValue?) {
    guard let value else { return }
    begin(name)
    sink.put(value.compactText)
  }

  /// Writes a member that is an object.
  mutating func object(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
    write(name, ("{", "}"), isLine: false, body)
  }

  /// Writes a member that is an object on one line.
  mutating func line(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
    write(name, ("{", "}"), isLine: true, body)
  }

  /// Writes a member that is a list.
  mutating func list(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
    write(name, ("[", "]"), isLine: false, body)
  }

  /// Writes a member that is a list on one line.
  mutating func listLine(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
    write(name, ("[", "]"), isLine: true, body)
  }

  /// Writes a member that is a list of objects, one per line; `write` writes the members of each.
  /// With `omittingEmpty`, nothing is written if there are no elements.
  mutating func list<Elements: Sequence>(
    _ name: StaticString, of elements: Elements, omittingEmpty: Bool = false,
    _ write: (Elements.Element, inout JSONWriter) -> Void
  ) {
    var rest = elements.makeIterator()
    var next = rest.next()
    if next == nil, omittingEmpty { return }
    list(name) { list in
      while let element = next {
        list.line { write(element, &$0) }
        next = rest.next()
      }
    }
  }

  /// The same for many elements, in parallel.
  mutating func list<Element: Sendable>(
    _ name: StaticString, ofMany elements: [Element], omittingEmpty: Bool = false,
    _ write: @Sendable (Element, inout JSONWriter) -> Void
  ) {
    if elements.isEmpty, omittingEmpty { return }
    list(name) { $0.lines(ofMany: elements, write) }
  }

  /// Writes a member that is a list of `value` for each of `elements`.
  mutating func list<Elements: Sequence>(
    _ name: StaticString, of elements: Elements, omittingEmpty: Bool = false,
    _ value: (Elements.Element) -> JSONValue
  ) {
    var rest = elements.makeIterator()
    var next = rest.next()
    if next == nil, omittingEmpty { return }
    list(name) { list in
      while let element = next {
        list.element(value(element))
        next = rest.next()
      }
    }
  }
}

/// Elements of a list.
extension JSONWriter {
  /// Writes an object per line, with the members that `write` writes for each of `elements`, in
  /// parallel.
  mutating func lines<Element: Sendable>(
    ofMany elements: [Element], _ write: @Sendable (Element, inout JSONWriter) -> Void
  ) {
    let (isFirst, indentation) = (isFirst, indentation)
    sink.append(parts: elements.count) { place, sink in
      var list = JSONWriter(sink, indentation: indentation)
      list.isFirst = isFirst && place == 0
      list.line { write(elements[place], &$0) }
    }
    self.isFirst = isFirst && elements.isEmpty
  }

  /// Writes a text.
  mutating func element(_ text: String) {
    begin()
    sink.append(json: text)
  }

  /// Writes the output of `put`, which must be a value, unchanged.
  mutating func element(_ put: (TextSink) -> Void) {
    begin()
    put(sink)
  }

  /// Writes a value.
  mutating func element(_ value: JSONValue) {
    begin()
    sink.put(value.compactText)
  }

  /// Writes an object.
  mutating func object(_ body: (inout JSONWriter) -> Void) {
    write(nil, ("{", "}"), isLine: false, body)
  }

  /// Writes an object on one line.
  mutating func line(_ body: (inout JSONWriter) -> Void) {
    write(nil, ("{", "}"), isLine: true, body)
  }
}

extension JSONValue {
  /// An object of the members that have a value, in order.
  static func present(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(members.compactMap { name, value in value.map { JSONMember(name, $0) } })
  }

  /// The text as a value; nil if it is nil.
  static func text(_ text: String?) -> JSONValue? { text.map(JSONValue.string) }

  /// The list as a value; nil if it is empty.
  static func filled(_ elements: [JSONValue]) -> JSONValue? {
    elements.isEmpty ? nil : .array(elements)
  }
}
