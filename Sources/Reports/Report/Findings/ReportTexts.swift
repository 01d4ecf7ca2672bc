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
    table[id.rawValue] ?? ReportTexts(.change, rank: table.count, "")
  }

  static let table: [String: ReportTexts] = [
    "root.mfa": ReportTexts(
      .quick, rank: 2, "A stolen root password alone gives full control of the account."),
    "root.access-keys": ReportTexts(
      .quick, rank: 6, "A root key cannot be limited by any IAM policy of the account."),
    "root.daily-use": ReportTexts(
      .change, rank: 18, "Actions of root cannot be traced to a person or limited by a policy."),
    "users.mfa": ReportTexts(
      .quick, rank: 7, "A guessed or stolen credential is enough to act as the user."),
    "users.key-rotation": ReportTexts(
      .change, rank: 10, shared: "with an access key that is too old or no longer used",
      "An old key has had more time to leak, and a leaked key keeps working."),
    "users.unused": ReportTexts(
      .quick, rank: 16, shared: "not in use",
      "Nobody notices when an intruder uses a forgotten user."),
    "users.administrator-access": ReportTexts(
      .change, rank: 4, "One stolen long-term credential gives full control of the account."),
    "roles.administrator-access": ReportTexts(
      .project, rank: 3,
      "A person or program that gains such a role, by its trust policy or a flaw in its workload, controls the account."
    ),
    "roles.sensitive-wildcards": ReportTexts(
      .change, rank: 12, "A compromised workload can read or destroy all data of these services."),
    "roles.access-advisor": ReportTexts(
      .change, rank: 19, shared: "with permissions that were not used",
      "Unused permissions help only an intruder."),
    "roles.instance-profiles": ReportTexts(
      .change, rank: 17, "Programs on such an instance need stored keys to call AWS."),
    "roles.lambda-scope": ReportTexts(
      .change, rank: 5, "A flaw in the function's code exposes everything that its role can reach."),
    "roles.ci-oidc": ReportTexts(
      .quick, rank: 1, "Strangers can obtain credentials of the account through a public service."),
    "roles.cross-account-trust": ReportTexts(
      .quick, rank: 0, "People outside the organization can obtain credentials of the account."),
    "roles.privilege-escalation": ReportTexts(
      .change, rank: 8, "A principal with few permissions can turn them into full control."),
    "roles.permission-boundaries": ReportTexts(
      .change, rank: 11, "Delegated administration can be used to create more powerful principals."),
    "policies.inline": ReportTexts(
      .change, rank: 20, shared: "with an inline policy that needs a review",
      "Inline policies are easily overlooked when access is reviewed."),
    "policies.resource-wildcards": ReportTexts(
      .change, rank: 13,
      "An error or an intruder can change resources that the workload never needs."),
    "policies.access-analyzer": ReportTexts(
      .quick, rank: 9, shared: "open to principals outside the account",
      "Data or credentials are reachable from outside the account."),
    "organization.trail-config-scp": ReportTexts(
      .change, rank: 14, "An intruder with administrator access can switch off the audit trail."),
    "organization.region-scp": ReportTexts(
      .project, rank: 21, "Resources can be created in regions that nobody watches."),
    "organization.root-scp": ReportTexts(
      .change, rank: 15, "Nothing outside the account limits its root user."),
    "organization.iam-user-scp": ReportTexts(
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
