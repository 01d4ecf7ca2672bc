import Checklist

/// The last line: the six most useful keys, or a message.
enum KeyLine {
  static let maximum = 6

  static func draw(_ state: ConsoleState, in area: Area, into frame: inout Frame) {
    if let message = state.message {
      // A message must not cover the active input.
      let rows = state.input == nil ? maximumRows : 1
      draw(SafeText(message.text), role: message.role, rows: rows, in: area, into: &frame)
      return
    }
    var column = area.column
    let commands = commands(state)
    // The help key is shown even on the narrowest screens.
    let help = commands.last { $0.name == .help }
    let reserved = help.map { 2 + $0.keys[0].shownName.count + 1 + $0.title.count } ?? 0
    for command in commands {
      let key = SafeText(command.keys[0].shownName)
      let title = SafeText(title(of: command, in: state))
      let room = area.columns - (command.name == .help ? 0 : reserved)
      guard column + key.width + 1 + title.width <= area.column + room else { continue }
      column += frame.put(key, at: Position(row: area.row, column: column), role: .key)
      column += 1
      column += frame.put(title, at: Position(row: area.row, column: column), role: .keyHelp)
      column += 2
    }
    if case .filter = state.input, let errorMessage = state.filter.errorMessage {
      frame.put(
        SafeText(errorMessage), at: Position(row: area.row, column: column),
        limit: area.column + area.columns - column, role: .warning)
    } else if case .filter = state.input {
      frame.put(
        SafeText("  words  !not  " + Filter.keys.map { $0 + ":" }.joined(separator: " ")),
        at: Position(row: area.row, column: column), limit: area.column + area.columns - column,
        role: .muted)
    }
  }

  /// The title of the command; Enter in a prompt gives the answer.
  private static func title(of command: Command, in state: ConsoleState) -> String {
    guard command.name == .accept else { return command.title }
    switch state.input {
    case .approval(let prompt): return prompt.verdict == .approved ? "approve" : "reject"
    case .confirmation: return "answer"
    default: return command.title
    }
  }

  /// A long message covers the rows above until the next key, and is truncated only if it is still
  /// longer.
  private static func draw(
    _ message: SafeText, role: StyleRole, rows maximum: Int, in area: Area, into frame: inout Frame
  ) {
    let lines = maximum > 1 ? message.wrapped(columns: area.columns) : [message]
    let shown = min(lines.count, maximum)
    for (index, line) in lines.prefix(shown).enumerated() {
      let row = area.row - (shown - 1 - index)
      let isCut = index == shown - 1 && lines.count > shown
      frame.fill(Area(row: row, column: area.column, size: Size(columns: area.columns, rows: 1)))
      frame.put(
        isCut ? SafeText(runs: line.runs, isCut: true) : line,
        at: Position(row: row, column: area.column), limit: area.columns, role: role)
    }
  }

  private static let maximumRows = 4

  /// The commands that are useful and allowed here, in the order of the table, the help last.
  static func commands(_ state: ConsoleState) -> [Command] {
    let place = state.place
    let useful = Command.all(in: place).filter {
      $0.useful.contains(place) && $0.refusal(state) == nil
    }
    let help = useful.filter { $0.name == .help }
    // Commands that are rarely possible come first, so that they are noticed.
    let rare = useful.filter { [.takeOurs, .takeTheirs, .carry].contains($0.name) }
    let rest = useful.filter { $0.name != .help && !rare.map(\.name).contains($0.name) }
    return (rare + rest).prefix(maximum - help.count) + help
  }
}
