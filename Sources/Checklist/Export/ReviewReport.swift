public import Model

/// All that an export of a review is made from: what was found, what was decided, and the moment
/// at which "expired" and "overdue" are judged.
public struct ReviewReport: Sendable {
  /// What the evidence says.
  public let assessment: Assessment
  /// What was decided.
  public let session: ReviewSession
  /// The moment at which states are judged and the export is dated. Only its day counts, so that
  /// two exports of one session on one day are the same.
  public let now: Instant
  /// What people want on the first page; nil where nothing was given.
  public let cover: Cover?
  /// Who signed what, oldest first.
  public let signatures: [ReportSignature]

  /// Why nobody should rely on the session, a sentence each: its history or its signatures are not
  /// as they were written. None for a session that is intact.
  public let integrityFaults: [String]

  /// Every item with its findings and what is said of each; judged once for all documents.
  let items: [ReportedItem]
  /// Decisions on what is not found any more, and what stayed behind when decisions were carried
  /// forward; sorted.
  let gone: [LeftOver]
  /// Who took part, in the order in which they came.
  let participants: [Participant]

  /// The review of `assessment` in `session`, as it stands at `now`. `historyFaults` are those of the
  /// session, if they are known already.
  public init(
    assessment: Assessment, session: ReviewSession, now: Instant, cover: Cover? = nil,
    signatures: [ReportSignature]? = nil, historyFaults: [HistoryFault]? = nil
  ) {
    self.assessment = assessment
    self.session = session
    self.now = now
    self.cover = cover
    let current = session.signatures.isEmpty ? nil : session.signedDigest
    let faults = historyFaults ?? session.historyFaults
    integrityFaults =
      current.map { session.integrityFaults(faults, signedAs: $0) } ?? faults.map(\.message)
    self.signatures =
      signatures ?? current.map { ReviewReport.signatures(of: session, signedAs: $0) } ?? []
    items = assessment.items.map { ReportedItem($0, in: session, at: now) }
    gone = ReviewReport.gone(session, items)
    participants = ReviewReport.participants(session)
  }

  /// The day on which states are judged.
  var day: CalendarDay { CalendarDay(containing: now) }

  /// The moment of the last change: what was decided last, or else the evidence's own.
  var lastModified: Instant {
    let last = session.history.map(\.at).max()
    return last ?? assessment.account.asOf.instant
  }

  /// Who took part, with the number of changes they made and the first and last of them.
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
      // Whoever makes one change makes many in a row.
      if let last = participants.indices.last, participants[last].reviewer.isNamed(as: entry.by) {
        participants[last].add(entry.at)
        continue
      }
      let name = entry.by.name + "\n" + entry.by.host
      if let known = places[name] {
        participants[known].add(entry.at)
      } else {
        places[name] = participants.count
        participants.append(
          Participant(reviewer: entry.by, changes: 1, first: entry.at, last: entry.at))
      }
    }
    return participants
  }
}

extension ReviewReport.Participant {
  fileprivate mutating func add(_ moment: Instant) {
    changes += 1
    last = max(last, moment)
  }
}

extension Reviewer {
  fileprivate func isNamed(as other: Reviewer) -> Bool { name == other.name && host == other.host }
}
