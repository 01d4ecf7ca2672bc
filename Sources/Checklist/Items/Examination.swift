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
    privileges = Self.privileges(engine, sensitive: settings.sensitiveServices)
  }

  /// Most principals have nothing that could amount to a privilege, and are not looked at.
  private static func privileges(
    _ engine: AccessEngine, sensitive: [String]
  ) -> [ARN: Privilege] {
    let found = concurrentMap(engine.subjects.count) { index -> (ARN, Privilege)? in
      let subject = engine.subjects[index]
      guard !subject.isServiceLinked,
        subject.isWide || subject.allows(anyOf: BoundaryDelegation.managing)
      else { return nil }
      return (
        subject.arn, Privilege(engine.effectiveAccess(of: subject), sensitive: sensitive)
      )
    }
    return Dictionary(found.compactMap { $0 }, uniquingKeysWith: { first, _ in first })
  }
}
