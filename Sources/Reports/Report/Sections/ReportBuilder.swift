internal import Checklist
internal import Model
internal import Platform

/// Builds the document of a review. Each chapter is in an extension in a file of its own.
struct ReportBuilder: Sendable {
  let report: ReviewReport
  /// The findings of each item by cause, in the order of the items.
  let groups: [[FindingGroup]]
  let statements: StatementIndex
  let suggestions: Suggestions
  /// The groups of findings on administrator access, by the statement that grants it.
  let administrators: [Statement?: [FindingGroup]]
  let readiness: Readiness
  /// The remediations, the earliest due date first.
  let planRows: [PlanRow]

  var account: Account { report.assessment.account }
  var session: ReviewSession { report.session }
  var allGroups: [FindingGroup] { groups.flatMap { $0 } }
  var findings: [ReportedFinding] { report.items.flatMap(\.findings) }

  init(_ report: ReviewReport) {
    self.report = report
    let items = report.items
    groups = concurrentMap(items.count) { FindingGroup.all(of: items[$0], number: $0 + 1) }
    statements = StatementIndex(report.assessment.account)
    let suggestions = Suggestions(report, statements)
    self.suggestions = suggestions
    administrators = Dictionary(
      grouping: groups.lazy.flatMap { $0 }.filter {
        $0.item.result.id == Item.rolesAdministratorAccess.id
      }, by: { suggestions.statement(of: $0) })
    readiness = Readiness(report.assessment, report.session, at: report.now)
    planRows = PlanRow.all(of: report, groups)
  }

  var document: Document {
    Document(
      title: title, author: report.cover?.value(of: "auditor") ?? Product.name,
      modified: report.lastModified, running: running,
      branding: report.cover?.branding ?? Branding(), paper: report.paper,
      cover: cover,
      chapters: [summary, scope] + results + [plan, acceptedRisks]
        + [earlier, conclusion].compactMap { $0 } + appendix)
  }

  /// The auditor's conclusion; nil if the cover has none.
  private var conclusion: Chapter? {
    guard let blocks = report.cover?.conclusion, !blocks.isEmpty else { return nil }
    return Chapter(anchor: "conclusion", title: "Conclusion", blocks: blocks)
  }

  private var title: String { report.cover?.title ?? "IAM review of account \(accountName)" }

  /// The id of the account, or words for an unknown one.
  var accountName: String { account.id ?? "(unknown)" }

  /// The account with its alias.
  var accountText: String {
    accountName + (account.alias.map { " (\($0))" } ?? "")
  }

  private var running: RunningText {
    RunningText(
      subject: report.cover?.title == nil ? title : "\(title), account \(accountName)",
      classification: report.cover?.value(of: "classification"),
      draft: missingParts.map { "DRAFT: \($0)" })
  }
}

extension ReportBuilder {
  /// What is missing for the report to be final, in one line; nil if the review is complete.
  var missingParts: String? {
    var parts: [String] = []
    if !report.integrityErrors.isEmpty { parts.append("the history or a signature is not intact") }
    if report.session.hasStatementConflict, report.cover?.statement.isEmpty ?? true {
      parts.append("two different overall statements")
    }
    let counts = Dictionary(grouping: readiness.gaps, by: \.reason).mapValues(\.count)
    for reason in Readiness.Reason.allCases {
      guard let count = counts[reason] else { continue }
      parts.append("\(count.grouped) \(reason.inDraft)")
    }
    guard !parts.isEmpty else { return nil }
    if report.signatures.isEmpty { parts.append("not signed") }
    return parts.joined(separator: "; ")
  }
}

extension Readiness.Reason {
  /// What is missing, after a number.
  fileprivate var inDraft: String {
    switch self {
    case .undecided: "undecided"
    case .unanswered: "without evidence or a manual decision"
    case .expired: "with an expired justification"
    case .changed: "changed since the decision"
    case .unapproved: "waiting for the approval of a second person"
    case .rejected: "rejected by a second person"
    case .conflict: "in conflict"
    }
  }
}

extension Inline {
  /// The finding's number as a link.
  static func reference(_ group: FindingGroup) -> Inline {
    .link(group.number, to: group.anchor)
  }
}

extension Reviewer {
  /// The person, without the host.
  var person: String { name.hasNoVisibleText ? description : name }
}

extension Instant {
  /// The day in UTC.
  var calendarDay: CalendarDay { CalendarDay(containing: self) }
}
