internal import Checklist
internal import Platform

/// How much work it takes to fix a finding.
enum Effort: String, CaseIterable, Sendable {
  /// One command or setting, within a day.
  case quick
  /// A tested change of a policy or a workload, within weeks.
  case change
  /// Work of several teams or on several systems.
  case project

  var explanation: String {
    switch self {
    case .quick: "one command or setting, within a day"
    case .change: "a tested change of a policy or a workload, within weeks"
    case .project: "work of several teams or on several systems"
    }
  }
}

/// The texts that only reports need, for each item of the checklist.
struct ReportTexts: Sendable {
  /// The usual effort to fix a finding of the item.
  let effort: Effort
  /// The consequence of its findings, as a sentence for management.
  let consequence: String
  /// The place of the item among those with findings of the same severity: 0 is reported first.
  let rank: Int
  /// The heading of findings that share a cause but differ in detail, after their number and kind.
  var shared: String?

  private init(_ effort: Effort, rank: Int, shared: String? = nil, _ consequence: String) {
    self.effort = effort
    self.consequence = consequence
    self.rank = rank
    self.shared = shared
  }

  /// The texts of an item; general ones for an item that is not in the table.
  static func of(_ id: ItemID) -> ReportTexts {
    table[id] ?? ReportTexts(.change, rank: table.count, "")
  }

  static let table: [ItemID: ReportTexts] = [
    Item.rootMFA.id: ReportTexts(
      .quick, rank: 2, "A stolen root password alone gives full control of the account."),
    Item.rootAccessKeys.id: ReportTexts(
      .quick, rank: 6, "A root key cannot be limited by any IAM policy of the account."),
    Item.rootDailyUse.id: ReportTexts(
      .change, rank: 18, "Actions of root cannot be traced to a person or limited by a policy."),
    Item.usersMFA.id: ReportTexts(
      .quick, rank: 7, "A guessed or stolen credential is enough to act as the user."),
    Item.usersKeyRotation.id: ReportTexts(
      .change, rank: 10, shared: "with an access key that is too old or no longer used",
      "An old key has had more time to leak, and a leaked key keeps working."),
    Item.usersUnused.id: ReportTexts(
      .quick, rank: 16, shared: "not in use",
      "Nobody notices when an intruder uses a forgotten user."),
    Item.usersAdministratorAccess.id: ReportTexts(
      .change, rank: 4, "One stolen long-term credential gives full control of the account."),
    Item.rolesAdministratorAccess.id: ReportTexts(
      .project, rank: 3,
      "A person or program that gains such a role, by its trust policy or a flaw in its workload, controls the account."
    ),
    Item.rolesSensitiveWildcards.id: ReportTexts(
      .change, rank: 12, "A compromised workload can read or destroy all data of these services."),
    Item.rolesAccessAdvisor.id: ReportTexts(
      .change, rank: 19, shared: "with permissions that were not used",
      "Unused permissions help only an intruder."),
    Item.rolesInstanceProfiles.id: ReportTexts(
      .change, rank: 17, "Programs on such an instance need stored keys to call AWS."),
    Item.rolesLambdaScope.id: ReportTexts(
      .change, rank: 5, "A flaw in the function's code exposes everything that its role can reach."),
    Item.rolesCIOIDC.id: ReportTexts(
      .quick, rank: 1, "Strangers can obtain credentials of the account through a public service."),
    Item.rolesCrossAccountTrust.id: ReportTexts(
      .quick, rank: 0, "People outside the organization can obtain credentials of the account."),
    Item.rolesPrivilegeEscalation.id: ReportTexts(
      .change, rank: 8, "A principal with few permissions can turn them into full control."),
    Item.rolesPermissionBoundaries.id: ReportTexts(
      .change, rank: 11, "Delegated administration can be used to create more powerful principals."),
    Item.policiesInline.id: ReportTexts(
      .change, rank: 20, shared: "with an inline policy that needs a review",
      "Inline policies are easily overlooked when access is reviewed."),
    Item.policiesResourceWildcards.id: ReportTexts(
      .change, rank: 13,
      "An error or an intruder can change resources that the workload never needs."),
    Item.policiesAccessAnalyzer.id: ReportTexts(
      .quick, rank: 9, shared: "open to principals outside the account",
      "Data or credentials are reachable from outside the account."),
    Item.organizationTrailConfigSCP.id: ReportTexts(
      .change, rank: 14, "An intruder with administrator access can switch off the audit trail."),
    Item.organizationRegionSCP.id: ReportTexts(
      .project, rank: 21, "Resources can be created in regions that nobody watches."),
    Item.organizationRootSCP.id: ReportTexts(
      .change, rank: 15, "Nothing outside the account limits its root user."),
    Item.organizationIAMUserSCP.id: ReportTexts(
      .change, rank: 22, "New long-term credentials can be created at any time."),
  ]
}

extension Severity {
  /// What the level means, for readers of the report.
  var definition: String {
    switch self {
    case .critical: "Full control of the account, or access for anyone; fix now"
    case .high: "Likely to lead to serious harm after one more error; fix within weeks"
    case .medium: "Makes an attack easier or its damage larger; fix within months"
    case .low: "Little risk on its own; fix when convenient"
    }
  }

  /// The word at the start of a line.
  var title: String { rawValue.capitalizedFirst }
}
