import Model

/// What the rules of the items look at: the account, the settings, and what several rules need.
struct Examination: Sendable {
  let account: Account
  let settings: Settings
  /// What each principal can really do.
  let engine: AccessEngine
  /// How much each user, group and role may do; service-linked roles are not judged.
  let privileges: [ARN: Privilege]
  /// The service control policies on the account's path.
  let control: ControlledAccess

  init(account: Account, settings: Settings) {
    self.account = account
    self.settings = settings
    let engine = AccessEngine(account)
    self.engine = engine
    control = ControlledAccess(account)
    var privileges: [ARN: Privilege] = [:]
    for subject in engine.subjects
    where !subject.isServiceLinked
      && (subject.isWide || subject.allows(anyOf: BoundaryDelegation.managing))
    {
      privileges[subject.arn] = Privilege(
        engine.effectiveAccess(of: subject), sensitive: settings.sensitiveServices)
    }
    self.privileges = privileges
  }
}
