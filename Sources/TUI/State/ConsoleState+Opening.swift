import Checklist

extension ConsoleState {

  /// The maximum number of open pages.
  static let maximumPages = 64

  /// Why Enter opens nothing here; nil if it opens something.
  var openRefusal: String? {
    switch place {
    case .overview: overview.line?.link == nil ? "no link here" : nil
    case .items: checklist.item == nil ? "no items match; Esc clears the filter" : nil
    case .findings: checklist.listsGroups && checklist.group == nil ? "no group to open" : nil
    case .table: table.chosen == nil ? "no row to open" : nil
    case .detail:
      text.line?.link ?? findingSubject == nil ? "no link here; } goes to the next link" : nil
    case .page: text.line?.link == nil ? "no link here; } goes to the next link" : nil
    case .help, .prompt, .commandLine, .form, .chooser, .offer: nil
    }
  }

  /// Opens the object under the cursor, as Enter does.
  mutating func openAtCursor() {
    if openRefusal == nil { open() }
  }

  mutating func open() {
    switch place {
    case .overview: if let link = overview.line?.link { follow(link) }
    case .items: checklist.pane = .findings
    case .findings where checklist.listsGroups:
      checklist.openChosenGroup()
    case .findings:
      // The detail comes first if it is not on screen.
      if let link = findingSubject, layout?.showsDetail(besides: checklist.pane) == true {
        follow(link)
      } else {
        checklist.pane = .detail
      }
    case .table:
      if let row = table.chosen, let subject = model.inventory.subject(row, in: view) {
        open(.subject(subject))
      }
    case .detail: if let link = text.line?.link ?? findingSubject { follow(link) }
    case .page: if let link = text.line?.link { follow(link) }
    case .help, .prompt, .commandLine, .form, .chooser, .offer: break
    }
  }

  /// The page of the subject of the selected finding; nil if there is none.
  private var findingSubject: Link? {
    guard checklist.pane != .items, let finding = checklist.finding else { return nil }
    return model.inventory.page(of: model.findings[finding].subject).map(Link.page)
  }

  mutating func follow(_ link: Link) {
    switch link {
    case .page(let subject): follow(to: .subject(subject))
    case .topic(let topic): follow(to: topic)
    case .statement(let place): show(place)
    case .finding(let number): show(item: model.itemOfFinding[number], finding: number)
    case .item(let number): show(item: number, finding: nil)
    case .filtered(let text, let pane): show(filter: text, in: pane)
    case .draft(let draftKey):
      guard let form = drafts[draftKey] else { return }
      select(form.draftKey.targets)
      input = .form(form)
    case .command, .line: break
    }
  }

  /// Opens a page. From a finding, the page starts at its reason.
  private mutating func follow(to topic: PageTopic) {
    let finding = [.findings, .detail].contains(place) ? checklist.finding : nil
    open(topic)
    if let finding { goToReason(of: finding) }
  }

  /// Opens a page on top.
  mutating func open(_ topic: PageTopic) {
    // Pages that link to each other must not pile up without limit.
    if pages.count >= ConsoleState.maximumPages { pages.removeFirst() }
    pages.append(Page(topic: topic))
  }

  /// Goes to a statement on the page that shows its document.
  private mutating func show(_ place: StatementPlace) {
    open(.subject(place.subject))
    refresh()
    changeText { text, height in
      guard let row = text.landmarks[place.landmark] else { return }
      text.cursor.selectNearTop(row, count: text.lines.count, height: height)
    }
  }

  /// Goes to the statement behind a finding, or else to the line of the finding.
  private mutating func goToReason(of finding: Int) {
    refresh()
    changeText { text, height in
      guard let row = text.lastLine(leadingTo: .finding(finding)) else { return }
      text.cursor.selectNearTop(row, count: text.lines.count, height: height)
    }
  }

  /// Shows a finding in the checklist; a filter that hides it is cleared.
  ///
  /// Esc then returns to the page that was open, unless that is about an identity or policy.
  mutating func show(item: Int, finding: Int?) {
    origin = originHere
    pages = []
    view = .checklist
    checklist.pane = .findings
    if !checklist.rows.contains(.item(item)) || finding.map(checklist.shows) == false {
      checklist.filter = .none
      refresh()
    }
    checklist.choose(item: item, finding: finding, model, heights)
  }

  /// Shows the checklist with a filter: the items, or one list of all findings. Esc returns here.
  private mutating func show(filter text: String, in pane: ChecklistPane) {
    origin = originHere
    pages = []
    view = .checklist
    checklist.clearMarks()
    checklist.filter = Filter(text, saved: savedFilters)
    if checklist.isWhole != (pane == .findings) { checklist.toggleWhole() }
    checklist.pane = pane
    refresh()
    checklist.moveFinding(.first, heights)
  }

  /// The screen to which Esc returns from what is opened here: the overview, or a page about the
  /// review as a whole.
  private var originHere: Location? {
    guard let page = pages.last else { return view == .overview ? location : nil }
    return page.topic.subject == nil ? location : nil
  }

  mutating func goBack() {
    if text.search != nil, place != .table, Place.texts.contains(place) {
      changeText { text, _ in text.search = nil }
    } else if !pages.isEmpty {
      pages.removeLast()
    } else if place == .detail {
      checklist.pane = .findings
    } else if place == .findings, !checklist.marks.isEmpty {
      checklist.clearMarks()
      message = .done("no marks")
    } else if view == .checklist, checklist.leaveGroup() {
      message = nil
    } else if let origin {
      self.origin = nil
      restore(origin)
    } else if !filter.text.isEmpty {
      filter = .none
    } else if checklist.isWhole, view == .checklist {
      checklist.toggleWhole()
    } else if place == .findings {
      checklist.pane = .items
    } else if isZoomed {
      isZoomed = false
    }
  }
}
