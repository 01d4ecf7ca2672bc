/// The help of a place: the commands that work there, the commands after a colon, and the commands of
/// all other places.
struct HelpText {
  let place: Place
  let state: ConsoleState
  /// The words that a command must contain to be listed.
  var narrow = ""

  func body(columns: Int) -> TextBody {
    var text = TextBuilder(columns: columns)
    text.paragraph(
      "Commands for \(place.title). Enter runs a command, / narrows the list, Esc closes.")
    text.blank()
    let here = Command.all(in: place).map { command in
      Row(
        keys: command.keyNames, title: command.title, help: command.help,
        aside: command.refusal(state).map { " Not available: \($0)." } ?? "",
        link: .command(command.name))
    }
    add(here, title: nil, to: &text)
    let lines = LineCommand.all.map { command in
      Row(
        keys: ":" + command.name, title: "", help: command.help, aside: "",
        link: .line(command.name))
    }
    add(lines, title: "After a colon", to: &text)
    var known = Set(Command.all(in: place).map(\.name))
    for other in Place.allCases where other != place {
      let rows = Command.all(in: other).filter { known.insert($0.name).inserted }.map { command in
        Row(
          keys: command.keyNames, title: command.title, help: command.help, aside: "", link: nil)
      }
      add(rows, title: "Commands for \(other.title)", to: &text)
    }
    return text.body
  }

  /// A command in the list.
  private struct Row {
    let keys: String
    let title: String
    let help: String
    let aside: String
    let link: Link?
  }

  private func add(_ rows: [Row], title: String?, to text: inout TextBuilder) {
    let words = narrow.split(separator: " ").map { SearchWord(String($0)) }
    let shown = rows.filter { row in
      words.allSatisfy { $0.occurs(in: "\(row.keys) \(row.title) \(row.help)") }
    }
    guard !shown.isEmpty else { return }
    if let title { text.heading(title) }
    let keys = rows.map { SafeText($0.keys).width }.max() ?? 0
    let titles = rows.map { SafeText($0.title).width }.max() ?? 0
    for row in shown {
      let (name, title) = (SafeText(row.keys), SafeText(row.title))
      let gap = String(repeating: " ", count: keys - name.width + 2)
      let space = String(repeating: " ", count: titles - title.width + (titles > 0 ? 2 : 0))
      text.add(
        TextLine(
          [
            .init(name, .key), .init(SafeText(gap)), .init(title, .heading),
            .init(SafeText(space)), .init(SafeText(row.help)),
          ] + (row.aside.isEmpty ? [] : [.init(SafeText(row.aside), .muted)]), link: row.link),
        hanging: min(keys + titles + 4, text.columns / 2))
    }
  }
}
