public import Model

/// All that an export of a review is made from: what was found, what was decided, and the moment
/// at which "expired" and "overdue" are judged.
public struct ReviewReport: Sendable {
  /// What the evidence says.
  public let assessment: Assessment
  /// What was decided.
  public let session: ReviewSession
  /// The moment at which states are judged and the export is dated.
  public let now: Instant

  /// The review of `assessment` in `session`, as it stands at `now`.
  public init(assessment: Assessment, session: ReviewSession, now: Instant) {
    self.assessment = assessment
    self.session = session
    self.now = now
  }

  func state(of finding: Finding) -> ReviewState { session.state(of: .finding(finding), at: now) }
  func state(of result: ItemResult) -> ReviewState { session.state(of: .item(result), at: now) }

  /// Decisions on what the evidence does not show any more, sorted.
  var gone: [(target: DecisionTarget, decision: Decision)] {
    var present: Set<DecisionTarget> = []
    for result in assessment.items {
      present.insert(.item(result.id))
      for finding in result.findings { present.insert(.finding(finding.id)) }
    }
    return session.decisions.filter { !present.contains($0.key) }
      .sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }

  /// Who took part, with the number of changes they made and the first and last of them.
  struct Participant {
    let reviewer: Reviewer
    var changes: Int
    let first: Instant
    var last: Instant
  }

  /// Who took part, in the order in which they came.
  var participants: [Participant] {
    var participants: [Participant] = []
    for entry in session.history {
      let known = participants.firstIndex {
        $0.reviewer.name == entry.by.name && $0.reviewer.host == entry.by.host
      }
      if let known {
        participants[known].changes += 1
        participants[known].last = max(participants[known].last, entry.at)
      } else {
        participants.append(
          Participant(reviewer: entry.by, changes: 1, first: entry.at, last: entry.at))
      }
    }
    return participants
  }
}
