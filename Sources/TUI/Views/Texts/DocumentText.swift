import Checklist
import Model

/// A policy document on a page: printed for reading, with what was found in it at its line.
///
///     > {                                  the statement that a finding cites
///     ^ high roles.sensitive-wildcards  …  why, and Enter leads to the finding
///         "Effect": "Allow",
///
/// The sign in the first column says it without colour.
struct DocumentText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  /// Adds a document; `number` tells the documents of a page apart.
  func add(_ document: PolicyDocument?, number: Int, to text: inout TextBuilder) {
    guard let document else {
      text.paragraph("the evidence does not hold the document", role: .warning, indent: 2)
      return
    }
    for defect in document.defects { text.paragraph("! " + defect, role: .warning) }
    guard let listing = PolicyListing(document.text) else {
      text.paragraph("no JSON; as it stands in the evidence:", role: .warning)
      text.paragraph(document.text, indent: 2)
      return
    }
    var statementAt: [Int: Int] = [:]
    for (index, line) in listing.statementLines.enumerated() { statementAt[line] = index }
    let whole = context.model.findings(citing: document.citation)
    for finding in whole { addReason(finding, to: &text) }
    for (row, line) in listing.lines.enumerated() {
      let index = statementAt[row]
      let guilty = index.map { findings(in: document, statement: $0) } ?? []
      if let index { text.mark(.statement(document: number, index: index)) }
      add(line, isGuilty: !guilty.isEmpty, to: &text)
      for finding in guilty { addReason(finding, to: &text) }
    }
  }

  private func findings(in document: PolicyDocument, statement index: Int) -> [Int] {
    guard let statement = document.statements.first(where: { $0.index == index }) else { return [] }
    return context.model.findings(citing: statement.citation)
  }

  private func add(_ line: TextLine, isGuilty: Bool, to text: inout TextBuilder) {
    var spans = line.spans
    if isGuilty { spans = spans.map { .init($0.text, .guilty) } }
    let sign = isGuilty ? TextLine.Span("> ", .guilty) : TextLine.Span("  ")
    let indent = line.spans.first.map { $0.text.description.prefix { $0 == " " }.count } ?? 0
    text.add(TextLine([sign] + spans), hanging: indent + 6)
  }

  private func addReason(_ number: Int, to text: inout TextBuilder) {
    let finding = context.model.findings[number]
    let standing = context.standings.standing(ofFinding: number, in: context.model)
    text.add(
      TextLine(
        [
          .init(SafeText("^ "), .guilty),
          .init(SafeText(finding.severity.rawValue), StyleRole(finding.severity)),
          .init(SafeText(" \(finding.item.rawValue)"), .link),
          .init(SafeText(" \(finding.summary)"), .guilty),
          .init(SafeText("  " + standing.words), .muted),
        ], link: .finding(number)), hanging: 4)
  }
}
