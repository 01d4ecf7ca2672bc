public import Model

/// A review, or evidence that nobody reviewed yet, as it is compared with another.
///
/// Without the evidence only what was decided is known of a review.
public struct ReviewSide: Sendable {
  /// One finding or item of it.
  public struct Entry: Sendable {
    /// What it is kept under.
    public let target: DecisionTarget
    /// The item that it is or belongs to.
    public let item: ItemID
    /// What is so, in one line; nil where only the decision is known.
    public let summary: String?
    /// How grave a finding is; nil for items, and where only the decision is known.
    public let severity: Severity?
    /// What it rests on.
    public let facts: [Fact]
    /// Its subject's unique id, where the evidence has one.
    public let subjectID: String?
    /// What was decided of it; nil where nobody did.
    public let decision: Decision?
  }

  /// The account's twelve digits, where they are known.
  public let accountID: String?
  /// The moment of the evidence, where it is known.
  public let asOf: Instant?
  /// Whether it has all findings of its evidence; else only what was decided.
  public let isWhole: Bool
  /// Its findings and items in the order of the checklist, an item before its findings.
  public let entries: [Entry]
  /// Which state of which review it is.
  let origin: CarriedFrom
  private let results: [ItemID: ItemResult]
  private let places: [DecisionTarget: Int]

  /// The evidence of `assessment`, and what `session` decided of it.
  public init(_ assessment: Assessment, _ session: ReviewSession? = nil) {
    let decisions = session?.decisions ?? [:]
    let entries = assessment.items.flatMap { result -> [Entry] in
      let findings = result.findings.map { finding in
        Entry(
          target: .finding(finding.id), item: result.id, summary: finding.summary,
          severity: finding.severity, facts: finding.facts,
          subjectID: finding.subject.uniqueID, decision: decisions[.finding(finding.id)])
      }
      let item = Reviewable.item(result)
      return [
        Entry(
          target: item.target, item: result.id, summary: result.item.title, severity: nil,
          facts: item.facts, subjectID: nil, decision: decisions[item.target])
      ] + findings
    }
    let asOf = assessment.account.asOf.instant
    self.init(
      accountID: assessment.account.id ?? session?.accountID, asOf: asOf, isWhole: true,
      origin: CarriedFrom(asOf: asOf, history: session?.history.last?.hash), entries: entries,
      results: Dictionary(
        assessment.items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }))
  }

  /// What `session` decided, without its evidence.
  public init(_ session: ReviewSession) {
    let entries = session.decisions.sorted { $0.key < $1.key }.map { target, decision in
      Entry(
        target: target, item: target.item, summary: nil, severity: nil, facts: decision.facts,
        subjectID: decision.subjectID, decision: decision)
    }
    self.init(
      accountID: session.accountID, asOf: session.evidence?.asOf, isWhole: false,
      origin: CarriedFrom(session), entries: entries, results: [:])
  }

  /// The moment of its evidence, in words.
  public var words: String {
    (asOf?.description ?? "an unknown date") + (isWhole ? "" : " (decisions only)")
  }

  /// What of it belongs to `scope`; all of it where that is nil.
  func narrowed(to scope: ReviewScope?) -> ReviewSide {
    guard let scope else { return self }
    return ReviewSide(
      accountID: accountID, asOf: asOf, isWhole: isWhole, origin: origin,
      entries: entries.filter { scope.contains($0.target) }, results: results)
  }

  private init(
    accountID: String?, asOf: Instant?, isWhole: Bool, origin: CarriedFrom, entries: [Entry],
    results: [ItemID: ItemResult]
  ) {
    self.accountID = accountID
    self.asOf = asOf
    self.isWhole = isWhole
    self.origin = origin
    self.entries = entries
    self.results = results
    places = Dictionary(
      entries.enumerated().map { ($0.element.target, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What it says of `target`; nil where that is not there.
  func entry(_ target: DecisionTarget) -> Entry? { places[target].map { entries[$0] } }

  /// What the evidence says of an item; nil where the evidence or the item is not there.
  func outcome(of item: ItemID) -> Outcome? { results[item]?.outcome }

  /// Whether a finding of `item` would be here if there were one: its evidence is there, and whole.
  func wouldShow(findingsOf item: ItemID) -> Bool { results[item]?.missing.isEmpty ?? !isWhole }
}

extension DecisionTarget {
  /// The item that it is, or that a finding's id begins with.
  var item: ItemID {
    switch self {
    case .item(let id): id
    case .finding(let id): ItemID(String(id.rawValue.prefix { $0 != "/" }))
    }
  }
}
