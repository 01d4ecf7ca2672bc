internal import Platform

// Several changes in one entry differ in little: the members that all of them have, with the same
// value, are stored once.
//
//     [{"target":{"finding":"a"},"to":{"note":"x","facts":{"f":"1"}}},     changes: [{"target":…}, …]
//      {"target":{"finding":"b"},"to":{"note":"x","facts":{"f":"1"}}}]     shared: {"to":{…}}

extension JSONValue {
  /// Objects as the members `changes`, what is different in each, and `shared`, what is the same.
  static func sharing(_ objects: [JSONValue]) -> [(String, JSONValue?)] {
    let shared = objects.dropFirst().reduce(objects.first ?? .object([])) { $0.common(with: $1) }
    return [
      ("changes", .array(objects.map { $0.removing(shared) })),
      ("shared", shared.members?.isEmpty == false ? shared : nil),
    ]
  }

  /// The members that both objects have with the same value, also those of objects within them.
  private func common(with other: JSONValue) -> JSONValue {
    let members = (members ?? []).compactMap { member -> JSONMember? in
      guard let value = other[member.name] else { return nil }
      if value == member.value { return member }
      let common = member.value.common(with: value)
      return common.members?.isEmpty == false ? JSONMember(member.name, common) : nil
    }
    return .object(members)
  }

  /// The object without members that `shared` has with the same value.
  private func removing(_ shared: JSONValue) -> JSONValue {
    guard let members, shared.members != nil else { return self }
    return .object(
      members.compactMap { member in
        guard let value = shared[member.name] else { return member }
        return value == member.value
          ? nil : JSONMember(member.name, member.value.removing(value))
      })
  }

  /// The object with the members of `shared`, also those of objects within them.
  func adding(_ shared: JSONValue) -> JSONValue {
    guard let members, let others = shared.members else { return self }
    return .object(
      members.map { member in
        shared[member.name].map { JSONMember(member.name, member.value.adding($0)) } ?? member
      } + others.filter { self[$0.name] == nil })
  }
}
