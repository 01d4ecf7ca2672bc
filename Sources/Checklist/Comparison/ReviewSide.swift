internal import Model
public import Platform

/// One side of a comparison: a review, or evidence without a review.
///
/// Without evidence, only the decisions of a review are known.
public struct ReviewSide: Sendable {
  /// A finding or item of the side.
  public struct Entry: Sendable {
    /// The target of the decision.
    public let target: DecisionTarget
    /// The item, or the item of the finding.
    public let item: ItemID
    /// The summary of a finding or the title of an item; nil if only the decision is known.
    public let summary: String?
    /// The effective severity of a finding; nil for items, and if only the decision is known.
    public let severity: Severity?
    /// The severity of a finding according to its item; nil for items, and if only the decision is
    /// known.
    public let automatedSeverity: Severity?
    /// The facts.
    public let facts: [Fact]
    /// The unique id of the subject, if the evidence has one.
    public let subjectID: String?
    /// The decision; nil if there is none.
    public let decision: Decision?
  }

  /// The twelve-digit account id, if known.
  public let accountID: String?
  /// The date of the evidence, if known.
  public let asOf: Instant?
  /// Whether it contains all findings of its evidence, and not only decisions.
  public let isWhole: Bool
  /// The findings and items in the order of the checklist, an item before its findings.
  public let entries: [Entry]
  /// The review and its state.
  let origin: CarriedFrom
  /// The severities that people set on findings.
  let severities: [FindingID: ReviewRecord]
  private let results: [ItemID: ItemResult]
  private let places: [DecisionTarget: Int]

  /// The evidence of `assessment` with the decisions of `session`.
  public init(_ assessment: Assessment, _ session: ReviewSession? = nil) {
    let decisions = session?.decisions ?? [:]
    let entries = assessment.items.flatMap { result -> [Entry] in
      let findings = result.findings.map { finding in
        Entry(
          target: .finding(finding.id), item: result.id, summary: finding.summary,
          severity: session?.severity(of: finding, decision: nil).value
            ?? finding.automatedSeverity,
          automatedSeverity: finding.automatedSeverity, facts: finding.facts,
          subjectID: finding.subject.uniqueID, decision: decisions[.finding(finding.id)])
      }
      let item = Reviewable.item(result)
      return [
        Entry(
          target: item.target, item: result.id, summary: result.item.title, severity: nil,
          automatedSeverity: nil, facts: item.facts, subjectID: nil,
          decision: decisions[item.target])
      ] + findings
    }
    let asOf = assessment.account.asOf.instant
    self.init(
      accountID: assessment.account.id ?? session?.accountID, asOf: asOf, isWhole: true,
      origin: CarriedFrom(asOf: asOf, history: session?.history.last?.hash), entries: entries,
      severities: session?.severities ?? [:],
      results: Dictionary(
        assessment.items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The decisions of `session`, without its evidence.
  public init(_ session: ReviewSession) {
    let entries = session.decisions.sorted { $0.key < $1.key }.map { target, decision in
      Entry(
        target: target, item: target.item, summary: nil, severity: nil, automatedSeverity: nil,
        facts: decision.facts, subjectID: decision.subjectID, decision: decision)
    }
    self.init(
      accountID: session.accountID, asOf: session.evidence?.asOf, isWhole: false,
      origin: CarriedFrom(session), entries: entries, severities: session.severities, results: [:])
  }

  /// The date of its evidence, as text.
  public var text: String {
    (asOf?.description ?? "an unknown date") + (isWhole ? "" : " (decisions only)")
  }

  /// The date of its evidence without the time.
  public var day: String {
    asOf.map { CalendarDay(containing: $0).description } ?? "an unknown date"
  }

  /// The part in `scope`; the whole side if `scope` is nil.
  func narrowed(to scope: ReviewScope?) -> ReviewSide {
    guard let scope else { return self }
    return ReviewSide(
      accountID: accountID, asOf: asOf, isWhole: isWhole, origin: origin,
      entries: entries.filter { scope.contains($0.target) },
      severities: severities.filter { scope.contains(.finding($0.key)) }, results: results)
  }

  private init(
    accountID: String?, asOf: Instant?, isWhole: Bool, origin: CarriedFrom, entries: [Entry],
    severities: [FindingID: ReviewRecord], results: [ItemID: ItemResult]
  ) {
    self.accountID = accountID
    self.asOf = asOf
    self.isWhole = isWhole
    self.origin = origin
    self.entries = entries
    self.severities = severities
    self.results = results
    places = Dictionary(
      entries.enumerated().map { ($0.element.target, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The entry of `target`; nil if there is none.
  func entry(_ target: DecisionTarget) -> Entry? { places[target].map { entries[$0] } }

  /// The automated result of an item; nil without evidence or without the item.
  func outcome(of item: ItemID) -> Outcome? { results[item]?.outcome }

  /// Whether findings of `item` would be known, because its evidence is whole.
  func wouldShow(findingsOf item: ItemID) -> Bool { results[item]?.missing.isEmpty ?? !isWhole }
}

extension DecisionTarget {
  /// The item, or the item with which the id of a finding begins.
  package var item: ItemID {
    switch self {
    case .item(let id): id
    case .finding(let id): ItemID(String(id.rawValue.prefix { $0 != "/" }))
    }
  }
}
