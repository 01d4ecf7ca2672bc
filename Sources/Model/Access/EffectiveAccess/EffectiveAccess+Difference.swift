extension EffectiveAccess {
  /// Whether it can differ from `other`, which the same policies give: other actions are allowed, or
  /// the resources depend on a tag of the principal.
  func differs(from other: EffectiveAccess) -> Bool {
    if grants.count != other.grants.count
      || !contained.map(\.by).elementsEqual(other.contained.map(\.by))
    {
      return true
    }
    return zip(grants, other.grants).contains { mine, theirs in
      mine.index != theirs.index || mine.policy !== theirs.policy
        || !mine.allowed.isSame(as: theirs.allowed)
        || !mine.unconditional.isSame(as: theirs.unconditional)
        || !mine.onAllResources.isSame(as: theirs.onAllResources)
        || mine.statement.resources?.patterns.contains { !TagVariables.keys(in: $0).isEmpty }
          == true
    }
  }
}

extension ActionSet {
  fileprivate func isSame(as other: ActionSet) -> Bool {
    words == other.words && beyond.isNone == other.beyond.isNone
  }
}
