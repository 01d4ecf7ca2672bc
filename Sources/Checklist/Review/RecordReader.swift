internal import Model
internal import Platform

/// Reads the members of one JSON object strictly, and keeps unknown members.
///
/// Each function names the value that it expects, so that an invalid member is reported with its
/// position.
struct RecordReader {
  private let node: JSONNode
  private var asked: [String] = []
  /// How many of the requested members exist.
  private var found = 0

  init(_ node: JSONNode) throws(SessionError) {
    guard node.kind == .object else { throw node.expected("an object") }
    self.node = node
  }

  /// The members that were not requested, sorted.
  var unknown: UnknownMembers {
    // Most records have none, so their names need not be read.
    guard found < node.memberCount else { return UnknownMembers() }
    return UnknownMembers(
      members: node.members.filter { !asked.contains($0.name) }
        .map { JSONMember($0.name, JSONValue($0.value).withSortedMembers) }
        .sorted { $0.name.precedesByScalar($1.name) })
  }

  mutating func optional(_ name: String) -> JSONNode? {
    let value = node[name]
    if !asked.contains(name) {
      asked.append(name)
      found += value == nil ? 0 : 1
    }
    return value
  }

  mutating func required(_ name: String) throws(SessionError) -> JSONNode {
    guard let value = optional(name) else { throw node.expected("the member \"\(name)\"") }
    return value
  }

  mutating func text(_ name: String) throws(SessionError) -> String {
    let value = try required(name)
    guard let text = value.string else { throw value.expected("a string for \"\(name)\"") }
    return text
  }

  mutating func optionalText(_ name: String) throws(SessionError) -> String? {
    optional(name) == nil ? nil : try text(name)
  }

  mutating func integer(_ name: String, from minimum: Int) throws(SessionError) -> Int {
    let value = try required(name)
    // Larger numbers are refused, so that sums and seconds computed from them do not overflow.
    guard let number = value.integer, number >= minimum, number <= 1 << 40 else {
      throw value.expected("a whole number from \(minimum) for \"\(name)\"")
    }
    return number
  }

  mutating func optionalInteger(_ name: String, from minimum: Int) throws(SessionError) -> Int? {
    optional(name) == nil ? nil : try integer(name, from: minimum)
  }

  mutating func instant(_ name: String) throws(SessionError) -> Instant {
    let value = try required(name)
    guard let instant = value.string.flatMap({ Instant($0) }) else {
      throw value.expected("a time such as 2026-11-24T02:41:52Z for \"\(name)\"")
    }
    return instant
  }

  mutating func optionalDay(_ name: String) throws(SessionError) -> CalendarDay? {
    guard let value = optional(name) else { return nil }
    guard let day = value.string.flatMap({ CalendarDay($0) }) else {
      throw value.expected("a date such as 2026-11-24 for \"\(name)\"")
    }
    return day
  }

  mutating func digest(_ name: String) throws(SessionError) -> SHA256Digest {
    let value = try required(name)
    guard let digest = value.string.flatMap({ SHA256Digest(hexDigits: $0) }) else {
      throw value.expected("64 hexadecimal digits for \"\(name)\"")
    }
    return digest
  }

  mutating func optionalInstant(_ name: String) throws(SessionError) -> Instant? {
    optional(name) == nil ? nil : try instant(name)
  }

  mutating func optionalDigest(_ name: String) throws(SessionError) -> SHA256Digest? {
    optional(name) == nil ? nil : try digest(name)
  }

  mutating func boolean(_ name: String) throws(SessionError) -> Bool {
    let value = try required(name)
    guard let boolean = value.boolean else {
      throw value.expected("true or false for \"\(name)\"")
    }
    return boolean
  }

  mutating func choice<Choice>(_ name: String) throws(SessionError) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    let value = try required(name)
    guard let choice = value.string.flatMap(Choice.init) else {
      let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw value.expected("one of \(words) for \"\(name)\"")
    }
    return choice
  }

  mutating func optionalChoice<Choice>(_ name: String) throws(SessionError) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    guard optional(name) != nil else { return nil }
    let value: Choice = try choice(name)
    return value
  }

  mutating func list(_ name: String) throws(SessionError) -> [JSONNode] {
    guard let value = optional(name) else { return [] }
    guard value.kind == .array else { throw value.expected("an array for \"\(name)\"") }
    return value.elements
  }

  mutating func texts(_ name: String) throws(SessionError) -> [String] {
    var texts: [String] = []
    for node in try list(name) {
      guard let text = node.string else { throw node.expected("strings in \"\(name)\"") }
      texts.append(text)
    }
    return texts
  }

  mutating func map(_ name: String) throws(SessionError) -> [(name: String, value: JSONNode)] {
    guard let value = optional(name) else { return [] }
    guard value.kind == .object else { throw value.expected("an object for \"\(name)\"") }
    return value.members
  }
}

extension JSONNode {
  /// An error with what was expected here.
  func expected(_ what: String) -> SessionError {
    SessionError(position: position, message: "expected \(what)")
  }
}

extension JSONValue {
  /// An object of the members with a value and of unknown members, sorted by name.
  static func record(
    _ members: [(String, JSONValue?)], _ unknown: UnknownMembers = UnknownMembers()
  ) -> JSONValue {
    let known = members.compactMap { name, value in value.map { JSONMember(name, $0) } }
    return .object((known + unknown.members).sorted { $0.name.precedesByScalar($1.name) })
  }
}
