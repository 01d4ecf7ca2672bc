internal import Model

/// A review as JSON: what `check` says of each item and finding, with state and decision.
public enum JSONExport {
  /// The form of the export; it grows by new members and changes its number for anything else.
  public static let schemaVersion = 1

  /// The export: the same report gives the same bytes.
  public static func render(_ report: ReviewReport) -> String {
    let (assessment, session) = (report.assessment, report.session)
    let document: JSONValue = [
      "schemaVersion": .integer(schemaVersion),
      "account": ReportJSON.account(assessment.account),
      "catalogue": .string(assessment.catalogueVersion),
      "statesAt": .string(report.now.description),
      "settings": assessment.settings.json(),
      "session": [
        "revision": .integer(session.revision),
        "historyEntries": .integer(session.history.count),
        "historyHash": .optional(session.history.last?.hash.description),
      ],
      "progress": progress(session.progress(of: assessment, at: report.now)),
      "reviewers": .array(report.participants.map(participant)),
      "evidence": .array(assessment.account.files.map(file)),
      "items": .array(assessment.items.map { item($0, in: report) }),
      "gone": .array(
        report.gone.map { ["target": $0.target.json, "decision": $0.decision.json] }),
      "problems": .array(assessment.account.problems.map { .object(ReportJSON.problem($0)) }),
    ]
    return document.prettyText + "\n"
  }

  private static func item(_ result: ItemResult, in report: ReviewReport) -> JSONValue {
    let findings = result.findings.map { finding in
      JSONValue.object(
        ReportJSON.members(of: finding) + review(report.state(of: finding)))
    }
    let progress = report.session.progress(of: result, at: report.now)
    return .object(
      ReportJSON.head(of: result)
        + [
          JSONMember("notes", .array(result.notes.map(JSONValue.string))),
          JSONMember("isDecided", .boolean(progress.isDecided)),
        ]
        + review(report.state(of: result)) + [JSONMember("findings", .array(findings))])
  }

  private static func review(_ state: ReviewState) -> [JSONMember] {
    var members = [
      JSONMember("state", .string(state.word)),
      JSONMember("decision", state.decision?.json ?? .null),
    ]
    if case .stale(_, let changes) = state {
      let list = changes.map { change -> JSONValue in
        ["fact": .string(change.name), "old": .optional(change.old), "new": .optional(change.new)]
      }
      members.append(JSONMember("changes", .array(list)))
    }
    return members
  }

  private static func progress(_ progress: Progress) -> JSONValue {
    [
      "decidedItems": .integer(progress.decidedItems), "items": .integer(progress.items),
      "decided": .integer(progress.decided), "total": .integer(progress.total),
      "stale": .integer(progress.stale), "expired": .integer(progress.expired),
      "overdue": .integer(progress.overdue),
    ]
  }

  private static func participant(_ participant: ReviewReport.Participant) -> JSONValue {
    [
      "name": .string(participant.reviewer.name), "host": .string(participant.reviewer.host),
      "changes": .integer(participant.changes), "first": .string(participant.first.description),
      "last": .string(participant.last.description),
    ]
  }

  private static func file(_ file: EvidenceFile) -> JSONValue {
    [
      "file": .string(file.path), "bytes": .integer(file.bytes),
      "sha256": .optional(file.digest?.description), "holds": .string(file.status.words),
    ]
  }
}

extension EvidenceFile.Status {
  /// What the file holds, or why nothing of it counts.
  var words: String {
    switch self {
    case .read(let kind): kind.title
    case .manifest: "manifest"
    case .ignored: "ignored"
    case .broken: "broken"
    }
  }
}
