import Model

@testable import Platform

extension EvidenceDamage {
  /// Members that AWS omits if they have no value, so that a removed one cannot be noticed.
  private static let optional: Set<String> = [
    "OptInStatus", "IsTruncated", "LastAuthenticated", "isPublic", "resourceOwnerAccount",
    "Request", "error",
    "finished", "DefaultVersionId", "IsDefaultVersion", "FeatureSet", "MasterAccountId", "Type",
  ]

  /// Changes something in `value`; returns a description of the change.
  mutating func damage(_ value: inout JSONValue, isManifest: Bool) -> String {
    if !isManifest, random(8) == 0 { return mark(&value) }
    let places = Self.places(in: value)
    let place = places[random(places.count)]
    return change(&value, place[...], path: "")
  }

  private mutating func random(_ count: Int) -> Int { Int.random(in: 0..<count, using: &numbers) }

  /// The path to every value in `value`: the indices of members and elements.
  private static func places(in value: JSONValue) -> [[Int]] {
    let inner = value.array ?? value.members?.map(\.value) ?? []
    return [[]]
      + inner.enumerated().flatMap { place, value in places(in: value).map { [place] + $0 } }
  }

  /// Adds a sign that pages are missing.
  private mutating func mark(_ value: inout JSONValue) -> String {
    guard case .object(var members) = value else { return "nothing" }
    if let place = members.firstIndex(where: { $0.name == "Response" }) {
      let what = mark(&members[place].value)
      value = .object(members)
      return what
    }
    let marks: [(String, JSONValue)] = [
      ("NextToken", .string("x")), ("nextToken", .integer(1)), ("NextMarker", .string("x")),
      ("Marker", .string("x")), ("IsTruncated", .boolean(true)), ("IsTruncated", .string("True")),
      ("IsTruncated", .integer(1)),
    ]
    let (name, mark) = marks[random(marks.count)]
    members.removeAll { $0.name == "IsTruncated" }
    value = .object(members + [JSONMember(name, mark)])
    return "\(name) is \(mark)"
  }

  private mutating func change(
    _ value: inout JSONValue, _ place: ArraySlice<Int>, path: String
  ) -> String {
    guard let first = place.first, place.count > 1 || random(3) > 0 else {
      return replace(&value, path)
    }
    let rest = place.dropFirst()
    switch value {
    case .array(var elements):
      defer { value = .array(elements) }
      let path = "\(path)/\(first)"
      guard rest.isEmpty, random(2) == 0 else { return change(&elements[first], rest, path: path) }
      var other = elements[first]
      let inner = Self.places(in: other)
      let what = change(&other, inner[random(inner.count)][...], path: path)
      elements.insert(other, at: random(2) == 0 ? first : first + 1)
      return "\(path) twice, \(what)"
    case .object(var members):
      defer { value = .object(members) }
      let name = members[first].name
      let path = "\(path)/\(name)"
      guard rest.isEmpty else { return change(&members[first].value, rest, path: path) }
      switch random(4) {
      case 0 where !Self.optional.contains(name):
        members.remove(at: first)
        return "\(path) removed"
      case 1 where !Self.optional.contains(name):
        let letter = name.prefix(1)
        let other = letter == letter.uppercased() ? letter.lowercased() : letter.uppercased()
        members[first].name = other + name.dropFirst()
        return "\(path) named \(members[first].name)"
      default: return change(&members[first].value, rest, path: path)
      }
    default: return replace(&value, path)
    }
  }

  /// Replaces `value` with a value that contains less information, or none.
  private mutating func replace(_ value: inout JSONValue, _ path: String) -> String {
    let old = value
    switch (old, random(5)) {
    case (.string(let text), 0) where text.contains("123456789012"):
      value = .string(text.replacing("123456789012", with: "222222222222"))
    case (.string(let text), 0...2) where text.hasPrefix("20") && text.hasSuffix("Z"):
      value = .string("2099" + text.dropFirst(4))
    case (.string(let text), 0) where text.hasPrefix("{"):
      value = .string(String(text.prefix(text.count / 2)))
    case (.number(let text), 0): value = .string(text)
    case (.boolean(let flag), 0): value = .string(flag ? "True" : "False")
    case (.object, 0): value = .array([old])
    case (.object(let members), 1) where members.contains { $0.name == "Statement" }:
      value = .string(random(2) == 0 ? "" : "%7B" + old.compactText.dropFirst(9))
    default:
      let others: [JSONValue] = [.null, .integer(7), .boolean(true), .array([.null]), .string("")]
      value = others[random(others.count)]
    }
    return "\(path) is \(value.compactText.prefix(60))"
  }
}
