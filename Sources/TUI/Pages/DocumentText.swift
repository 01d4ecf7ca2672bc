import Checklist
import Model

/// A policy document on a page, with findings at the statements that they are about.
///
///     > {                                  the statement that a finding cites
///     ^ high roles.sensitive-wildcards  …  the reason; Enter opens the finding
///         "Effect": "Allow",
///
/// The marks in the first column make findings visible without color.
struct DocumentText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  /// Adds a document; `number` identifies it among the documents of the page.
  func add(_ document: PolicyDocument?, number: Int, to text: inout TextBuilder) {
    guard let document else {
      text.paragraph("the document is not in the evidence", role: .warning, indent: 2)
      return
    }
    for defect in document.defects { text.paragraph("! " + defect, role: .warning) }
    guard let listing = PolicyListing(document.text) else {
      text.paragraph("not JSON; shown as in the evidence:", role: .warning)
      text.paragraph(document.text, indent: 2)
      return
    }
    var statementAt: [Int: Int] = [:]
    for (index, line) in listing.statementLines.enumerated() { statementAt[line] = index }
    let whole = context.model.findings(citing: document.citation)
    for finding in whole { addReason(finding, to: &text) }
    var reasons: [Int: [Int]] = [:]
    var margin: Set<Int> = []
    for (row, index) in statementAt {
      let found = findings(in: document, statement: index)
      guard !found.isEmpty, let range = listing.statementRange(index) else { continue }
      margin.formUnion(range)
      reasons[row] = found
    }
    for (row, line) in listing.lines.enumerated() {
      if let index = statementAt[row] { text.mark(.statement(document: number, index: index)) }
      let found = reasons[row] ?? []
      let isOffending = margin.contains(row) && (DocumentText.isWide(line.text) || !found.isEmpty)
      let isBeside = found.count == 1 && context.columns >= DocumentText.minimumBeside
      add(
        line, isInMargin: margin.contains(row), isOffending: isOffending,
        beside: isBeside ? found[0] : nil, to: &text)
      if !isBeside { for finding in found { addReason(finding, to: &text) } }
    }
  }

  /// From this width on, a finding is shown beside its line, otherwise below it.
  private static let minimumBeside = 110

  /// Whether a line of a statement contains a wildcard or an inverted list, and is marked.
  static func isWide(_ line: String) -> Bool {
    line.contains("*\"") || line.contains("\"NotAction\"") || line.contains("\"NotResource\"")
  }

  private func findings(in document: PolicyDocument, statement index: Int) -> [Int] {
    guard let statement = document.statements.first(where: { $0.index == index }) else { return [] }
    return context.model.findings(citing: statement.citation)
  }

  private func add(
    _ line: TextLine, isInMargin: Bool, isOffending: Bool, beside finding: Int?,
    to text: inout TextBuilder
  ) {
    var spans = line.spans
    if isOffending { spans = spans.map { .init($0.text, .guilty) } }
    let sign = isInMargin ? TextLine.Span("> ", .guilty) : TextLine.Span("  ")
    let indent = line.spans.first.map { $0.text.description.prefix { $0 == " " }.count } ?? 0
    guard let finding else {
      return text.add(TextLine([sign] + spans), hanging: indent + 6)
    }
    let gap = String(repeating: " ", count: max(2, 40 - line.width))
    text.add(
      TextLine([sign] + spans + [.init(SafeText(gap))] + reason(finding), link: .finding(finding)),
      hanging: 44)
  }

  private func addReason(_ number: Int, to text: inout TextBuilder) {
    text.add(
      TextLine([.init(SafeText("^ "), .guilty)] + reason(number), link: .finding(number)),
      hanging: 4)
  }

  /// The finding for which a statement is marked, and the decision on it.
  private func reason(_ number: Int) -> [TextLine.Span] {
    let finding = context.model.findings[number]
    let status = context.statuses.status(ofFinding: number, in: context.model)
    let severity = context.statuses.severity(ofFinding: number, in: context.model)
    return [
      context.severityMark(number, elseSpace: false),
      .init(SafeText(severity.rawValue), StyleRole(severity)),
      .init(SafeText(" \(finding.item.rawValue)"), .link),
      .init(SafeText(" \(finding.summary)"), .guilty),
      .init(SafeText("  " + status.text), .muted),
    ]
  }
}
