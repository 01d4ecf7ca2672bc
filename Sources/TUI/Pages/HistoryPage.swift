import Checklist
import Model
import Platform

extension PageTopic {
  /// The changes of the decision on a target, or of the whole review.
  static func history(_ target: DecisionTarget?) -> PageTopic {
    PageTopic(HistoryPage(target: target))
  }

  var isHistory: Bool { record is HistoryPage }
}

/// The record of the page.
private struct HistoryPage: PageRecord {
  let target: DecisionTarget?

  func step(isNamed: Bool, _ inventory: Inventory) -> String {
    target.map { "history of \($0.description)" } ?? "history"
  }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    HistoryText(context).add(target, to: &text)
  }
}

/// The history of a decision, or of the whole review, the newest change first.
struct HistoryText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func add(_ target: DecisionTarget?, to text: inout TextBuilder) {
    let entries = target.map { context.session.changes(of: $0) } ?? context.session.history
    text.paragraph(
      target.map { "History of \($0.description)" } ?? "History of the review", role: .heading)
    let keys = target == nil || context.isPlain ? "" : " H shows the history of the review."
    text.paragraph("\(entries.changeCount.counted("change")), the newest first.\(keys)")
    text.blank()
    let sorted = entries.sorted { $0.number > $1.number }
    for entry in sorted.prefix(HistoryText.maximum) {
      text.add(
        TextLine(
          [.init("  "), .init(SafeText(entry.sentence), link(to: entry) == nil ? .text : .link)],
          link: target == nil ? link(to: entry) : nil), hanging: 4)
      addTargets(of: entry, to: &text)
    }
    if entries.count > HistoryText.maximum {
      text.paragraph(
        "and \((entries.count - HistoryText.maximum).grouped) more; iam-review log lists all",
        role: .muted, indent: 2)
    }
  }

  /// Lists what an entry with several changes decided.
  private func addTargets(of entry: HistoryEntry, to text: inout TextBuilder) {
    guard entry.change.count > 1 else { return }
    let targets = entry.change.targets
    for target in targets.prefix(HistoryText.maximumOfEntry) {
      let link = link(to: target)
      text.add(
        TextLine(
          [.init("      "), .init(SafeText(target.description), link == nil ? .muted : .link)],
          link: link))
    }
    let more = targets.count - HistoryText.maximumOfEntry
    if more > 0 {
      text.paragraph("and \(more.grouped) more; iam-review log lists all", role: .muted, indent: 6)
    }
  }

  private func link(to entry: HistoryEntry) -> Link? { entry.change.singleTarget.flatMap(link) }

  private func link(to target: DecisionTarget) -> Link? {
    switch target {
    case .finding(let id): context.model.number(of: id).map(Link.finding)
    case .item(let id): context.model.number(of: id).map(Link.item)
    }
  }

  /// The maximum length of the list on screen.
  private static let maximum = 1000
  /// The maximum number of findings and items listed for one entry.
  private static let maximumOfEntry = 20
}
