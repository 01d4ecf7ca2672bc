import Checklist
import Model
import Platform

extension PageTopic {
  /// What is missing before the checklist can be signed.
  static let signOff = PageTopic(SignOffPage())
}

/// The record of the page.
private struct SignOffPage: PageRecord {
  func step(isNamed: Bool, _ inventory: Inventory) -> String { "sign-off" }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    SignOffText(context).add(to: &text)
  }
}

/// What is missing before the checklist can be signed; each line links to it.
struct SignOffText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func add(to text: inout TextBuilder) {
    let model = context.model
    let readiness = Readiness(model.assessment, context.session, at: context.now)
    text.paragraph("Sign-off", role: .heading)
    let isVoid =
      !context.session.signatures.isEmpty && context.session.currentSignatures.isEmpty
    if isVoid {
      text.paragraph(
        "No valid signature: the review or its evidence changed after signing.", role: .warning)
    }
    if readiness.isComplete {
      text.paragraph(
        "Every item is decided. The checklist can be signed.", role: .good)
      text.paragraph(
        "\(context.isPlain ? "sign" : "S") signs it with an SSH key from the agent or a file.")
    } else {
      text.paragraph(
        "\(readiness.gaps.count.counted("decision")) \(readiness.gaps.count == 1 ? "is" : "are") missing."
          + (context.isPlain ? "" : " Enter opens an entry; Esc returns to this list."),
        role: .warning)
    }
    addSignatures(to: &text)
    addSummary(readiness, to: &text)
    let byItem = Dictionary(grouping: readiness.gaps) { $0.target.item(in: model) }
    for (number, result) in model.items.enumerated() {
      guard let gaps = byItem[number] else { continue }
      text.heading("\(result.id): \(result.item.title)", count: gaps.count)
      for gap in gaps.prefix(SignOffText.maximum) { add(gap, number, to: &text) }
      if gaps.count > SignOffText.maximum {
        text.paragraph(
          "and \(gaps.count - SignOffText.maximum) more; n goes to the next one", role: .muted,
          indent: 2
        )
      }
    }
  }

  /// The maximum length of a list on screen.
  private static let maximum = 100

  /// Adds the signatures, and the changes since.
  private func addSignatures(to text: inout TextBuilder) {
    let signatures = context.session.signatures
    guard !signatures.isEmpty else { return }
    text.heading("Signatures", count: signatures.count)
    for signOff in signatures {
      guard let signOff else {
        text.paragraph(
          "a signature made by a newer version of iam-review", role: .warning, indent: 2)
        continue
      }
      text.paragraph(signOff.text, indent: 2)
      if context.session.isCurrent(signOff) {
        text.paragraph(
          "the review has not changed since; verify the signature with iam-review verify",
          role: .good, indent: 4)
        continue
      }
      let changes = context.session.changes(since: signOff) ?? []
      let count = "\(changes.changeCount.counted("change")) since it was signed"
      text.paragraph(
        "void: \(changes.isEmpty ? "the evidence changed" : count)", role: .warning, indent: 4)
      guard signOff == signatures.last else { continue }
      for entry in changes.prefix(5) { text.paragraph(entry.sentence, role: .muted, indent: 6) }
    }
  }

  private func addSummary(_ readiness: Readiness, to text: inout TextBuilder) {
    let count = readiness.decisions.values.reduce(0, +)
    text.heading("Decisions", count: count)
    if count == 0 { text.paragraph("none", role: .muted, indent: 2) }
    for disposition in Disposition.allCases {
      guard let count = readiness.decisions[disposition] else { continue }
      text.pair(disposition.title, String(count), role: StyleRole(disposition))
    }
    if readiness.expiring > 0 {
      text.pair("expiring", "\(readiness.expiring) within 30 days", role: .warning)
    }
    if readiness.overdue > 0 { text.pair("overdue", String(readiness.overdue), role: .warning) }
  }

  private func add(_ gap: Readiness.Gap, _ item: Int, to text: inout TextBuilder) {
    let model = context.model
    switch gap.target {
    case .item:
      text.add(
        TextLine(
          [
            .init(SafeText("  ")), .init(SafeText("the item as a whole"), .link),
            .init(SafeText("  " + gap.reason.title), .warning),
          ],
          link: .item(item)), hanging: 4)
    case .finding(let id):
      guard let number = model.number(of: id) else { return }
      let finding = model.findings[number]
      let severity = context.statuses.severity(ofFinding: number, in: model)
      text.add(
        TextLine(
          [
            .init(" "), context.severityMark(number),
            .init(SafeText(severity.column), StyleRole(severity)),
            .init(SafeText(" ")), .init(SafeText(finding.subject.name), .link),
            .init(SafeText("  " + (gap.reason == .undecided ? "" : gap.reason.title + ": "))),
            .init(SafeText(finding.predicate), .muted),
          ], link: .finding(number)), hanging: 7)
    }
  }
}

extension DecisionTarget {
  /// The number of the item, or of the item of the finding.
  fileprivate func item(in model: ConsoleModel) -> Int? {
    switch self {
    case .item(let id): model.number(of: id)
    case .finding(let id): model.number(of: id).map { model.itemOfFinding[$0] }
    }
  }
}

extension StyleRole {
  init(_ disposition: Disposition) {
    self =
      switch disposition {
      case .pass: .passed
      case .justified: .justified
      case .remediate: .remediate
      case .notApplicable: .notApplicable
      case .falsePositive: .falsePositive
      }
  }
}
