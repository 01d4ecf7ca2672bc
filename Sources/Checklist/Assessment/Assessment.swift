public import Model

/// An item with its automated result.
public struct ItemResult: Sendable, Identifiable {
  /// The item.
  public let item: Item
  /// The automated result.
  public let outcome: Outcome
  /// The evidence that the item needs and that is missing.
  public let missing: [MissingEvidence]
  /// The findings, most severe first.
  public let findings: [Finding]
  /// Remarks for the auditor that are not findings.
  public let notes: [String]
  /// The evidence that the item needs and that does not exist according to AWS; also in the notes.
  public let absent: [AbsentEvidence]
  /// The facts of a decision on the item as a whole, if it does not contain all its findings.
  let factsOfWhole: [Fact]?

  /// The item's id.
  public var id: ItemID { item.id }

  /// The missing and absent evidence, one line each.
  public var gaps: [String] {
    missing.map { "missing evidence: \($0.kind.title), \($0.reason)" } + absent.map(\.text)
  }

  /// An item's result.
  public init(
    item: Item, outcome: Outcome, missing: [MissingEvidence], findings: [Finding], notes: [String]
  ) {
    self.init(
      item: item, outcome: outcome, missing: missing, findings: findings, notes: notes,
      absent: [], factsOfWhole: nil)
  }

  /// The result of `judgement` for an item.
  init(_ item: Item, _ judgement: Judgement) {
    let absent = judgement.missing.compactMap { gap in
      gap.absence.map { AbsentEvidence(kind: gap.kind, absence: $0) }
    }
    self.init(
      item: item, outcome: judgement.outcome,
      missing: judgement.missing.filter { $0.absence == nil },
      findings: judgement.findings.map { Finding($0, of: item.id) }
        .sorted { $0.automatedSeverity < $1.automatedSeverity },
      notes: judgement.notes + absent.map(\.text), absent: absent, factsOfWhole: nil)
  }

  init(
    item: Item, outcome: Outcome, missing: [MissingEvidence], findings: [Finding],
    notes: [String], absent: [AbsentEvidence], factsOfWhole: [Fact]?
  ) {
    self.item = item
    self.outcome = outcome
    self.missing = missing
    self.findings = findings
    self.notes = notes
    self.absent = absent
    self.factsOfWhole = factsOfWhole
  }

}

/// Thresholds and lists that an auditor can set; stored in the session.
public struct Settings: Hashable, Sendable {
  /// The age limit for access keys and unused credentials, in days.
  public var maxAgeDays = 90
  /// The services to which no role should have full access.
  public var sensitiveServices = ["iam", "s3", "ec2", "kms"]
  /// The origin of the items to evaluate; nil for all.
  public var origin: Item.Origin?
  /// How long deviations can be accepted by one person.
  public var acceptanceLimits = AcceptanceLimits()

  /// The settings of the checklist: 90 days; iam, s3, ec2 and kms; all items.
  public init() {}

  /// The age limits that can be set, in days.
  public static let ages = 1...36_500

  /// The service prefixes in a list such as `iam,s3`; nil if it is invalid.
  public static func services(in list: String) -> [String]? {
    let services = list.split(separator: ",").map { $0.lowercased() }
    let isPlain = services.allSatisfy { service in
      service.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
      }
    }
    return services.isEmpty || !isPlain ? nil : services
  }
}

/// The results of all items for one account. Immutable.
public struct Assessment: Sendable {
  /// The evaluated account.
  public let account: Account
  /// The settings of the evaluation.
  public let settings: Settings
  /// The items in the order of the checklist.
  public let items: [ItemResult]
  /// The engine that evaluates the access of the account's principals.
  public let engine: AccessEngine
  /// The date of the catalogue of AWS actions that was used.
  public let catalogueVersion: String

  /// An assessment of `account`.
  public init(
    account: Account, settings: Settings, items: [ItemResult], catalogueVersion: String,
    engine: AccessEngine? = nil
  ) {
    self.account = account
    self.engine = engine ?? AccessEngine(account)
    self.settings = settings
    self.items = items
    self.catalogueVersion = catalogueVersion
  }

  /// All findings in the order of the checklist.
  public var findings: [Finding] { items.flatMap(\.findings) }
}
