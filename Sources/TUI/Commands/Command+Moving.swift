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
      help: "Go to the next pane: checklist, findings, detail; or the next block of the overview.",
      places: Place.browsing, useful: [.items, .detail], refusal: { $0.paneRefusal }
    ) { state in
      state.movePane(by: 1, wraps: true)
    },
    Command(
      .previousPane, keys: [.backTab], title: "previous pane", help: "Go to the previous pane.",
      places: Place.browsing, refusal: { $0.paneRefusal }
    ) { state in
      state.movePane(by: -1, wraps: true)
    },
    Command(
      .paneRight, keys: [.right, .character("l")], title: "pane right",
      help: "Go to the pane or block on the right.",
      places: [.overview, .items, .findings]
    ) { state in
      state.movePane(by: 1, wraps: false)
    },
    Command(
      .paneLeft, keys: [.left, .character("h")], title: "pane left",
      help: "Go to the pane or block on the left.",
      places: [.overview, .findings, .detail]
    ) { state in
      state.movePane(by: -1, wraps: false)
    },
    Command(
      .nextLink, keys: [.character("}")], title: "next link",
      help: "Go to the next link of the text; Enter opens it.", places: Place.texts,
      useful: [.page]
    ) { state in
      state.goToLink(forward: true)
    },
    Command(
      .previousLink, keys: [.character("{")], title: "previous link",
      help: "Go to the previous link of the text.", places: Place.texts
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
    case .overview: overview.move(motion)
    case .items: checklist.moveItem(motion, model, heights)
    case .findings: checklist.moveFinding(motion, heights)
    case .table:
      let count = table.rows.count
      tables[view]?.cursor.move(motion, count: count, height: heights.table)
    case .detail, .page, .help:
      changeText { text, height in
        text.cursor.move(motion, count: text.lines.count, height: height)
      }
    case .prompt, .commandLine, .form, .chooser, .offer: break
    }
  }

  /// Why no other pane can be chosen; nil if one can.
  fileprivate var paneRefusal: String? {
    place == .page || place == .table ? "this screen has one pane; } goes to the next link" : nil
  }

  mutating func movePane(by step: Int, wraps: Bool) -> [ConsoleEffect] {
    if place == .overview {
      overview.moveBlock(by: step, sideways: !wraps)
      return []
    }
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
    if !found { message = .refused("this text has no links") }
    return []
  }
}
