internal import Model
internal import Platform

/// Two later values, and the value that both started from.
struct ThreeWay<Value: Equatable> {
  let base: Value
  let ours: Value
  let theirs: Value

  init(_ base: Value, _ ours: Value, _ theirs: Value) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }

  /// The value of the side that changed it; nil if both changed it differently.
  var agreed: Value? {
    if ours == theirs || theirs == base { return ours }
    return ours == base ? theirs : nil
  }
}

extension ThreeWay {
  /// The value of the side that changed it; if both did, the one that `isBetter`.
  ///
  /// `isBetter` must order any two different values, so that the result does not depend on the
  /// side.
  func chosen(_ isBetter: (Value, Value) -> Bool) -> Value {
    agreed ?? (isBetter(ours, theirs) ? ours : theirs)
  }
}

extension UnknownMembers {
  /// Merges unknown members one by one.
  static func merged(
    _ base: UnknownMembers, _ ours: UnknownMembers, _ theirs: UnknownMembers
  ) -> UnknownMembers {
    let members = names(ours, theirs).compactMap { name -> JSONMember? in
      let value = ThreeWay(base[name], ours[name], theirs[name]).chosen {
        ($0?.canonicalText ?? "").precedesByScalar($1?.canonicalText ?? "")
      }
      return value.map { JSONMember(name, $0) }
    }
    return UnknownMembers(members: members)
  }

  /// The names of the members that both changed differently.
  static func disagreeing(
    _ base: UnknownMembers, _ ours: UnknownMembers, _ theirs: UnknownMembers
  ) -> [String] {
    names(ours, theirs).filter { name in
      ours[name] != theirs[name] && ThreeWay(base[name], ours[name], theirs[name]).agreed == nil
    }
  }

  private static func names(_ ours: UnknownMembers, _ theirs: UnknownMembers) -> [String] {
    Set((ours.members + theirs.members).map(\.name)).sorted { $0.precedesByScalar($1) }
  }

  private subscript(name: String) -> JSONValue? { members.first { $0.name == name }?.value }
}
