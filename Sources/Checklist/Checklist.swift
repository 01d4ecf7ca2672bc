internal import Dispatch
public import Model
internal import Platform
internal import Synchronization

/// The checklist: all items in the order of an audit.
public enum Checklist {
  /// Every item, section by section.
  public static let items: [Item] = [
    .rootMFA,
    .rootAccessKeys,
    .rootDailyUse,
    .usersMFA,
    .usersKeyRotation,
    .usersUnused,
    .usersAdministratorAccess,
    .rolesAdministratorAccess,
    .rolesSensitiveWildcards,
    .rolesAccessAdvisor,
    .rolesInstanceProfiles,
    .rolesLambdaScope,
    .rolesCIOIDC,
    .rolesCrossAccountTrust,
    .rolesPrivilegeEscalation,
    .rolesPermissionBoundaries,
    .policiesInline,
    .policiesResourceWildcards,
    .policiesAccessAnalyzer,
    .organizationTrailConfigSCP,
    .organizationRegionSCP,
    .organizationRootSCP,
    .organizationIAMUserSCP,
  ]

  /// The items selected by `settings`, before an account is known.
  ///
  /// The console shows this while the evidence is read; it contains no results.
  public static func unevaluated(settings: Settings) -> Assessment {
    let account = Account(
      asOf: Account.AsOf(Instant(seconds: 0), origin: .fileModification))
    let results = items.filter { settings.origin == nil || $0.origin == settings.origin }.map {
      ItemResult(item: $0, outcome: .manual, missing: [], findings: [], notes: [])
    }
    return Assessment(
      account: account, settings: settings, items: results,
      catalogueVersion: ActionCatalogue.bundled.version)
  }

  /// Evaluates `account` by the items that `settings` select.
  public static func assess(_ account: Account, settings: Settings) -> Assessment {
    let examination = Examination(account: account, settings: settings)
    let chosen = items.filter { settings.origin == nil || $0.origin == settings.origin }
    // The rules are independent, so they run in parallel.
    let judgements = Mutex<[Int: Judgement]>([:])
    DispatchQueue.concurrentPerform(iterations: chosen.count) { index in
      let judgement = chosen[index].evaluate(examination)
      judgements.withLock { $0[index] = judgement }
    }
    let judged = judgements.withLock { $0 }
    let results = chosen.enumerated().map { index, item in
      let judgement = judged[index] ?? item.evaluate(examination)
      return ItemResult(item, judgement)
    }
    return Assessment(
      account: account, settings: settings, items: results,
      catalogueVersion: ActionCatalogue.bundled.version, engine: examination.engine)
  }
}
