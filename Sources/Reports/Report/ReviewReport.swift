public import Checklist
internal import Model
public import Platform

/// The input of all exports of a review: findings, decisions, and the time at which "expired" and
/// "overdue" are evaluated.
public struct ReviewReport: Sendable {
  /// The findings.
  public let assessment: Assessment
  /// The decisions.
  public let session: ReviewSession
  /// The time at which states are evaluated and that the export is dated with. Only its day is
  /// used, so that two exports of one session on the same day are identical.
  public let now: Instant
  /// The cover page; nil for none.
  public let cover: Cover?
  /// The signatures, the oldest first.
  public let signatures: [ReportSignature]
  /// The paper of HTML, DOCX and PDF; nil for that of the printer, or A4.
  public var paper: Paper?

  /// The integrity faults of the session, one sentence each: changes of its history, and invalid
  /// signatures. Empty if the session is intact.
  public let integrityErrors: [String]

  /// Every item with its findings and their decisions; evaluated once for all documents.
  let items: [ReportedItem]
  /// Decisions on findings that no longer exist, and decisions that were not carried forward;
  /// sorted.
  let gone: [ObsoleteDecision]
  /// The people who took part, in order of their first change.
  let participants: [Participant]

  /// The review of `assessment` in `session` at `now`. `stored` is the session as it is in its file,
  /// before the evidence was recorded in it: signatures must match both. `historyErrors` are those
  /// of the session, if they were already computed.
  public init(
    assessment: Assessment, session: ReviewSession, stored: ReviewSession? = nil, now: Instant,
    cover: Cover? = nil, signatures: [ReportSignature]? = nil, historyErrors: [HistoryError]? = nil
  ) {
    self.assessment = assessment
    self.session = session
    self.now = now
    self.cover = cover
    let isSigned = !session.signatures.isEmpty
    let current = isSigned ? session.signedDigest(asStored: stored) : nil
    integrityErrors = session.integrityErrors(
      historyErrors ?? session.historyErrors, signedAs: current)
    self.signatures = signatures ?? ReviewReport.signatures(of: session, signedAs: current)
    items = assessment.items.map { ReportedItem($0, in: session, at: now) }
    gone = ReviewReport.gone(session, items)
    participants = ReviewReport.participants(session)
  }

  /// The day on which states are evaluated.
  var day: CalendarDay { CalendarDay(containing: now) }

  /// The time of the last decision, or else that of the evidence.
  var lastModified: Instant {
    let last = session.history.map(\.at).max()
    return last ?? assessment.account.asOf.instant
  }

  /// A person who took part, with the number of changes and the time of the first and last of them.
  struct Participant: Sendable {
    let reviewer: Reviewer
    var changes: Int
    let first: Instant
    var last: Instant
  }

  private static func participants(_ session: ReviewSession) -> [Participant] {
    var participants: [Participant] = []
    var places: [String: Int] = [:]
    for entry in session.history {
      // Consecutive changes are mostly by the same person.
      if let last = participants.indices.last, participants[last].reviewer.isNamed(as: entry.by) {
        participants[last].add(entry)
        continue
      }
      let name = entry.by.name + "\n" + entry.by.host
      if let known = places[name] {
        participants[known].add(entry)
      } else {
        places[name] = participants.count
        participants.append(
          Participant(
            reviewer: entry.by, changes: entry.change.count, first: entry.at, last: entry.at))
      }
    }
    return participants
  }
}

extension ReviewReport.Participant {
  fileprivate mutating func add(_ entry: HistoryEntry) {
    changes += entry.change.count
    last = max(last, entry.at)
  }
}

extension Reviewer {
  fileprivate func isNamed(as other: Reviewer) -> Bool { name == other.name && host == other.host }
}
