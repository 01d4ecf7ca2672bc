internal import Model

/// A review as JSON: what `check` says of each item and finding, with state and decision.
enum JSONExport {
  /// The form of the export; it grows by new members and changes its number for anything else.
  static let schemaVersion = 1

  static func write(_ report: ReviewReport, to sink: @escaping ExportFormat.Sink) {
    let (assessment, session) = (report.assessment, report.session)
    let progress = session.progress(of: assessment, at: report.now)
    JSONPieces.document(to: sink) { document in
      document.member("schemaVersion", .integer(schemaVersion))
      document.member("account", ReportJSON.account(assessment.account))
      document.member("catalogue", .string(assessment.catalogueVersion))
      document.member("statesAt", .string(report.day.start.description))
      document.member("settings", assessment.settings.json())
      document.member(
        "session",
        [
          "revision": .integer(session.revision),
          "historyEntries": .integer(session.history.count),
          "historyHash": .optional(session.history.last?.hash.description),
        ])
      document.member("progress", self.progress(progress))
      document.member("tool", ["name": .string(Product.name), "version": .string(Product.version)])
      document.member("before", report.session.baseline?.origin.json)
      document.member("scope", .text(report.session.scope?.title))
      document.member("cover", report.cover.map(cover))
      document.list("signatures", of: report.signatures, signature)
      document.list("reviewers", of: report.participants, participant)
      document.list("evidence", of: assessment.account.files, file)
      document.list("items") { list in
        for result in assessment.items { list.object { item(result, in: report, to: &$0) } }
      }
      document.list("gone", of: report.gone, \.json)
      document.list("problems", of: assessment.account.problems) {
        .object(ReportJSON.problem($0))
      }
    }
  }

  private static func item(
    _ result: ItemResult, in report: ReviewReport, to object: inout JSONPieces
  ) {
    let progress = report.session.progress(of: result, at: report.now)
    let whole = report.state(of: result)
    for member in ReportJSON.head(of: result) { object.member(member.name, member.value) }
    object.member("notes", .array(result.notes.map(JSONValue.string)))
    let guidance = result.item.guidance
    object.member(
      "guidance",
      [
        "why": .string(guidance.why), "look": .string(guidance.look),
        "justification": .string(guidance.justification),
      ])
    object.member("isDecided", .boolean(progress.isDecided))
    for member in review(whole) { object.member(member.name, member.value) }
    object.list("findings", of: result.findings) { finding in
      let state = report.state(of: finding)
      let verdict = report.verdict(on: finding, whole: whole)
      return .object(
        ReportJSON.members(of: finding) + review(state) + [
          JSONMember(
            "answeredBy", verdict.standing == nil ? .null : verdict.isOfItem ? "item" : "finding"),
          JSONMember("novelty", .optional(report.novelty(of: finding)?.rawValue)),
        ])
    }
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

  static func cover(_ cover: Cover) -> JSONValue {
    [
      "rows": .array(
        cover.rows.map { ["name": .string($0.name), "value": .string($0.value)] }),
      "paragraphs": .array(cover.paragraphs.map(JSONValue.string)),
    ]
  }

  static func signature(_ signature: ReportSignature) -> JSONValue {
    [
      "signer": .string(signature.signer), "role": .string(signature.role.rawValue),
      "fingerprint": .string(signature.fingerprint),
      "claimedAt": .string(signature.claimedAt.description),
      "statement": .string(signature.statement.description),
      "matchesSession": .boolean(signature.matchesSession),
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
