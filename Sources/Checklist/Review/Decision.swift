internal import Model
public import Platform

/// The conclusion of a decision on a finding or an item. Undecided is the absence of a decision.
public enum Disposition: String, CaseIterable, Hashable, Sendable {
  /// The configuration is compliant.
  case pass
  /// The deviation is accepted until a date, with a reason.
  case justified
  /// The deviation will be fixed by an owner, by a due date.
  case remediate
  /// The requirement does not apply to this account or principal.
  case notApplicable
  /// The finding is incorrect.
  case falsePositive

  /// The text for people.
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

/// The kind of reason for a justification.
public enum JustificationKind: String, CaseIterable, Hashable, Sendable {
  case operationalRequirement, compensatingControl, acceptedRisk, other

  /// The text for people.
  public var title: String {
    switch self {
    case .operationalRequirement: "operational requirement"
    case .compensatingControl: "compensating control"
    case .acceptedRisk: "accepted risk"
    case .other: "other"
    }
  }
}

/// A severity that a person chose instead of the item's own, with the reason.
public struct SeverityOverride: Hashable, Sendable {
  /// The severity.
  public var severity: Severity
  /// The reason.
  public var reason: String
  var unknown = UnknownMembers()

  /// A severity override with a reason.
  public init(_ severity: Severity, reason: String) {
    self.severity = severity
    self.reason = reason
  }
}

/// The content of a decision: the disposition and the values that it requires.
///
/// It can be incomplete while it is being edited; `missingParts` lists what is missing.
public struct DecisionContent: Hashable, Sendable {
  /// The disposition.
  public var disposition: Disposition
  /// The reason in the auditor's words; can have several lines.
  public var note = ""
  /// The kind of reason for a justification.
  public var justification: JustificationKind?
  /// The last day on which a justification is valid.
  public var expires: CalendarDay?
  /// The person who fixes the deviation.
  public var owner: String?
  /// The last day of a remediation.
  public var due: CalendarDay?
  /// The ticket that tracks the work.
  public var ticket: String?
  /// The severity override; nil for the item's own severity.
  public var severity: SeverityOverride?

  /// The content `disposition` with `note` and no other values.
  public init(_ disposition: Disposition, note: String = "") {
    self.disposition = disposition
    self.note = note
  }
}

/// A decision on one target: content, facts, author, time, and the approval of a second person.
public struct Decision: Hashable, Sendable {
  /// The content.
  public let content: DecisionContent
  /// The facts at the time of the decision, sorted; if they change, the decision is stale.
  public let facts: [Fact]
  /// The unique id of the subject, so that a later principal with the same name does not inherit
  /// the decision.
  public let subjectID: String?
  /// The author.
  public let by: Reviewer
  /// The time of the decision.
  public let at: Instant
  /// The approval or rejection of a second person.
  public private(set) var approval: Approval?
  /// The earlier review in which the decision was made; nil if it was made in this one.
  public private(set) var carried: CarriedFrom?
  /// An unresolved conflict of two decisions.
  public let conflict: DecisionConflict?
  /// The limit in days, counted from the decision, that the expiry date of a justification exceeds;
  /// nil if it is within the limit, or was made before there were limits.
  public let exceededLimit: Int?
  package let unknown: UnknownMembers

  init(
    _ content: DecisionContent, facts: [Fact], subjectID: String?, by: Reviewer, at: Instant,
    approval: Approval? = nil, carried: CarriedFrom? = nil, conflict: DecisionConflict? = nil,
    exceededLimit: Int? = nil, unknown: UnknownMembers = UnknownMembers()
  ) {
    self.content = content
    self.facts = Decision.sorted(facts)
    self.subjectID = subjectID
    self.by = by
    self.at = at
    self.approval = approval
    self.carried = carried
    self.conflict = conflict
    self.exceededLimit = exceededLimit
    self.unknown = unknown
  }

  /// Facts in the order in which they are stored.
  static func sorted(_ facts: [Fact]) -> [Fact] {
    facts.sorted { left, right in
      left.name == right.name
        ? left.value.precedesByScalar(right.value) : left.name.precedesByScalar(right.name)
    }
  }

  /// Whether both are the same decision, possibly in two reviews.
  func hasSameContent(as other: Decision) -> Bool {
    content == other.content && by == other.by && at == other.at && approval == other.approval
      && conflict == other.conflict && exceededLimit == other.exceededLimit
  }

  /// The same decision, with the approval of a second person.
  func with(_ approval: Approval?) -> Decision {
    var decision = self
    decision.approval = approval
    return decision
  }

  /// The same decision in a later review; the review in which it was first made is kept.
  func with(_ carried: CarriedFrom) -> Decision {
    var decision = self
    decision.carried = self.carried ?? carried
    return decision
  }

  /// Whether it is a pass of `target` without the note that is required since version 0.2.
  public func lacksNote(on target: Reviewable) -> Bool {
    disposition == .pass && note.isBlank && target.passNeedsNote
  }

  /// The disposition.
  public var disposition: Disposition { content.disposition }
  /// The note.
  public var note: String { content.note }
}

/// The approval or rejection of a decision by a second person.
public struct Approval: Hashable, Sendable {
  /// Whether the second person agreed.
  public enum Verdict: String, CaseIterable, Sendable { case approved, rejected }

  /// Whether the second person agreed.
  public let verdict: Verdict
  /// The remark.
  public let text: String
  /// The second person.
  public let by: Reviewer
  /// The time of the approval or rejection.
  public let at: Instant
  var unknown = UnknownMembers()
}
