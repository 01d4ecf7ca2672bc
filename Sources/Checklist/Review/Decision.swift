public import Model

/// What a person says of a finding or an item; undecided is the absence of a decision.
public enum Disposition: String, CaseIterable, Hashable, Sendable {
  /// It is as it should be.
  case pass
  /// It is not, and may stay so until a date, for a reason.
  case justified
  /// It will be mended, by somebody, by a date.
  case remediate
  /// It does not concern this account.
  case notApplicable
  /// The finding is wrong.
  case falsePositive

  /// The words for it.
  public var title: String {
    switch self {
    case .pass: "passed"
    case .justified: "justified"
    case .remediate: "remediate"
    case .notApplicable: "not applicable"
    case .falsePositive: "false positive"
    }
  }
}

/// What sort of reason lets a finding stay.
public enum JustificationKind: String, CaseIterable, Hashable, Sendable {
  case operationalRequirement, compensatingControl, acceptedRisk, other

  /// The words for it.
  public var title: String {
    switch self {
    case .operationalRequirement: "operational requirement"
    case .compensatingControl: "compensating control"
    case .acceptedRisk: "accepted risk"
    case .other: "other"
    }
  }
}

/// A severity that a person found righter than the item's own, and why.
public struct SeverityOverride: Hashable, Sendable {
  /// The severity.
  public var severity: Severity
  /// Why.
  public var reason: String
  var unknown = UnknownMembers()

  /// `severity`, for `reason`.
  public init(_ severity: Severity, reason: String) {
    self.severity = severity
    self.reason = reason
  }
}

/// What an auditor fills in to decide: the disposition and what it requires.
///
/// It may lack parts while it is being filled in; `missingParts` says which.
public struct DecisionContent: Hashable, Sendable {
  /// What is said.
  public var disposition: Disposition
  /// Why, in the auditor's words; may have several lines.
  public var note = ""
  /// What sort of reason a justification has.
  public var justification: JustificationKind?
  /// The last day on which a justification holds.
  public var expires: CalendarDay?
  /// Who mends it.
  public var owner: String?
  /// The day by whose end it is to be mended.
  public var due: CalendarDay?
  /// Where the work is tracked.
  public var ticket: String?
  /// Another severity than the item's own.
  public var severity: SeverityOverride?

  /// The content `disposition` with `note` and nothing else yet.
  public init(_ disposition: Disposition, note: String = "") {
    self.disposition = disposition
    self.note = note
  }
}

/// What a person decided of one target, on which facts, when; and what a second person said.
public struct Decision: Hashable, Sendable {
  /// What was said.
  public let content: DecisionContent
  /// The facts that it was made on, sorted; others reopen it.
  public let facts: [Fact]
  /// The subject's unique id that it was made on, so that no later namesake inherits it.
  public let subjectID: String?
  /// Who decided.
  public let by: Reviewer
  /// When.
  public let at: Instant
  /// What a second person said of it.
  public private(set) var approval: Approval?
  /// The earlier review that it was made in; nil where it was made in this one.
  public private(set) var carried: CarriedFrom?
  /// What two people decided apart from each other and nobody has put together yet.
  public let conflict: DecisionConflict?
  let unknown: UnknownMembers

  init(
    _ content: DecisionContent, facts: [Fact], subjectID: String?, by: Reviewer, at: Instant,
    approval: Approval? = nil, carried: CarriedFrom? = nil, conflict: DecisionConflict? = nil,
    unknown: UnknownMembers = UnknownMembers()
  ) {
    self.content = content
    self.facts = Decision.sorted(facts)
    self.subjectID = subjectID
    self.by = by
    self.at = at
    self.approval = approval
    self.carried = carried
    self.conflict = conflict
    self.unknown = unknown
  }

  /// Facts in the order in which they are kept.
  static func sorted(_ facts: [Fact]) -> [Fact] {
    facts.sorted { left, right in
      left.name == right.name
        ? left.value.precedesByScalar(right.value) : left.name.precedesByScalar(right.name)
    }
  }

  /// Whether both are one decision, made once, whatever review it stands in.
  func saysTheSame(as other: Decision) -> Bool {
    content == other.content && by == other.by && at == other.at && approval == other.approval
      && conflict == other.conflict
  }

  /// The same decision, with what a second person says of it.
  func with(_ approval: Approval?) -> Decision {
    var decision = self
    decision.approval = approval
    return decision
  }

  /// The same decision in a later review; where it was first made is kept.
  func with(_ carried: CarriedFrom) -> Decision {
    var decision = self
    decision.carried = self.carried ?? carried
    return decision
  }

  /// What was said, in one word or two.
  public var disposition: Disposition { content.disposition }
  /// Why.
  public var note: String { content.note }
}

/// What a second person said of a decision.
public struct Approval: Hashable, Sendable {
  /// Whether they agreed.
  public enum Verdict: String, CaseIterable, Sendable { case approved, rejected }

  /// Whether they agreed.
  public let verdict: Verdict
  /// What they said.
  public let text: String
  /// Who they are.
  public let by: Reviewer
  /// When they said it.
  public let at: Instant
  var unknown = UnknownMembers()
}
