import Dispatch
import Model
import Synchronization

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
    let subjects = engine.subjects
    let parts = 8
    let found = Mutex<[ARN: Privilege]>([:])
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      var privileges: [ARN: Privilege] = [:]
      for index in stride(from: part, to: subjects.count, by: parts) {
        let subject = subjects[index]
        guard !subject.isServiceLinked,
          subject.isWide || subject.allows(anyOf: BoundaryDelegation.managing)
        else { continue }
        privileges[subject.arn] = Privilege(
          engine.effectiveAccess(of: subject), sensitive: sensitive)
      }
      found.withLock { [privileges] in $0.merge(privileges) { first, _ in first } }
    }
    return found.withLock { $0 }
  }
}
