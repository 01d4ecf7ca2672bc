/// A short list over the screen from which one entry is chosen.
struct Chooser: Hashable, Sendable {
  let purpose: Purpose
  let options: [String]
  /// The number of the option in effect.
  let current: Int
  private(set) var chosen: Int

  /// What the choice is for.
  enum Purpose: Hashable, Sendable {
    case sort, group

    /// The label before the list.
    var title: String {
      switch self {
      case .sort: "sort by; Enter on the current column reverses the order"
      case .group: "group the findings by"
      }
    }
  }

  init(_ purpose: Purpose, _ options: [String], current: Int) {
    self.purpose = purpose
    self.options = options
    self.current = current
    chosen = current
  }

  mutating func move(by step: Int) {
    chosen = (chosen + step + options.count) % options.count
  }
}

extension ConsoleState {
  /// The first option of a chooser: no order, or no groups.
  private static let unsorted = "default order"
  private static let ungrouped = "no groups"

  /// The columns by which the list on screen can be sorted.
  private var sortColumns: [String] {
    view.isTable
      ? TableColumn.all(for: view).map(\.title) : FindingColumn.allCases.map(\.rawValue)
  }

  mutating func chooseOrder() {
    let options = [ConsoleState.unsorted] + sortColumns
    let current = sorting[sortedView].flatMap { options.firstIndex(of: $0.column) } ?? 0
    input = .chooser(Chooser(.sort, options, current: current))
  }

  mutating func chooseGroups() {
    let options = [ConsoleState.ungrouped] + Grouping.allCases.map(\.rawValue)
    let current = checklist.grouping.flatMap { options.firstIndex(of: $0.rawValue) } ?? 0
    input = .chooser(Chooser(.group, options, current: current))
  }

  /// Applies the chosen option.
  mutating func choose() -> [ConsoleEffect] {
    guard case .chooser(let chooser) = input else { return [] }
    input = nil
    let option = chooser.options[chooser.chosen]
    switch chooser.purpose {
    case .sort:
      let before = sorting[sortedView]
      let order =
        option == ConsoleState.unsorted
        ? nil
        : SortOrder(option, isReversed: before?.column == option && before?.isReversed == false)
      sorting[sortedView] = order
      message = .done(
        order.map { "sorted by \($0.column)\($0.isReversed ? ", reversed" : "")" } ?? option)
      return [.keepSorting(sorting)]
    case .group:
      checklist.clearMarks()
      checklist.group(by: Grouping(rawValue: option))
      return []
    }
  }

  /// The view whose order is chosen; the findings have one order for all items.
  private var sortedView: ViewKind { view.isTable ? view : .checklist }
}
