extension PageTopic {
  /// The saved filters.
  static let filters = PageTopic(FiltersPage())
}

/// The saved filters; Enter applies one to the list of all findings.
private struct FiltersPage: PageRecord {
  var start: PageStart { .firstLink }

  func step(isNamed: Bool, _ inventory: Inventory) -> String { "saved filters" }

  func add(to text: inout TextBuilder, _ context: TextContext) {
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
