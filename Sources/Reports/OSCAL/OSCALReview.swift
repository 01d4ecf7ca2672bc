internal import Checklist
internal import Model
internal import Platform

/// The parts that the OSCAL documents of one review share: ids, people, evidence.
///
/// Every id is a UUID of version 5, derived from account, item and subject, so that a finding has
/// the same id in every export.
final class OSCALReview: Sendable {
  let report: ReviewReport
  /// The account id, part of every id.
  let account: String
  /// The resource of each evidence file, by path.
  let resources: [String: NameUUID]
  /// The references to these resources and the time of the evidence, as in each observation.
  let references: [String: String]
  let collected: String
  let digests: EvidenceDigests
  /// The component that represents this program.
  let tool: NameUUID

  init(_ report: ReviewReport) {
    self.report = report
    let account = report.assessment.account
    let number = account.id ?? "unknown"
    self.account = number
    digests = EvidenceDigests(account)
    resources = Dictionary(
      account.files.map { ($0.path, NameUUID("evidence", number, $0.path)) },
      uniquingKeysWith: { first, _ in first })
    references = resources.mapValues { "#\($0)" }
    collected = OSCALText.moment(account.asOf.instant)
    tool = NameUUID("component", Product.name)
  }

  /// The id for `kind` and `name` in this account.
  func id(_ kind: String, _ name: String = "") -> NameUUID { NameUUID(kind, account, name) }
  func id(_ kind: String, _ name: String, _ more: String...) -> NameUUID {
    NameUUID([kind, account, name] + more)
  }

  func party(_ reviewer: Reviewer) -> NameUUID { id("person", reviewer.name, reviewer.host) }
  func owner(_ name: String) -> NameUUID { id("owner", name) }
  func subject(_ subject: Subject) -> NameUUID {
    id("subject", subject.kind.rawValue, subject.name, subject.arn?.description ?? "")
  }

  /// The title, people and roles of the document `kind`.
  func metadata(_ kind: String) -> JSONValue {
    let session = report.session
    return .present([
      "title": OSCALText.line(
        (report.cover?.title ?? "IAM review of account \(account)") + ": \(kind)"),
      "last-modified": .string(OSCALText.moment(report.lastModified)),
      "version": .string("\(session.revision)"),
      "oscal-version": .string(OSCALText.version),
      "props": .array(
        OSCALText.properties([
          "account": account, "account-alias": report.assessment.account.alias,
          "evidence-as-of": report.assessment.account.asOf.instant.description,
          "evidence-time-from": report.assessment.account.asOf.origin.rawValue,
          "states-at": report.day.description, "tool": "\(Product.name) \(Product.version)",
          "catalogue": report.assessment.catalogueVersion,
          "follows": report.before, "scope": session.scope?.title,
          "history-entries": "\(session.history.count)",
          "history-sha256": session.history.last?.hash.description,
        ])
          + (report.integrityWarning?.errors ?? []).map {
            OSCALText.property("integrity-fault", $0)
          }
          + (report.cover?.details ?? []).map {
            OSCALText.property("cover", "\($0.name): \($0.value)")
          }),
      "roles": [
        ["id": "assessor", "title": "Assessor"], ["id": "approver", "title": "Approver"],
        ["id": "remediator", "title": "Remediation owner"], ["id": "client", "title": "Client"],
      ],
      "parties": .filled(parties),
      "responsible-parties": .filled(responsible),
      "remarks": remarks,
    ])
  }

  /// The warning of a session that is not intact, and the paragraphs of the cover; nil if there is
  /// neither.
  private var remarks: JSONValue? {
    let warning = report.integrityWarning.map { $0.lines.joined(separator: "\n") }
    let paragraphs = [warning].compactMap(\.self) + (report.cover?.paragraphs ?? [])
    return paragraphs.isEmpty ? nil : OSCALText.lines(paragraphs.joined(separator: "\n\n"))
  }

  /// This program, as the tool that made the observations.
  var assessmentAssets: JSONValue {
    [
      "components": [
        [
          "uuid": .string(tool.description), "type": "software", "title": "iam-review",
          "description": "Evaluates the evidence of an AWS account against a checklist.",
          "props": [["name": "version", "value": .string(Product.version)]],
          "status": ["state": "operational"],
        ]
      ],
      "assessment-platforms": [
        [
          "uuid": .string(id("platform").description), "title": "iam-review",
          "uses-components": [["component-uuid": .string(tool.description)]],
        ]
      ],
    ]
  }

  /// Writes the subjects of `findings`, each once.
  func writeInventory(to object: inout JSONWriter, of findings: some Sequence<ReportedFinding>) {
    var seen: Set<Subject> = []
    let subjects = findings.map(\.finding.subject).filter { seen.insert($0).inserted }
    object.list("inventory-items", ofMany: subjects, omittingEmpty: true) { subject, line in
      line.member("uuid", self.subject(subject))
      line.member("description", line: subject.text)
      line.list("props") { props in
        props.property("kind", subject.kind.rawValue)
        props.property("name", subject.name)
        props.property("arn", subject.arn?.description)
        props.property("unique-id", subject.uniqueID)
      }
    }
  }

  /// Writes the assessment plan and the evidence files.
  func writeBackMatter(to document: inout JSONWriter) {
    document.object("back-matter") { matter in
      matter.list("resources") { list in
        list.element([
          "uuid": .string(plan.description), "title": "Checklist",
          "description": OSCALText.line(
            "The checklist of \(Product.name) \(Product.version), evaluated with the AWS action catalogue"
              + " of \(report.assessment.catalogueVersion)"),
        ])
        for file in report.assessment.account.files {
          guard let uuid = resources[file.path] else { continue }
          list.element(resource(file, uuid))
        }
      }
    }
  }

  /// The resource that represents the assessment plan.
  var plan: NameUUID { NameUUID("plan", Product.name, report.assessment.catalogueVersion) }

  private func resource(_ file: EvidenceFile, _ uuid: NameUUID) -> JSONValue {
    let hashes = file.digest.map { digest -> JSONValue in
      [["algorithm": "SHA-256", "value": .string(digest.description)]]
    }
    return .present([
      "uuid": .string(uuid.description), "title": OSCALText.line(file.path),
      "description": OSCALText.line("Evidence: \(file.status.text)"),
      "props": .array(OSCALText.properties(["path": file.path, "bytes": "\(file.bytes)"])),
      "rlinks": [
        .present(["href": .string(OSCALText.uri(ofPath: file.path)), "hashes": hashes])
      ],
    ])
  }
}
