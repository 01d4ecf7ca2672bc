/// The help of a place, generated from the commands that work there.
struct HelpText {
  let place: Place
  let state: ConsoleState

  func body(columns: Int) -> TextBody {
    var text = TextBuilder(columns: columns)
    text.paragraph("Commands for \(place.title). Enter runs a command, / searches, Esc closes.")
    text.blank()
    let commands = Command.all(in: place)
    let keys = commands.map { SafeText($0.keyNames).width }.max() ?? 0
    let titles = commands.map { SafeText($0.title).width }.max() ?? 0
    for command in commands {
      let refusal = command.refusal(state)
      let name = SafeText(command.keyNames)
      let title = SafeText(command.title)
      let gap = String(repeating: " ", count: keys - name.width + 2)
      let space = String(repeating: " ", count: titles - title.width + 2)
      var spans: [TextLine.Span] = [
        .init(name, .key), .init(SafeText(gap)), .init(title, .heading), .init(SafeText(space)),
        .init(SafeText(command.help)),
      ]
      if let refusal { spans.append(.init(SafeText(" Not available: \(refusal)."), .muted)) }
      text.add(
        TextLine(spans, link: .command(command.name)), hanging: min(keys + titles + 4, columns / 2))
    }
    return text.body
  }
}
