extension ConsoleState {
  /// Updates the help while it is shown: its commands, and why some are not available.
  mutating func refreshHelp() {
    let heights = heights
    guard let layout, var open = help else { return }
    var below = self
    below.help = nil
    below.input = nil
    let isAvailable = Command.all(in: open.place).map { $0.refusal(below) == nil }
    let source = TextSource(
      content: .help(open.place, isAvailable: isAvailable, narrow: open.narrow),
      columns: layout.body.columns,
      revision: 0)
    if source != open.madeFrom {
      open.madeFrom = source
      open.text.show(
        HelpText(place: open.place, state: below, narrow: open.narrow).body(
          columns: source.columns),
        height: heights.page)
      open.text.goToFirstLink(height: heights.page)
    }
    open.text.cursor.clamp(count: open.text.lines.count, height: heights.page)
    help = open
  }
}
