extension RoleTrust {
  /// What the statements that may name `subject` ask about tags and sessions, as far as `isMeant` keeps
  /// the conditions.
  func rules(
    naming subject: AccessSubject, account: String?, _ isMeant: (Condition) -> Bool
  ) -> [TagRule] {
    if !conditions.contains(where: isMeant) { return [] }
    return places(naming: subject, account: account).compactMap { place in
      let statement = statements[place].statement
      let conditions = statement.conditions.filter(isMeant)
      return conditions.isEmpty
        ? nil
        : TagRule(
          isDeny: statement.effect == .deny, conditions: conditions,
          hasVariables: trust?.hasVariables ?? false)
    }
  }
}
