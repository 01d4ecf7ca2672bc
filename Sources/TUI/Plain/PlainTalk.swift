import Checklist
import Model

/// A review as questions and answers, over the same state that the full screen has.
struct PlainTalk {
  private var loop: ConsoleLoop
  private let write: (String) -> Bool
  private let read: () -> String?
  private var isWritten = true

  init(loop: ConsoleLoop, write: @escaping (String) -> Bool, read: @escaping () -> String?) {
    self.loop = loop
    self.write = write
    self.read = read
  }

  private var state: ConsoleState { loop.state }
  private var model: ConsoleModel { loop.state.model }

  /// Talks until the auditor quits or the input ends; false where a line could not be written.
  mutating func run() -> Bool {
    defer { _ = loop.take([.terminate]) }
    say(heading)
    if let message = state.message { say(message.text) }
    sayItems()
    while isWritten, let answer = ask("item number, n next undecided, l list, s sign-off, q quit") {
      switch answer {
      case "q": return isWritten
      case "l", "": sayItems()
      case "s": saySignOff()
      case "n": visitNext()
      case "u": replay("u")
      default:
        if let number = number(answer, of: model.items.count) {
          visit(item: number)
        } else {
          say("\(answer) is no number from 1 to \(model.items.count), nor n, l, s, u or q.")
        }
      }
    }
    return isWritten
  }

  private var heading: String {
    let account = model.account
    let standings = state.review.standings
    return "Account \(account.id ?? "unknown"), evidence of "
      + "\(CalendarDay(containing: account.asOf.instant)). "
      + "\(standings.totalUndecided) of \(standings.total) decisions are open."
  }

  private mutating func sayItems() {
    for entry in model.sections {
      let open = entry.items.reduce(0) { $0 + state.review.standings.undecided[$1] }
      say("\(entry.section.title), \(open) undecided")
      for number in entry.items {
        let result = model.items[number]
        let left = state.review.standings.undecided[number]
        say(
          " \(number + 1). \(result.outcome.rawValue), "
            + "\(left == 0 ? "decided" : "\(left) undecided"): \(result.item.title)")
      }
    }
  }

  private mutating func saySignOff() {
    var text = TextBuilder(columns: PlainTalk.columns)
    SignOffText(context).add(to: &text)
    say(text.body)
  }

  /// An item: its text, then its findings by number.
  private mutating func visit(item number: Int) {
    say(ItemText(context).body(of: number))
    let range = model.findingRanges[number]
    while isWritten {
      for (offset, finding) in range.enumerated() {
        let standing = state.review.standings.standing(ofFinding: finding, in: model)
        let found = model.findings[finding]
        say(" \(offset + 1). \(standing.words), \(found.severity.rawValue): \(found.summary)")
      }
      let choices = range.isEmpty ? "" : "finding number, "
      guard let answer = ask("\(choices)p j r x decide on the item, U undecide, b back") else {
        return
      }
      if answer == "b" || answer == "" { return }
      if let finding = self.number(answer, of: range.count) {
        visit(finding: range.lowerBound + finding)
      } else if !decide(answer, on: .item(model.items[number].id)) {
        say("\(answer) is no finding's number, nor p, j, r, x, U or b.")
      }
    }
  }

  private mutating func visit(finding number: Int) {
    say(FindingText(context).body(of: number))
    while isWritten,
      let answer = ask(
        "p pass, j justify, r remediate, x not applicable, f false positive, "
          + "U undecide, u undo, n next undecided, b back")
    {
      switch answer {
      case "b", "": return
      case "u": replay("u")
      case "n": return visitNext(after: number)
      default:
        if !decide(answer, on: .finding(model.findings[number].id)) {
          say("\(answer) is none of p, j, r, x, f, U, u, n and b.")
        }
      }
    }
  }

  private mutating func visitNext(after number: Int? = nil) {
    let place = number.map { DecisionTarget.finding(model.findings[$0].id) }
    let next = state.review.session.nextUndecided(
      from: place, in: model.assessment, at: state.now)
    switch next {
    case nil: say("Everything is decided.")
    case .item(let id): if let number = model.number(of: id) { visit(item: number) }
    case .finding(let id): if let number = model.number(of: id) { visit(finding: number) }
    }
  }

  /// Decides as a letter says; false where it says nothing.
  private mutating func decide(_ letter: String, on target: DecisionTarget) -> Bool {
    let disposition: Disposition? =
      switch letter {
      case "p": .pass
      case "j": .justified
      case "r": .remediate
      case "x": .notApplicable
      case "f": .falsePositive
      default: nil
      }
    guard disposition != nil || letter == "U" else { return false }
    guard let disposition else {
      say(loop.decide(nil, on: [target]))
      return true
    }
    guard let content = content(disposition, on: target) else {
      say("Nothing was decided.")
      return true
    }
    say(loop.decide(content, on: [target]))
    return true
  }

  /// Asks for what the disposition requires; nil where the auditor gives up.
  private mutating func content(
    _ disposition: Disposition, on target: DecisionTarget
  ) -> DecisionContent? {
    let occasion = DecisionForm.Occasion(disposition: disposition, targets: [target])
    let severity: Severity? =
      if case .finding(let id) = target {
        model.number(of: id).map { model.findings[$0].severity }
      } else { nil }
    var form = DecisionForm(
      occasion, habits: state.habits, severity: severity, today: state.today)
    while !form.fields.isEmpty || disposition == .pass {
      for field in form.fields {
        let now = field.choice?.title ?? field.editor.text
        let hint = field.name == .kind ? " (operational, compensating, accepted, other)" : ""
        guard let answer = ask("\(field.name.rawValue)\(hint) [\(now)], . gives up"), answer != "."
        else { return nil }
        guard !answer.isEmpty else { continue }
        let kind = JustificationKind.allCases.first { $0.title.hasPrefix(answer.lowercased()) }
        form.fill(field.name, with: field.name == .kind ? kind?.title ?? now : answer)
      }
      switch form.content(today: state.today) {
      case .success(let content): return content
      case .failure(let complaint): say(complaint.message + ".")
      }
    }
    return nil
  }

  private mutating func replay(_ key: Character) {
    _ = loop.take([.key(.character(key))])
    say(state.message?.text ?? "Nothing to undo.")
  }

  // Talking ---------------------------------------------------------------------------------------

  private static let columns = 78

  private var context: TextContext {
    TextContext(
      model: model, session: state.review.session, standings: state.review.standings,
      now: state.now, columns: PlainTalk.columns)
  }

  private mutating func say(_ body: TextBody) {
    for line in body.lines { say(line.text) }
  }

  private mutating func say(_ text: String) {
    isWritten = isWritten && write(VisibleText.line(text) + "\n")
  }

  private mutating func ask(_ question: String) -> String? {
    isWritten = isWritten && write(question + "> ")
    guard let answer = read() else {
      isWritten = isWritten && write("\n")
      return nil
    }
    return answer.trimmed
  }

  /// The place of a number from 1 to `count`.
  private func number(_ text: String, of count: Int) -> Int? {
    Int(text).flatMap { (1...max(1, count)).contains($0) && count > 0 ? $0 - 1 : nil }
  }
}

extension ConsoleLoop {
  /// Decides, saves, and says in words what came of it.
  fileprivate mutating func decide(
    _ content: DecisionContent?, on targets: [DecisionTarget]
  ) -> String {
    carryOutDecision(content, on: targets)
    let said = state.message?.text ?? "nothing changed"
    if case .notSaved(let reason) = state.review.save { return "\(said). NOT SAVED: \(reason)" }
    return said + "."
  }
}
