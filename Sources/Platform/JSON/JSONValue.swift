/// A JSON value, for output and for content that must survive a round trip.
public enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// A number as it is written, so that no digits are lost.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  /// A whole number.
  public static func integer(_ value: Int) -> JSONValue { .number(String(value)) }

  /// The string `text`, or null if it is nil.
  public static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// The value of the member `name`; nil if it is missing or this is not an object.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text of a string; nil for other types.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The elements of a list; nil for other types.
  public var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members of an object; nil for other types.
  public var members: [JSONMember]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// A whole number; nil for other types.
  public var integer: Int? {
    guard case .number(let text) = self else { return nil }
    return Int(text)
  }

  /// Copies `node` with its content.
  public init(_ node: JSONNode) {
    self =
      switch node.kind {
      case .object:
        .object(node.members.map { JSONMember($0.name, JSONValue($0.value)) })
      case .array: .array(node.elements.map(JSONValue.init))
      case .string: .string(node.string ?? "")
      case .number: .number(node.number ?? "0")
      case .boolean: .boolean(node.boolean ?? false)
      case .null, .dropped: .null
      }
  }
}

/// A member of an object; the order of members is kept.
public struct JSONMember: Hashable, Sendable {
  /// The member's name.
  public var name: String
  /// The member's value.
  public var value: JSONValue

  /// Creates the member `name` with `value`.
  public init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
  /// An object with its members in order.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember($0.0, $0.1) })
  }

  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }

  /// A list.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }

  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
}
