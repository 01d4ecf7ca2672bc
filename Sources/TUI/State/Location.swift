/// A screen to return to: the view, the pages on top, and the position in the checklist.
struct Location: Hashable, Sendable {
  fileprivate let view: ViewKind
  fileprivate let pages: [Page]
  fileprivate let pane: ChecklistPane
  fileprivate let filter: Filter
  fileprivate let isWhole: Bool
  fileprivate let item: Int?
  fileprivate let finding: Int?
}

/// The screens before and after the current one, as in a browser.
struct Trail: Hashable, Sendable {
  fileprivate(set) var past: [Location] = []
  fileprivate(set) var future: [Location] = []
  /// Whether the current event moves along the trail, so that it adds nothing to it.
  fileprivate var isMoving = false
}

extension ConsoleState {
  /// The current screen.
  var location: Location {
    Location(
      view: view, pages: pages, pane: checklist.pane, filter: checklist.filter,
      isWhole: checklist.isWhole, item: checklist.item, finding: checklist.finding)
  }

  /// Adds the screen before an event to the trail if the event left it for another view or page.
  mutating func note(_ before: Location) {
    defer { trail.isMoving = false }
    let isSame =
      before.view == view && before.pages.count == pages.count
      && zip(before.pages, pages).allSatisfy { $0.topic == $1.topic }
    guard !isSame, !trail.isMoving, opening == nil else { return }
    trail.past = trail.past.suffix(ConsoleState.maximumPages - 1) + [before]
    trail.future = []
  }

  mutating func goEarlier() {
    guard let location = trail.past.popLast() else { return }
    trail.future.append(self.location)
    trail.isMoving = true
    restore(location)
  }

  mutating func goLater() {
    guard let location = trail.future.popLast() else { return }
    trail.past.append(self.location)
    trail.isMoving = true
    restore(location)
  }

  mutating func restore(_ location: Location) {
    view = location.view
    pages = location.pages
    checklist.filter = location.filter
    if checklist.isWhole != location.isWhole { checklist.toggleWhole() }
    checklist.pane = location.pane
    refresh()
    if let item = location.item {
      checklist.choose(item: item, finding: location.finding, model, heights)
    }
  }

  /// Shows the checklist if the overview is shown.
  mutating func leaveOverview() {
    if view == .overview { view = .checklist }
  }
}
