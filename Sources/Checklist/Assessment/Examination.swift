import Model
import Synchronization

/// The input of the rules: the account, the settings, and results that several rules share.
struct Examination: Sendable {
  let account: Account
  let settings: Settings
  /// The engine that evaluates the access of principals.
  let engine: AccessEngine
  /// The escalation paths that were found.
  let survey: AccessSurvey
  /// The privileges of each user, group and role; service-linked roles are not evaluated.
  let privileges: [ARN: Privilege]
  /// The service control policies on the path of the account.
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
