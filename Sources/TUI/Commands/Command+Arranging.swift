extension Command {
  /// The commands to sort and group lists, and the keys of the list of choices.
  static let arranging: [Command] = [
    Command(
      .sort, keys: [.character("s")], title: "sort",
      help: "Sort the findings or the table by a column. Choosing the same column again reverses "
        + "the order.",
      places: [.items, .findings, .table], useful: [.table]
    ) { state in
      state.chooseOrder()
      return []
    },
    Command(
      .group, keys: [.character("B")], title: "group",
      help: "Group all findings by item, policy, principal, owner or tag. Enter opens a group; a "
        + "decision on it applies to all its findings.",
      places: [.overview, .items, .findings, .detail]
    ) { state in
      state.leaveOverview()
      state.chooseGroups()
      return []
    },
    moving(
      .nextChoice, by: 1, keys: [.down, .character("j"), .tab], "next", "Go to the next choice."),
    moving(
      .previousChoice, by: -1, keys: [.up, .character("k"), .backTab], "previous",
      "Go to the previous choice."),
    Command(
      .choose, keys: [.enter], title: "choose", help: "Apply the selected choice.",
      places: [.chooser], useful: [.chooser]
    ) { state in
      state.choose()
    },
    Command(
      .leaveChooser, keys: [.escape, .character("q")], title: "cancel",
      help: "Close the list and change nothing.", places: [.chooser], useful: [.chooser]
    ) { state in
      state.input = nil
      return []
    },
  ]

  private static func moving(
    _ name: CommandName, by step: Int, keys: [Key], _ title: String, _ help: String
  ) -> Command {
    Command(name, keys: keys, title: title, help: help, places: [.chooser], useful: [.chooser]) {
      state in
      if case .chooser(var chooser) = state.input {
        chooser.move(by: step)
        state.input = .chooser(chooser)
      }
      return []
    }
  }
}
