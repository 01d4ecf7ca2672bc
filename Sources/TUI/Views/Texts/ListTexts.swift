import Checklist
import Model
import Platform

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

/// The identities, policies and items whose name contains a word.
struct FoundText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func add(_ name: String, to text: inout TextBuilder) {
    let inventory = context.model.inventory
    let word = SearchWord(name)
    text.paragraph("Matches for \(name)", role: .heading)
    let items = context.model.items.enumerated().filter { word.occurs(in: $0.element.id.rawValue) }
    for (number, result) in items {
      text.entry("item \(result.id)", aside: result.item.title, link: .item(number))
    }
    let subjects = inventory.subjects(named: word)
    for subject in subjects.prefix(FoundText.maximum) {
      text.entry(
        "\(subject.kind) \(inventory.name(of: subject))",
        aside: inventory.arn(of: subject)?.description ?? "", link: .page(subject))
    }
    if subjects.count > FoundText.maximum {
      text.paragraph("and \(subjects.count - FoundText.maximum) more", role: .muted, indent: 2)
    }
  }

  private static let maximum = 500
}

extension Inventory {
  /// Every identity and policy whose name contains the word.
  func subjects(named word: SearchWord) -> [PageSubject] {
    ViewKind.allCases.flatMap { view in
      (0..<count(in: view)).compactMap { row in
        subject(row, in: view).flatMap { word.occurs(in: name(of: $0)) ? $0 : nil }
      }
    }
  }
}

/// Unfinished drafts; Enter continues one.
struct DraftsText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func add(to text: inout TextBuilder) {
    text.paragraph("Drafts", role: .heading)
    text.paragraph(
      "Unfinished decisions. A draft is deleted when the decision is made or the form is cleared.")
    text.blank()
    for form in context.drafts {
      let targets = form.draftKey.targets
      let note = form.fields.first { $0.name == .note }?.editor.text ?? ""
      text.add(
        TextLine(
          [
            .init(SafeText("  ")), .init(SafeText(form.draftKey.title), .heading),
            .init(SafeText("  ")),
            .init(
              SafeText(
                targets.count == 1 ? targets[0].description : "\(targets.count) findings"), .link),
            .init(SafeText("  " + note), .muted),
          ], link: .draft(form.draftKey)), hanging: 4)
    }
    if context.drafts.isEmpty { text.paragraph("none", role: .muted, indent: 2) }
  }
}

/// The saved filters; Enter applies one to the list of all findings.
struct FiltersText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func add(to text: inout TextBuilder) {
    text.paragraph("Saved filters", role: .heading)
    text.paragraph(
      ":filter-save NAME saves the filter of the list; in a filter, saved:NAME applies it; "
        + ":filter-delete NAME deletes it.")
    text.blank()
    for (name, words) in context.savedFilters.sorted(by: { $0.key < $1.key }) {
      text.entry(name, aside: words, link: .filtered("saved:\(name)", .findings))
    }
    if context.savedFilters.isEmpty { text.paragraph("none", role: .muted, indent: 2) }
  }
}

/// The findings of a group; each line links to its finding.
struct GroupText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func body(of group: FindingGroup?) -> TextBody {
    var text = TextBuilder(columns: context.columns)
    guard let group else { return text.body }
    text.paragraph("\(group.name): \(group.findings.count.counted("finding"))", role: .heading)
    text.paragraph("A decision in the list of groups applies to all of them.")
    text.blank()
    for number in group.findings.prefix(GroupText.maximum) {
      PageText(context).add(finding: number, to: &text)
    }
    if group.findings.count > GroupText.maximum {
      text.paragraph(
        "and \((group.findings.count - GroupText.maximum).grouped) more; Enter lists all",
        role: .muted, indent: 2)
    }
    return text.body
  }

  private static let maximum = 100
}
