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
    var column = area.column
    let commands = commands(state)
    // However narrow it is, who is lost finds the help.
    let help = commands.last { $0.name == .help }
    let reserved = help.map { 2 + $0.keys[0].shownName.count + 1 + $0.title.count } ?? 0
    for command in commands {
      let key = SafeText(command.keys[0].shownName)
      let title = SafeText(command.title)
      let room = area.columns - (command.name == .help ? 0 : reserved)
      guard column + key.width + 1 + title.width <= area.column + room else { continue }
      column += frame.put(key, at: Position(row: area.row, column: column), role: .key)
      column += 1
      column += frame.put(title, at: Position(row: area.row, column: column), role: .keyHelp)
      column += 2
    }
    if case .filter = state.input {
      frame.put(
        SafeText("  words  !not  " + Filter.keys.map { $0 + ":" }.joined(separator: " ")),
        at: Position(row: area.row, column: column), limit: area.column + area.columns - column,
        role: .muted)
    }
  }

  /// What is useful here and allowed now, in the order of the table; the help always last.
  static func commands(_ state: ConsoleState) -> [Command] {
    let place = state.place
    let useful = Command.all(in: place).filter {
      $0.useful.contains(place) && $0.refusal(state) == nil
    }
    let help = useful.filter { $0.name == .help }
    // What is seldom allowed is what the moment is about.
    let rare = useful.filter { [.takeOurs, .takeTheirs, .carry].contains($0.name) }
    let rest = useful.filter { $0.name != .help && !rare.map(\.name).contains($0.name) }
    return (rare + rest).prefix(most - help.count) + help
  }
}
