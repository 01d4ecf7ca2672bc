/// The last line: the six keys that fit the moment, or what just happened.
enum KeyLine {
  static let most = 6

  static func draw(_ state: ConsoleState, in area: Area, into frame: inout Frame) {
    if let message = state.message {
      frame.put(
        SafeText(message.text), at: Position(row: area.row, column: area.column),
        limit: area.columns, role: message.role)
      return
    }
    let candidates = state.candidates
    guard candidates.isEmpty else { return draw(candidates, in: area, into: &frame) }
    var column = area.column
    for command in commands(state) {
      let key = SafeText(command.keys[0].shownName)
      let title = SafeText(command.title)
      guard column + key.width + 1 + title.width <= area.column + area.columns else { continue }
      column += frame.put(key, at: Position(row: area.row, column: column), role: .key)
      column += 1
      column += frame.put(title, at: Position(row: area.row, column: column), role: .keyHelp)
      column += 2
    }
    if case .filter = state.input {
      frame.put(
        "  words  !not  status:  severity:>=  kind:  outcome:  tag:",
        at: Position(row: area.row, column: column), limit: area.column + area.columns - column,
        role: .muted)
    }
  }

  /// What Tab completes to, in place of the keys.
  private static func draw(_ candidates: [String], in area: Area, into frame: inout Frame) {
    let place = Position(row: area.row, column: area.column)
    let key = Command.named(.complete, in: .commandLine)?.keyNames ?? ""
    let start = area.column + frame.put(SafeText(key), at: place, role: .key) + 1
    // No line shows more than it has columns for.
    let list = candidates.prefix(area.columns / 3).joined(separator: "  ")
    frame.put(
      SafeText(list), at: Position(row: area.row, column: start),
      limit: area.column + area.columns - start, role: .keyHelp)
  }

  /// What is useful here and allowed now, in the order of the table; the help always last.
  static func commands(_ state: ConsoleState) -> [Command] {
    let place = state.place
    let useful = Command.all(in: place).filter {
      $0.useful.contains(place) && $0.refusal(state) == nil
    }
    let help = useful.filter { $0.name == .help }
    return useful.filter { $0.name != .help }.prefix(most - help.count) + help
  }
}
