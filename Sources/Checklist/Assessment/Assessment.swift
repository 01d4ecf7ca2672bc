public import Model

/// The automated result of an item; the reviewer never edits it.
public enum Outcome: String, CaseIterable, Hashable, Sendable {
  /// Whole evidence and nothing found.
  case pass
  /// One finding or more.
  case fail
  /// Evidence is missing; the item asks for a manual answer.
  case unavailable
  /// The evidence is there, and a person must judge it.
  case manual
}

/// Evidence that an item needed and did not get, or not whole.
public struct MissingEvidence: Hashable, Sendable {
  /// The evidence.
  public let kind: EvidenceKind
  /// Why it is missing or incomplete.
  public let reason: String
  /// The command that would collect it.
  public let command: String
  /// AWS's answer that there is none, so that no command would collect it; nil if it is missing.
  var absence: Absence?

  /// `kind` is missing for `reason`; `command`, or the kind's own command, collects it.
  public init(_ kind: EvidenceKind, reason: String, command: String? = nil) {
    self.kind = kind
    self.reason = reason
    self.command = command ?? kind.command
  }

  /// The calls that the organization denies to everybody in the account, without the words of AWS's answer,
  /// which name the session that asked.
  var notObservable: [String] {
    reason.split(separator: "; ").filter { $0.hasPrefix(Manifest.notObservable) }
      .map { $0.split(separator: ": ").prefix(2).joined(separator: ": ") }
  }

  /// What is missing of `evidence`; nil if it is whole.
  init?(_ kind: EvidenceKind, of evidence: Evidence<some Sendable>) {
    guard let reason = evidence.absence?.answer ?? evidence.shortcoming else { return nil }
    self.init(kind, reason: reason)
    absence = evidence.absence
  }
}

/// Evidence that an item needs and that does not exist: AWS answered so.
public struct AbsentEvidence: Hashable, Sendable {
  /// The evidence.
  public let kind: EvidenceKind
  /// What AWS answered, and where that is.
  public let absence: Absence

  /// The answer in a sentence.
  public var words: String {
    let place = [absence.citation.file, absence.citation.place].filter { !$0.isEmpty }
    return "AWS returned no \(kind.title): \(absence.answer)"
      + " [\(place.joined(separator: " "))]"
  }
}

/// What an item's rule makes of the evidence.
struct Judgement: Sendable {
  var findings: [Finding] = []
  /// The evidence that is missing, or absent by AWS's own word. Without a finding, the first makes
  /// the item unavailable; the second leaves it to a person.
  var missing: [MissingEvidence] = []
  /// What an auditor should know though it is no finding: what was left out and why.
  var notes: [String] = []

  var outcome: Outcome {
    if !findings.isEmpty { return .fail }
    if missing.contains(where: { $0.absence == nil }) { return .unavailable }
    return missing.isEmpty ? .pass : .manual
  }
}

/// An item with its automated result.
public struct ItemResult: Sendable, Identifiable {
  /// The item.
  public let item: Item
  /// The automated result.
  public let outcome: Outcome
  /// What the item needed and did not get.
  public let missing: [MissingEvidence]
  /// The findings, most severe first.
  public let findings: [Finding]
  /// What was looked at and is no finding, for an auditor to know.
  public let notes: [String]
  /// What the item needed and AWS says does not exist; the notes say so too.
  public let absent: [AbsentEvidence]
  /// What a decision on the item as a whole rests on, where these are not all its findings.
  let factsOfWhole: [Fact]?

  /// The item's id.
  public var id: ItemID { item.id }

  /// What keeps the evidence from deciding the item, a line each.
  public var gaps: [String] {
    missing.map { "missing evidence: \($0.kind.title), \($0.reason)" } + absent.map(\.words)
  }

  /// An item's result.
  public init(
    item: Item, outcome: Outcome, missing: [MissingEvidence], findings: [Finding], notes: [String]
  ) {
    self.init(
      item: item, outcome: outcome, missing: missing, findings: findings, notes: notes,
      absent: [], factsOfWhole: nil)
  }

  /// What `judgement` makes of an item.
  init(_ item: Item, _ judgement: Judgement) {
    let absent = judgement.missing.compactMap { gap in
      gap.absence.map { AbsentEvidence(kind: gap.kind, absence: $0) }
    }
    self.init(
      item: item, outcome: judgement.outcome,
      missing: judgement.missing.filter { $0.absence == nil },
      findings: judgement.findings.sorted { $0.severity < $1.severity },
      notes: judgement.notes + absent.map(\.words), absent: absent, factsOfWhole: nil)
  }

  private init(
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

  /// The item with only some of its findings.
  func limited(to findings: [Finding]) -> ItemResult {
    ItemResult(
      item: item, outcome: outcome, missing: missing, findings: findings, notes: notes,
      absent: absent, factsOfWhole: Reviewable.item(self).facts)
  }
}

/// Thresholds and lists that an auditor may set; kept in the session.
public struct Settings: Hashable, Sendable {
  /// How old, in days, a key may be and how long a credential may rest unused.
  public var maxAgeDays = 90
  /// The services whose every action a role should never have.
  public var sensitiveServices = ["iam", "s3", "ec2", "kms"]
  /// Which items are shown; nil for all.
  public var origin: Item.Origin?

  /// The settings of the checklist: 90 days; iam, s3, ec2 and kms; all items.
  public init() {}
}

/// All items, judged on one account's evidence. Immutable once made.
public struct Assessment: Sendable {
  /// The account that was judged.
  public let account: Account
  /// The settings it was judged with.
  public let settings: Settings
  /// The items in the order of the checklist.
  public let items: [ItemResult]
  /// What each principal of the account can really do.
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
