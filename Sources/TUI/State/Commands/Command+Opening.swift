import Checklist

extension Command {
  /// The commands to open and close pages, and to choose a view.
  static let opening: [Command] = [
    Command(
      .open, keys: [.enter], title: "open",
      help: "Open the row: a finding's detail, a page, or the target of a link.",
      places: Place.browsing, useful: [.items, .findings, .detail, .table, .page],
      refusal: { $0.openRefusal }
    ) { state in
      state.open()
      return []
    },
    Command(
      .run, keys: [.enter], title: "run", help: "Close the help and run the command.",
      places: [.help], useful: [.help],
      refusal: { state in
        guard case .command = state.text.line?.link else { return "no command on this line" }
        return nil
      }
    ) { state in
      guard case .command(let name) = state.text.line?.link, let place = state.help?.place,
        let command = Command.named(name, in: place)
      else { return [] }
      state.help = nil
      return state.run(command)
    },
    Command(
      .back, keys: [.escape, .backspace], title: "back",
      help: "Go back one step: end the search, leave the page, or clear the filter or the marks.",
      places: Place.browsing, useful: [.page]
    ) { state in
      state.goBack()
      return []
    },
    Command(
      .usedBy, keys: [.character("b")], title: "used by",
      help: "List the principals that have the policy, can assume the role, or are in the group.",
      places: Place.browsing, useful: [.table],
      refusal: { $0.chosenSubject == nil ? "select a user, group, role or policy first" : nil }
    ) { state in
      if let subject = state.chosenSubject { state.open(.usedBy(subject)) }
      return []
    },
    Command(
      .signOff, keys: [.character("S")], title: "sign-off",
      help: "List the findings and items that still need a decision. When none is left, S signs "
        + "with an SSH key.",
      places: Place.browsing,
      refusal: { $0.opening == nil ? nil : "the evidence is still being read" }
    ) { state in
      if state.pages.last?.topic == .signOff { return state.sign() }
      state.open(.signOff)
      return []
    },
    Command(
      .copy, keys: [.character("y")], title: "copy",
      help: "Copy the ARN of the row, the command, the statement or the line to the clipboard.",
      places: Place.browsing, refusal: { $0.copiedText == nil ? "nothing to copy" : nil }
    ) { state in
      state.copiedText.map { [.copy($0)] } ?? []
    },
    Command(
      .zoom, keys: [.character("z")], title: "zoom",
      help: "Maximize this pane, or show the panes side by side again.",
      places: [.items, .findings, .detail]
    ) { state in
      state.isZoomed.toggle()
      return []
    },
  ]

  /// The six views.
  static let views: [Command] = [
    view(.viewChecklist, .checklist), view(.viewUsers, .users), view(.viewGroups, .groups),
    view(.viewRoles, .roles), view(.viewPolicies, .policies),
    view(.viewOrganization, .organization),
  ]

  private static func view(_ name: CommandName, _ view: ViewKind) -> Command {
    Command(
      name, keys: [.character(Character(String(view.rawValue)))], title: view.title,
      help: "Show the \(view.title).", places: Place.browsing
    ) { state in
      state.pages = []
      state.origin = nil
      state.view = view
      state.isZoomed = false
      return []
    }
  }
}

extension ConsoleState {
  /// The maximum number of open pages.
  static let maximumPages = 64

  /// Why Enter opens nothing here; nil if it opens something.
  fileprivate var openRefusal: String? {
    switch place {
    case .items: checklist.item == nil ? "no items match; Esc clears the filter" : nil
    case .findings: nil
    case .table: table.chosen == nil ? "no row to open" : nil
    case .detail, .page:
      text.line?.link == nil ? "no link here; Tab goes to the next link" : nil
    case .help, .prompt, .commandLine, .form: nil
    }
  }

  /// Opens the object under the cursor, as Enter does.
  mutating func openAtCursor() {
    if openRefusal == nil { open() }
  }

  fileprivate mutating func open() {
    switch place {
    case .items: checklist.pane = .findings
    case .findings: checklist.pane = .detail
    case .table:
      if let row = table.chosen, let subject = model.inventory.subject(row, in: view) {
        open(.subject(subject))
      }
    case .detail, .page:
      if let link = text.line?.link { follow(link) }
    case .help, .prompt, .commandLine, .form: break
    }
  }

  mutating func follow(_ link: Link) {
    switch link {
    case .topic(let topic):
      let finding = place == .detail ? checklist.finding : nil
      open(topic)
      if let finding { goToReason(of: finding) }
    case .statement(let place): show(place)
    case .finding(let number): show(item: model.itemOfFinding[number], finding: number)
    case .item(let number): show(item: number, finding: nil)
    case .draft(let draftKey):
      guard let form = drafts[draftKey] else { return }
      show(form.draftKey.targets)
      input = .form(form)
    case .command: break
    }
  }

  /// Goes to the first target of a draft, and marks all targets if there are several.
  private mutating func show(_ targets: [DecisionTarget]) {
    let findings = targets.compactMap { target -> Int? in
      if case .finding(let id) = target { model.number(of: id) } else { nil }
    }
    if let first = findings.first {
      show(item: model.itemOfFinding[first], finding: first)
      checklist.clearMarks()
      if findings.count > 1 { checklist.toggleMarks(findings) }
    } else if case .item(let id)? = targets.first, let number = model.number(of: id) {
      show(item: number, finding: nil)
      checklist.pane = .items
    }
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
  private mutating func show(item: Int, finding: Int?) {
    origin = pages.last.flatMap { $0.topic.subject == nil ? $0.topic : nil }
    pages = []
    view = .checklist
    checklist.pane = .findings
    if !checklist.rows.contains(.item(item)) || finding.map(checklist.shows) == false {
      checklist.filter = .none
      refresh()
    }
    checklist.choose(item: item, finding: finding, model, heights)
  }

  fileprivate mutating func goBack() {
    if text.search != nil, place != .table, Place.texts.contains(place) {
      changeText { text, _ in text.search = nil }
    } else if !pages.isEmpty {
      pages.removeLast()
    } else if place == .detail {
      checklist.pane = .findings
    } else if place == .findings, !checklist.marks.isEmpty {
      checklist.clearMarks()
      message = .done("no marks")
    } else if let origin {
      self.origin = nil
      open(origin)
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
