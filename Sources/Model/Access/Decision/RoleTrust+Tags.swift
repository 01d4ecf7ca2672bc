extension RoleTrust {
  /// The conditions of statements that can name `subject` on the tags of the role.
  func targetRules(naming subject: AccessSubject, account: String?) -> [TagRule] {
    hasTargetConditions ? rules(naming: subject, account, TargetContext.testsTags) : []
  }

  /// The conditions of statements that can name `subject` on the session name and session tags.
  func sessionRules(naming subject: AccessSubject, account: String?) -> [TagRule] {
    hasSessionConditions ? rules(naming: subject, account, AssumeRoleCall.testsSession) : []
  }

  private func rules(
    naming subject: AccessSubject, _ account: String?, _ isIncluded: (Condition) -> Bool
  ) -> [TagRule] {
    places(naming: subject, account: account).compactMap { place in
      let statement = statements[place].statement
      let conditions = statement.conditions.filter(isIncluded)
      return conditions.isEmpty
        ? nil
        : TagRule(
          isDeny: statement.effect == .deny, conditions: conditions,
          hasVariables: trust?.hasVariables ?? false)
    }
  }
}
