import Checklist

/// What a filter leaves of the checklist: the rows of items, and the findings.
struct FilteredChecklist: Hashable, Sendable {
  /// A row of the checklist pane: the heading of a section, or an item.
  enum Row: Hashable, Sendable {
    case section(Int)
    case item(Int)
  }

  /// What the result depends on.
  struct Source: Hashable {
    let filter: Filter
    /// The revision of the decisions; 0 without a filter, because everything is shown then.
    let revision: Int

    init(_ filter: Filter, _ statuses: DecisionStatuses) {
      self.filter = filter
      revision = filter.isEmpty ? 0 : statuses.revision
    }
  }

  /// The source; nil before the first computation.
  private(set) var source: Source?
  /// The sections and items that match.
  private(set) var rows: [Row] = []
  /// The number of findings, and items without findings, that match.
  private(set) var matchCount = 0
  /// The findings that match, in order; none without a filter.
  private var matches: [Int] = []
  private var isWhole: Bool { source?.filter.isEmpty ?? true }

  /// Nothing yet.
  init() {}

  init(_ source: Source, _ model: ConsoleModel, _ statuses: DecisionStatuses) {
    self.source = source
    if !isWhole {
      matches = model.findings.indices.filter {
        source.filter.admits(FilterableFinding(number: $0, model: model, statuses: statuses))
      }
    }
    for (number, section) in model.sections.enumerated() {
      let shown = section.items.filter { item in
        let found = count(item, model, statuses)
        matchCount += found
        return found > 0
      }
      if !shown.isEmpty { rows += [.section(number)] + shown.map(Row.item) }
    }
  }

  /// Whether a finding matches.
  func shows(finding: Int) -> Bool { isWhole || matches.containsInOrder(finding) }

  /// The findings of a range that match.
  func shown(in range: Range<Int>) -> [Int] {
    isWhole ? Array(range) : range.filter { shows(finding: $0) }
  }

  /// How many decisions of an item match.
  private func count(_ item: Int, _ model: ConsoleModel, _ statuses: DecisionStatuses) -> Int {
    let range = model.findingRanges[item]
    if isWhole { return max(1, range.count) }
    guard range.isEmpty else { return shown(in: range).count }
    let row = FilterableItem(number: item, model: model, statuses: statuses)
    return source?.filter.admits(row) == true ? 1 : 0
  }
}
