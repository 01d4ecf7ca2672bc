internal import Checklist
internal import Model
internal import Platform

/// A review as JSON: the content of `check` for each item and finding, with state and decision.
enum JSONExport {
  /// The schema version of the export. New members do not change it, all other changes do.
  static let schemaVersion = 1

  static func write(_ report: ReviewReport, to sink: TextSink) {
    let (assessment, session) = (report.assessment, report.session)
    JSONWriter.document(to: sink) { document in
      document.member("schemaVersion", schemaVersion)
      document.member(
        "integrityFaults", .filled(report.integrityErrors.map(JSONValue.string)))
      document.member("account", ReportJSON.account(assessment.account))
      document.member("checklist", Checklist.version)
      document.member("catalogue", assessment.catalogueVersion)
      document.member("statesAt", report.day.start.description)
      document.member("settings", assessment.settings.json())
      document.member(
        "session",
        [
          "revision": .integer(session.revision),
          "historyEntries": .integer(session.history.count),
          "historyHash": .optional(session.history.last?.hash.description),
        ])
      document.member("progress", self.progress(report.progress))
      document.member("tool", ["name": .string(Product.name), "version": .string(Product.version)])
      document.member("before", report.session.baseline?.origin.json)
      document.member("scope", report.session.scope?.title)
      document.member("cover", report.cover.map(cover))
      document.list("signatures", of: report.signatures, signature)
      document.list("reviewers", of: report.participants, participant)
      document.list("evidence", of: assessment.account.files, file)
      document.list("items") { list in
        for item in report.items { list.object { write(item, to: &$0) } }
      }
      document.list("gone", of: report.gone, \.json)
      document.list("problems", of: assessment.account.problems) {
        .object(ReportJSON.problem($0))
      }
    }
  }

  private static func write(_ item: ReportedItem, to object: inout JSONWriter) {
    let result = item.result
    for member in ReportJSON.head(of: result) { object.member(member) }
    object.member("notes", .array(result.notes.map(JSONValue.string)))
    let guidance = result.item.guidance
    object.line("guidance") { texts in
      texts.member("why", guidance.why)
      texts.member("look", guidance.look)
      texts.member("justification", guidance.justification)
    }
    object.member("isDecided", .boolean(item.progress.isDecided))
    write(item.whole, to: &object)
    object.list("findings", ofMany: item.findings) { reported, line in
      ReportJSON.write(
        reported.finding, effectiveSeverity: reported.severity, reported.severityChange?.change,
        to: &line)
      write(reported.own, to: &line)
      line.member("answeredBy", orNull: reported.verdict.answered)
      line.member("novelty", orNull: reported.novelty?.rawValue)
    }
  }

  private static func write(_ verdict: Verdict, to object: inout JSONWriter) {
    object.member("state", verdict.word)
    if let decision = verdict.decision {
      object.line("decision") { ReportJSON.write(decision, to: &$0) }
    } else {
      object.member("decision", .null)
    }
    guard !verdict.changes.isEmpty else { return }
    object.listLine("changes") { list in
      for change in verdict.changes {
        list.line { line in
          line.member("fact", change.name)
          line.member("old", orNull: change.old)
          line.member("new", orNull: change.new)
        }
      }
    }
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
      "sha256": .optional(file.digest?.description), "holds": .string(file.status.text),
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
  /// The state of the file, and why it was ignored, if it was.
  var text: String {
    switch self {
    case .read(let kind): kind.recordedTitle
    case .manifest: "manifest"
    case .ignored: "ignored"
    case .broken: "broken"
    }
  }

  /// The same for people.
  var shownText: String { if case .read(let kind) = self { kind.title } else { text } }
}

extension ExportFormat {
  /// Everything, for programs.
  package static let json = ExportFormat(
    "json", fileName: "iam-review.json",
    summary: "everything, for programs"
  ) { report, sink in JSONExport.write(report, to: sink) }
}
