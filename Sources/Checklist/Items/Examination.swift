import Model
import Synchronization

/// What the rules of the items look at: the account, the settings, and what several rules need.
struct Examination: Sendable {
  let account: Account
  let settings: Settings
  /// What each principal can really do.
  let engine: AccessEngine
  /// What the ways to power are found from.
  let survey: AccessSurvey
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
    let found = Mutex<[ARN: Privilege]>([:])
    survey = engine.survey { subject, access in
      guard !subject.isServiceLinked else { return }
      let privilege = Privilege(access, sensitive: settings.sensitiveServices)
      found.withLock { $0[subject.arn] = privilege }
    }
    privileges = found.withLock { $0 }
  }
}
