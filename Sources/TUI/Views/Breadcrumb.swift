import Checklist

/// The second line: the path to the current page, the position in the list, and the filter.
enum Breadcrumb {
  static func draw(_ state: ConsoleState, in area: Area, into frame: inout Frame) {
    let right = aside(state)
    let rightText = SafeText(right)
    let rightWidth = min(rightText.width, area.columns * 2 / 3)
    let end = area.column + area.columns
    frame.put(
      rightText, at: Position(row: area.row, column: end - rightWidth), limit: rightWidth,
      role: state.filter.errorMessage == nil ? .match : .warning)
    let path = steps(state, frame.glyphs).joined(separator: " \(frame.glyphs.pathSeparator) ")
    frame.put(
      SafeText(path), at: Position(row: area.row, column: area.column),
      limit: area.columns - rightWidth - (rightWidth > 0 ? 2 : 0), role: .title)
  }

  /// The steps from the view to the current page.
  private static func steps(_ state: ConsoleState, _ glyphs: Glyphs) -> [String] {
    let inventory = state.model.inventory
    var steps = [state.view.title]
    if state.view == .checklist {
      if state.checklist.isWhole {
        steps.append("all findings")
        if let grouping = state.checklist.grouping { steps.append("by \(grouping.rawValue)") }
        if let group = state.checklist.openGroup { steps.append(group) }
        if state.checklist.listsGroups {
          let groups = state.checklist.groups.count
          steps.append("\(min(state.checklist.groupCursor.row + 1, groups))/\(groups)")
        } else if state.checklist.finding != nil {
          steps.append(
            "\(state.checklist.findingCursor.row + 1)/\(state.checklist.findings.count)")
        }
      } else if let item = state.checklist.item {
        let result = state.model.items[item]
        steps.append(result.id.rawValue)
        if state.checklist.pane != .items, let finding = state.checklist.finding {
          steps.append(name(of: finding, state))
        }
      }
    } else if state.view.isTable, !state.table.rows.isEmpty {
      steps[0] += " \(state.table.cursor.row + 1)/\(state.table.rows.count)"
    }
    var previous: PageTopic?
    for page in state.pages {
      steps.append(page.topic.step(after: previous, inventory))
      previous = page.topic
    }
    if state.pages.count > 3 {
      steps.replaceSubrange(1..<steps.count - 2, with: [glyphs.ellipsis])
    }
    if let help = state.help { steps = ["help for \(help.place.title)"] }
    return steps
  }

  /// The position in the list, with the subject if nothing else on screen names it.
  ///
  /// The list and the detail already name it, and each changed cell costs bytes at every step.
  private static func name(of finding: Int, _ state: ConsoleState) -> String {
    let place = "\(state.checklist.findingCursor.row + 1)/\(state.checklist.findings.count)"
    guard case .one = state.layout?.panes, state.checklist.pane == .detail else { return place }
    return "\(state.model.findings[finding].subject.name) \(place)"
  }

  /// The search and the filter, with their numbers of matches. The filter is shown on pages too,
  /// because it also limits what `n` visits.
  private static func aside(_ state: ConsoleState) -> String {
    var parts: [String] = []
    if Place.texts.contains(state.placeBelow), let search = state.text.search {
      parts.append("search: \(search) (\(state.text.count(of: search)))")
    }
    let filter = state.filter
    if let errorMessage = filter.errorMessage {
      parts.append(errorMessage)
    } else if !filter.text.isEmpty, state.view != .overview {
      parts.append("filter: \(filter.text) (\(state.filterCount))")
    }
    return parts.joined(separator: "  ")
  }
}
