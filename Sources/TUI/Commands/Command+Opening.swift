import Checklist

extension Command {
  /// The commands to open and close pages, and to choose a view.
  static let opening: [Command] = [
    Command(
      .open, keys: [.enter], title: "open",
      help:
        "Open the row: the findings of an item, the subject of a finding, a page, or the target "
        + "of a link.",
      places: Place.browsing, useful: Place.browsing,
      refusal: { $0.openRefusal }
    ) { state in
      state.open()
      return []
    },
    Command(
      .run, keys: [.enter], title: "run", help: "Close the help and run the command.",
      places: [.help], useful: [.help],
      refusal: { state in
        switch state.text.line?.link {
        case .command, .line: return nil
        default: return "no command to run on this line"
        }
      }
    ) { state in
      if case .line(let name) = state.text.line?.link {
        state.help = nil
        state.setLine(CommandLine(name + " "))
        return []
      }
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
      .earlier, keys: [.character("[")], title: "earlier screen",
      help: "Return to the screen before this one, as in a browser.",
      places: Place.browsing,
      refusal: { $0.trail.past.isEmpty ? "no earlier screen" : nil }
    ) { state in
      state.goEarlier()
      return []
    },
    Command(
      .later, keys: [.character("]")], title: "later screen",
      help: "Return to the screen that [ left.",
      places: Place.browsing,
      refusal: { $0.trail.future.isEmpty ? "no later screen" : nil }
    ) { state in
      state.goLater()
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
      .activity, keys: [.character("w")], title: "activity",
      help: "Show what the user or role did, according to CloudTrail logs in the evidence.",
      places: Place.browsing,
      refusal: { state in
        guard let subject = state.chosenSubject, subject.canCall else {
          return "select a user or role first"
        }
        return state.pages.last?.topic == .activity(subject) ? "already on screen" : nil
      }
    ) { state in
      if let subject = state.chosenSubject { state.open(.activity(subject)) }
      return []
    },
    Command(
      .history, keys: [.character("H")], title: "history",
      help:
        "Show every change of the decision on the finding or item; elsewhere, and on that page, "
        + "of the review.",
      places: Place.browsing,
      answer: PlainAnswer("history", "Show every change of the decision, or of the review."),
      refusal: { $0.pages.last?.topic == .history(nil) ? "already on screen" : nil }
    ) { state in
      state.open(.history(state.historyTarget))
      return []
    },
    Command(
      .signOff, keys: [.character("S")], title: "sign-off",
      help: "List the findings and items that still need a decision. When none is left, S signs "
        + "with an SSH key.",
      places: Place.browsing, answer: PlainAnswer("s", "List the missing decisions."),
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

  /// The views, by number.
  static let views: [Command] = [
    view(.viewOverview, .overview), view(.viewChecklist, .checklist), view(.viewUsers, .users),
    view(.viewGroups, .groups),
    view(.viewRoles, .roles), view(.viewPolicies, .policies),
    view(.viewOrganization, .organization),
  ]

  private static func view(_ name: CommandName, _ view: ViewKind) -> Command {
    Command(
      name, keys: [.character(Character(String(view.rawValue)))], title: view.title,
      help: "Show the \(view.title).", places: Place.browsing,
      useful: view == .checklist ? [.overview] : []
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
  /// The finding or item whose history is shown; nil for the whole review.
  fileprivate var historyTarget: DecisionTarget? {
    if pages.last?.topic.isHistory == true, text.line?.link == nil { return nil }
    return targets.count == 1 ? targets.first : nil
  }
}
