extension Command {
  /// The commands to move in the list or text on screen, and between panes.
  static let moving: [Command] = [
    motion(.down, .down, keys: [.down, .character("j")], title: "down", "Go one row down."),
    motion(.up, .up, keys: [.up, .character("k")], title: "up", "Go one row up."),
    motion(.pageDown, .pageDown, keys: [.pageDown], title: "page down", "Go one page down."),
    motion(.pageUp, .pageUp, keys: [.pageUp], title: "page up", "Go one page up."),
    motion(
      .halfPageDown, .halfPageDown, keys: [.control("d")], title: "half page down",
      "Go half a page down."),
    motion(
      .halfPageUp, .halfPageUp, keys: [.control("u")], title: "half page up", "Go half a page up."
    ),
    motion(.first, .first, keys: [.character("g"), .home], title: "first", "Go to the first row."),
    motion(.last, .last, keys: [.character("G"), .end], title: "last", "Go to the last row."),
    Command(
      .nextPane, keys: [.tab], title: "next pane",
      help: "Go to the next pane: checklist, findings, detail.",
      places: [.items, .findings, .detail], useful: [.items, .detail]
    ) { state in
      state.movePane(by: 1, wraps: true)
    },
    Command(
      .previousPane, keys: [.backTab], title: "previous pane", help: "Go to the previous pane.",
      places: [.items, .findings, .detail]
    ) { state in
      state.movePane(by: -1, wraps: true)
    },
    Command(
      .paneRight, keys: [.right, .character("l")], title: "pane right",
      help: "Go from the checklist to the findings, or from the findings to the detail.",
      places: [.items, .findings]
    ) { state in
      state.movePane(by: 1, wraps: false)
    },
    Command(
      .paneLeft, keys: [.left, .character("h")], title: "pane left",
      help: "Go from the detail to the findings, or from the findings to the checklist.",
      places: [.findings, .detail]
    ) { state in
      state.movePane(by: -1, wraps: false)
    },
    Command(
      .nextLink, keys: [.tab], title: "next link",
      help: "Go to the next link, which Enter opens.", places: [.page], useful: [.page]
    ) { state in
      state.goToLink(forward: true)
    },
    Command(
      .previousLink, keys: [.backTab], title: "previous link",
      help: "Go to the previous link.", places: [.page]
    ) { state in
      state.goToLink(forward: false)
    },
  ]

  private static func motion(
    _ name: CommandName, _ motion: Motion, keys: [Key], title: String, _ help: String
  ) -> Command {
    Command(name, keys: keys, title: title, help: help, places: Place.reading) { state in
      state.move(motion)
      return []
    }
  }
}

extension ConsoleState {
  mutating func move(_ motion: Motion) {
    let heights = heights
    switch place {
    case .items: checklist.moveItem(motion, model, heights)
    case .findings: checklist.moveFinding(motion, heights)
    case .table:
      let count = table.rows.count
      tables[view]?.cursor.move(motion, count: count, height: heights.table)
    case .detail, .page, .help:
      changeText { text, height in
        text.cursor.move(motion, count: text.lines.count, height: height)
      }
    case .prompt, .commandLine, .form: break
    }
  }

  mutating func movePane(by step: Int, wraps: Bool) -> [ConsoleEffect] {
    let count = ChecklistPane.allCases.count
    let next = checklist.pane.rawValue + step
    if let pane = ChecklistPane(rawValue: wraps ? (next + count) % count : next) {
      checklist.pane = pane
    }
    return []
  }

  mutating func goToLink(forward: Bool) -> [ConsoleEffect] {
    var found = false
    changeText { text, height in found = text.goToLink(forward: forward, height: height) }
    if !found { message = .refused("this page has no links") }
    return []
  }
}
