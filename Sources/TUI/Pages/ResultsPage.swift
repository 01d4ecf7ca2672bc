import Checklist
import Model
import Platform

extension PageTopic {
  /// The automated result of each item.
  static let results = PageTopic(ResultsPage())
}

/// The record of the page.
private struct ResultsPage: PageRecord {
  func step(isNamed: Bool, _ inventory: Inventory) -> String { "results" }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    ResultsText(context).add(to: &text)
  }
}

/// The results of all items, as in `iam-review check`; each line links to its item.
struct ResultsText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func add(to text: inout TextBuilder) {
    let model = context.model
    text.paragraph("Automated results", role: .heading)
    for outcome in Outcome.allCases {
      let count = model.items.count { $0.outcome == outcome }
      if count > 0 { text.pair(outcome.rawValue, count.counted("item"), role: StyleRole(outcome)) }
    }
    for entry in model.sections {
      text.heading(entry.section.title)
      for number in entry.items {
        let result = model.items[number]
        let count = result.findings.count
        text.add(
          TextLine(
            [
              .init(SafeText("  ")),
              .init(SafeText(result.outcome.rawValue), StyleRole(result.outcome)),
              .init(SafeText(String(repeating: " ", count: 13 - result.outcome.rawValue.count))),
              .init(SafeText(result.id.rawValue), .link),
              .init(SafeText("  \(result.item.title)")),
              .init(SafeText(count == 0 ? "" : "  " + count.counted("finding")), .muted),
            ], link: .item(number)), hanging: 8)
      }
    }
    let account = model.account
    text.heading("Files", count: account.files.count)
    for file in account.files {
      text.entry(file.path, aside: "\(file.bytes.grouped) bytes, \(file.status.text)")
    }
    text.heading("Problems", count: account.problems.count)
    for problem in account.problems {
      text.entry(problem.file, aside: (problem.place.map { $0 + ": " } ?? "") + problem.message)
    }
  }
}

extension EvidenceFile.Status {
  /// The state of the file, in a word or two.
  fileprivate var text: String {
    switch self {
    case .read(let kind): kind.title
    case .manifest: "manifest"
    case .ignored: "not evidence (ignored)"
    case .broken: "not readable"
    }
  }
}
