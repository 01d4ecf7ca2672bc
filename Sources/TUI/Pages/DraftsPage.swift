import Checklist

extension PageTopic {
  /// Unfinished drafts.
  static let drafts = PageTopic(DraftsPage())
}

/// Unfinished drafts; Enter continues one.
private struct DraftsPage: PageRecord {
  var start: PageStart { .firstLink }

  func step(isNamed: Bool, _ inventory: Inventory) -> String { "drafts" }

  func add(to text: inout TextBuilder, _ context: TextContext) {
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
