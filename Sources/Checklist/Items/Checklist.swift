public import Model

/// The checklist: all items in the order in which an audit walks through them.
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
    .policiesInline,
    .policiesResourceWildcards,
    .policiesAccessAnalyzer,
    .organizationTrailConfigSCP,
    .organizationRegionSCP,
    .organizationRootSCP,
    .organizationIAMUserSCP,
  ]

  /// Judges `account` by every item that `settings` asks for.
  public static func assess(_ account: Account, settings: Settings) -> Assessment {
    let examination = Examination(account: account, settings: settings)
    let results =
      items
      .filter { settings.origin == nil || $0.origin == settings.origin }
      .map { item in
        let judgement = item.evaluate(examination)
        return ItemResult(
          item: item, outcome: judgement.outcome, missing: judgement.missing,
          findings: judgement.findings.sorted { $0.severity < $1.severity },
          notes: judgement.notes)
      }
    return Assessment(
      account: account, settings: settings, items: results,
      catalogueVersion: ActionCatalogue.bundled.version)
  }
}
