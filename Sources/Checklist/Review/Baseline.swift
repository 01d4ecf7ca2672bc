internal import Model
public import Platform

/// The earlier review that this one continues: its findings, and the decisions that were not
/// carried forward.
///
/// It is recorded when decisions are carried forward. From then on it determines which findings are
/// new, even if the evidence changes.
public struct Baseline: Hashable, Sendable {
  /// The earlier review.
  public let origin: CarriedFrom
  /// The findings of that review, and the facts that each was based on.
  public let known: [FindingID: Basis]
  /// Whether `known` contains all findings of its evidence, and not only those with a decision.
  public let isWhole: Bool
  /// Findings and decisions of that review that are not part of this one, with the reason.
  public let left: [DecisionTarget: DroppedTarget]
  var unknown = UnknownMembers()
  var unknownLeft = UnknownMembers()

  init(
    origin: CarriedFrom, known: [FindingID: Basis], isWhole: Bool,
    left: [DecisionTarget: DroppedTarget]
  ) {
    self.origin = origin
    self.known = known
    self.isWhole = isWhole
    self.left = left
  }
}

extension Baseline {
  /// The basis of a finding, small enough to store for 20,000 findings.
  public struct Basis: Hashable, Sendable {
    /// The digest of its facts, independent of their order.
    public let facts: SHA256Digest
    /// The unique id of its subject, if the evidence had one.
    public let subjectID: String?
    var unknown = UnknownMembers()

    init(facts: SHA256Digest, subjectID: String?) {
      self.facts = facts
      self.subjectID = subjectID
    }

    init(_ facts: [Fact], subjectID: String?) {
      self.init(
        facts: SHA256Digest(of: JSONValue.facts(Decision.sorted(facts)).canonicalText),
        subjectID: subjectID)
    }

    /// Whether `later` has the same basis; an id that is missing on one side is not a difference.
    func isSame(as later: Basis) -> Bool {
      facts == later.facts
        && (subjectID == nil || later.subjectID == nil || subjectID == later.subjectID)
    }
  }
}

/// A finding or decision of an earlier review that is not part of the later one.
public struct DroppedTarget: Hashable, Sendable {
  /// Why it is not part of the later review.
  public enum Reason: String, CaseIterable, Hashable, Sendable {
    /// The finding no longer exists in the evidence.
    case resolved
    /// The finding is missing, and so is the evidence that would show it.
    case unseen
    /// The justification had expired before it could be carried forward.
    case expired
    /// Two people had decided differently, and the conflict was not resolved.
    case conflict
  }

  /// Why it is not part of the later review.
  public let reason: Reason
  /// The decision; nil if there was none.
  public let decision: Decision?
  /// The summary of the finding; nil if only the decision is known.
  public let summary: String?
  /// The severity; nil if only the decision is known.
  public let severity: Severity?
  var unknown = UnknownMembers()

  init(_ reason: Reason, decision: Decision?, summary: String?, severity: Severity?) {
    self.reason = reason
    self.decision = decision
    self.summary = summary
    self.severity = severity
  }
}

/// A finding compared with the earlier review.
public enum Novelty: String, CaseIterable, Hashable, Sendable {
  /// The finding did not exist.
  case new
  /// The finding existed with other facts.
  case changed
  /// The finding existed with the same facts.
  case unchanged
}

extension ReviewSession {
  /// The novelty of `finding`; nil if there is no earlier review.
  public func novelty(of finding: Finding) -> Novelty? {
    guard let baseline else { return nil }
    guard let known = baseline.known[finding.id] else { return .new }
    let basis = Baseline.Basis(finding.facts, subjectID: finding.subject.uniqueID)
    return known.isSame(as: basis) ? .unchanged : .changed
  }
}
