internal import Model

/// A review as CSV (RFC 4180): a row a finding, a row for each item that has none or was answered
/// as a whole, and at the end a row for each decision on what is not found any more.
///
/// Cells that a spreadsheet would take for a formula begin with `'`, because names and tags in
/// the evidence are chosen by others.
enum CSVExport {
  /// The columns, in order; new ones are appended.
  static let columns =
    [
      "section", "item", "origin", "title", "outcome", "missing",
    ] + [
      "finding", "severity", "subject kind", "subject name", "subject arn", "summary", "facts",
      "evidence", "advice",
    ] + [
      "state", "disposition", "note", "kind", "expires", "owner", "due", "ticket",
      "severity override", "override reason", "decided by", "decided at", "approval",
      "approval text", "approval by", "approval at",
    ] + ["answered by", "novelty", "changed facts", "evidence sha256", "carried from", "conflict"]

  static func write(_ report: ReviewReport, to sink: ExportFormat.Sink) {
    func say(_ cells: [String]...) { sink(CSVText.row(cells.flatMap(\.self))) }
    say(columns)
    let digests = EvidenceDigests(report.assessment.account)
    for result in report.assessment.items {
      let whole = report.state(of: result)
      let head = head(result)
      if result.findings.isEmpty || whole.decision != nil {
        say(
          head, noFinding, cells(whole), [whole.isDecided ? "item" : "", "", changes(whole), ""],
          origin(whole))
      }
      for finding in result.findings {
        let state = report.state(of: finding)
        let answer = state.isDecided ? "finding" : whole.isDecided ? "item" : ""
        say(
          head, cells(finding), cells(state),
          [
            answer, report.novelty(of: finding)?.rawValue ?? "", changes(state),
            digests.list(finding.evidence),
          ], origin(state))
      }
    }
    for left in report.gone {
      let finding = left.target.isFinding ? left.target.description : ""
      say(
        ["", left.target.item.rawValue, "", "", "gone", left.reason],
        [finding, "", "", "", "", left.summary ?? "", "", "", ""],
        cells(left.decision.map(ReviewState.decided) ?? .undecided), ["", left.word, "", ""],
        [left.decision?.carried?.words ?? "", ""])
    }
  }

  private static func head(_ result: ItemResult) -> [String] {
    [
      result.item.section.rawValue, result.id.rawValue, result.item.origin.rawValue,
      result.item.title, result.outcome.rawValue,
      result.missing.map { "\($0.kind.title): \($0.reason)" }.joined(separator: "; "),
    ]
  }

  private static func cells(_ finding: Finding) -> [String] {
    [
      finding.id.rawValue, finding.severity.rawValue, finding.subject.kind.rawValue,
      finding.subject.name, finding.subject.arn?.description ?? "", finding.summary,
      finding.facts.map { "\($0.name)=\($0.value)" }.joined(separator: "; "),
      finding.evidence.map { "\($0.file) \($0.place)" }.joined(separator: "; "),
      finding.advice.line,
    ]
  }

  private static let noFinding = [String](repeating: "", count: 9)

  private static func cells(_ state: ReviewState) -> [String] {
    let decision = state.decision
    let content = decision?.content
    let approval = decision?.approval
    return [
      state.word, content?.disposition.rawValue ?? "", content?.note ?? "",
      content?.justification?.rawValue ?? "", content?.expires?.description ?? "",
      content?.owner ?? "", content?.due?.description ?? "", content?.ticket ?? "",
      content?.severity?.severity.rawValue ?? "", content?.severity?.reason ?? "",
      decision?.by.description ?? "", decision?.at.description ?? "",
      approval?.verdict.rawValue ?? "", approval?.text ?? "", approval?.by.description ?? "",
      approval?.at.description ?? "",
    ]
  }

  private static func changes(_ state: ReviewState) -> String {
    guard case .stale(_, let changes) = state else { return "" }
    return changes.map(\.words).joined(separator: "; ")
  }

  /// Where a decision comes from, and what its two sides are where they do not agree.
  private static func origin(_ state: ReviewState) -> [String] {
    let sides = state.decision?.conflict?.sides ?? []
    return [
      state.decision?.carried?.words ?? "",
      sides.map { side in (side.map { "\($0.by): " } ?? "") + side.words }.joined(separator: "; "),
    ]
  }
}

/// The digest of each evidence file by its path.
struct EvidenceDigests {
  private let digests: [String: SHA256Digest]

  init(_ account: Account) {
    digests = Dictionary(
      account.files.compactMap { file in file.digest.map { (file.path, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  subscript(file: String) -> SHA256Digest? { digests[file] }

  /// The digest of each file that `citations` name, once, in their order.
  func list(_ citations: [Citation]) -> String {
    citations.compactMap { self[$0.file]?.description }.uniqued.joined(separator: "; ")
  }
}
