public import Model

/// The review that this one follows: what was found then, and which of its decisions stayed behind.
///
/// It is taken down when decisions are carried forward, and tells from then on which findings are
/// new, whatever evidence the review goes on with.
public struct Baseline: Hashable, Sendable {
  /// Which review it was.
  public let origin: CarriedFrom
  /// The findings of that review, and what each rested on.
  public let known: [FindingID: Basis]
  /// Whether `known` are all findings of its evidence; else they are those that were decided.
  public let isWhole: Bool
  /// What was found or decided then and does not stand in this review, and why.
  public let left: [DecisionTarget: LeftBehind]
  var unknown = UnknownMembers()
  var unknownLeft = UnknownMembers()

  init(
    origin: CarriedFrom, known: [FindingID: Basis], isWhole: Bool,
    left: [DecisionTarget: LeftBehind]
  ) {
    self.origin = origin
    self.known = known
    self.isWhole = isWhole
    self.left = left
  }
}

extension Baseline {
  /// What a finding rests on, short enough to keep one for each of 20,000.
  public struct Basis: Hashable, Sendable {
    /// The digest of its facts, in any order.
    public let facts: SHA256Digest
    /// Its subject's unique id, where the evidence had one.
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

    /// Whether `later` rests on the same; an id that one of them lacks is no difference.
    func isSame(as later: Basis) -> Bool {
      facts == later.facts
        && (subjectID == nil || later.subjectID == nil || subjectID == later.subjectID)
    }
  }
}

/// Something of an earlier review that does not stand in the later one.
public struct LeftBehind: Hashable, Sendable {
  /// Why it does not.
  public enum Reason: String, CaseIterable, Hashable, Sendable {
    /// The evidence was looked at, and it is not found any more.
    case resolved
    /// It is not found, but evidence lacks that would show it.
    case unseen
    /// The justification ended before it could be carried forward.
    case expired
    /// Two people had decided differently, and nobody had put it together.
    case conflict
  }

  /// Why it does not.
  public let reason: Reason
  /// What was decided; nil where nobody had.
  public let decision: Decision?
  /// What was found, in one line; nil where only the decision is known.
  public let summary: String?
  /// How grave it was; nil where only the decision is known.
  public let severity: Severity?
  var unknown = UnknownMembers()

  init(_ reason: Reason, decision: Decision?, summary: String?, severity: Severity?) {
    self.reason = reason
    self.decision = decision
    self.summary = summary
    self.severity = severity
  }
}

/// How a finding stands to the review before.
public enum Novelty: String, CaseIterable, Hashable, Sendable {
  /// It was not found then.
  case new
  /// It was found, and rests on other facts now.
  case changed
  /// It was found as it is now.
  case unchanged
}

extension ReviewSession {
  /// How `finding` stands to the review before; nil where none came before.
  public func novelty(of finding: Finding) -> Novelty? {
    guard let baseline else { return nil }
    guard let known = baseline.known[finding.id] else { return .new }
    let basis = Baseline.Basis(finding.facts, subjectID: finding.subject.uniqueID)
    return known.isSame(as: basis) ? .unchanged : .changed
  }
}
