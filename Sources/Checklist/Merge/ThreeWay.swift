internal import Model

/// Two later values of one thing, and what both began from.
struct ThreeWay<Value: Equatable> {
  let base: Value
  let ours: Value
  let theirs: Value

  init(_ base: Value, _ ours: Value, _ theirs: Value) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }

  /// The value of whoever changed it; nil where both did, and not alike.
  var agreed: Value? {
    if ours == theirs || theirs == base { return ours }
    return ours == base ? theirs : nil
  }
}

extension ThreeWay {
  /// The value of whoever changed it; where both did, the one that `isBetter` than the other.
  ///
  /// `isBetter` must put any two different values in an order, so that nothing hangs on whose is
  /// called ours.
  func chosen(_ isBetter: (Value, Value) -> Bool) -> Value {
    agreed ?? (isBetter(ours, theirs) ? ours : theirs)
  }
}

extension UnknownMembers {
  /// Members that a newer version wrote, each by itself.
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

  /// The names of those that both changed, and not alike.
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
