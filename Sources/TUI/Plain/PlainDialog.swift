import Checklist
import Model
import Platform

/// A review as questions and answers, based on the same state as the console.
///
/// There is always a current place. Each answer acts on it or moves to another place.
struct PlainDialog {
  var loop: ConsoleLoop
  /// The current place.
  var place = Place.items
  /// The filter that limits lists and navigation.
  var filter = Filter.none
  /// How many lines of the current list were printed.
  var listed = 0
  private let echoes: Bool
  private let write: (String) -> Bool
  private let read: () -> String?
  private let watch: WriterWatch
  private var isWritten = true
  private var isOver = false

  /// A place that answers act on.
  enum Place: Hashable {
    /// All items.
    case items
    /// The findings that match the filter.
    case found
    case item(Int)
    case finding(Int)
  }

  init(
    loop: ConsoleLoop, echoes: Bool = false, watch: WriterWatch = WriterWatch(),
    write: @escaping (String) -> Bool, read: @escaping () -> String?
  ) {
    self.loop = loop
    self.loop.usePlainMode()
    self.echoes = echoes
    self.watch = watch
    self.write = write
    self.read = read
  }

  var state: ConsoleState { loop.state }
  var model: ConsoleModel { loop.state.model }

  /// Runs until the auditor quits or the input ends; returns false if a line could not be written.
  mutating func run() -> Bool {
    defer { _ = loop.take([.terminate]) }
    show(heading)
    if state.planned != nil {
      offerCarryForward()
    } else if let message = state.message {
      show(message.text)
    }
    go(to: .items)
    while isWritten, !isOver, let answer = ask(question) {
      // Decisions record the time of their answer.
      _ = loop.take([InputEvent]())
      showOffer()
      take(answer)
    }
    return isWritten
  }

  private var heading: String {
    let account = model.account
    return "Account \(account.id ?? "unknown"), evidence of "
      + "\(CalendarDay(containing: account.asOf.instant)). \(progress)"
  }

  var progress: String {
    let statuses = state.review.statuses
    return statuses.totalUndecided == 0
      ? "Nothing is undecided."
      : "\(statuses.totalUndecided) of \(statuses.total) undecided."
  }

  mutating func go(to place: Place) {
    self.place = place
    listed = 0
    showPlace()
  }

  private mutating func take(_ answer: String) {
    // Messages name commands as in the console, with a colon.
    let answer = answer.hasPrefix(":") ? String(answer.dropFirst()) : answer
    let words = answer.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count == 2 ? words[1] : ""
    guard let word = words.first else { return go(to: place) }
    if word.hasPrefix("/") { return search(String(answer.dropFirst()).trimmed) }
    if let number = Int(word), rest.isEmpty { return choose(number, answer) }
    if decide(word, on: rest) || share(word, on: rest) { return }
    switch (word, rest) {
    case ("q", ""): isOver = true
    case ("?", ""): for line in PlainDialog.help { show(line) }
    case ("l", ""): go(to: place)
    case ("m", ""): showMore()
    case ("b", ""): goBack()
    case ("n", ""): goToNextUndecided()
    case ("s", ""): showSignOff()
    case ("problems", ""): showProblems()
    case ("overview", ""): showOverview()
    case ("sign", ""): sign()
    case ("takeover", ""): takeOver()
    case ("!", _): setSeverity(on: rest)
    case ("u", ""): replay(.character("u"))
    case ("redo", ""): replay(.control("r"))
    default: refuse(answer)
    }
  }

  /// Help for answers that work everywhere.
  private static let help = [
    "a number      opens that entry of the list",
    "Enter, l      prints this page again",
    "b             goes back",
    "n             opens the next undecided finding or item",
    "m             lists more",
    "/ WORDS       lists only entries that match all words, such as",
    "              / severity:high status:undecided !kind:role due:<30d; / alone clears the filter",
    "p j r x f     pass, justify, remediate, not applicable, false positive",
    "U             clears the decision",
    "!             sets the severity of the finding, with the reason; lists then show the",
    "              automated one as well, such as low (automated: high)",
    "              p j r x f U ! accept numbers in a list of findings: j 1-4,7 or x all",
    "u, redo       undoes the last change, redoes the change that was undone",
    "approve, reject [NUMBERS]",
    "              approves or rejects the decisions of another person",
    "ours, theirs [NUMBERS]",
    "              resolves a conflict by keeping one of the two decisions",
    "carry PATH    compares with an earlier review, then asks whether to carry its decisions forward",
    "gone          lists findings of the earlier review that no longer exist",
    "s             lists the missing decisions",
    "overview      shows progress, findings by severity and decision, the next dates, and owners",
    "problems      lists missing and damaged evidence, with the command for each",
    "takeover      takes over a review that another process had open, and that is read-only here",
    "sign          signs the checklist with an SSH key, once everything is decided",
    "q             quits",
    "Every decision is saved before the next question.",
  ]

  mutating func refuse(_ answer: String) {
    let numbers = targets.isEmpty ? "" : " or a number from 1 to \(targets.count)"
    show("\(answer) is not a command\(numbers); ? lists all commands.")
  }

  private mutating func choose(_ number: Int, _ answer: String) {
    guard (1...max(1, targets.count)).contains(number), !targets.isEmpty else {
      return refuse(answer)
    }
    go(to: targets[number - 1])
  }

  private mutating func goBack() {
    switch place {
    case .items: show("This is the checklist; q quits.")
    case .item: go(to: .items)
    case .found:
      filter = .none
      go(to: .items)
    case .finding(let number):
      go(to: filter.isEmpty ? .item(model.itemOfFinding[number]) : .found)
    }
  }

  private mutating func search(_ text: String) {
    let filter = Filter(text, saved: state.savedFilters)
    if let errorMessage = filter.errorMessage ?? filter.missing { return show("\(errorMessage).") }
    self.filter = filter
    go(to: filter.isEmpty ? .items : .found)
  }

  private mutating func sign() {
    var effects: [ConsoleEffect] = []
    loop.change { state in
      effects = state.sign()
      return []
    }
    if effects == [.sign] { loop.sign() }
    show(state.message?.text ?? "")
  }

  private mutating func takeOver() {
    if let refusal = state.takeoverRefusal { return show("\(refusal).") }
    if loop.take(loop.takingOver()()).contains(.awaitWriter) { watch.start(loop.awaitingWriter()) }
    show(outcome)
  }

  /// Prints that the process that had the review open left, and what changed. An answer that was
  /// typed in the meantime acts as usual.
  private mutating func showOffer() {
    guard let event = watch.news() else { return }
    _ = loop.take(event)
    guard let offer = state.locked?.offer else { return }
    show("\(offer). The answer takeover takes the review over.")
    loop.change { state in
      state.declineTakeover()
      return []
    }
  }

  /// Makes a change, after a question if it voids a signature.
  mutating func change(_ change: (inout ConsoleState) -> [ConsoleEffect]) {
    loop.change(change)
    answerHeldQuestion()
  }

  private mutating func answerHeldQuestion() {
    guard let question = state.heldQuestion else { return }
    let answer = ask(question.trimmed) ?? ""
    loop.change { $0.answer(answer) }
  }

  private mutating func replay(_ key: Key) {
    _ = loop.take([InputEvent.key(key)])
    answerHeldQuestion()
    show(outcome)
  }

  /// The result of the last change, and whether it was saved.
  var outcome: String {
    let said = state.message?.text ?? "nothing changed"
    switch state.review.save {
    case .notSaved(let reason): return "\(said). NOT SAVED: \(reason)"
    case .savedWith(let sentence): return "\(said). \(sentence). \(progress)"
    case .saved, .readOnly: return "\(said). \(progress)"
    }
  }

  // MARK: Input and output

  mutating func show(_ text: String) {
    isWritten = isWritten && write(VisibleText.line(text) + "\n")
  }

  /// Asks a question and returns the answer without spaces at its ends; nil at the end of the
  /// input.
  mutating func ask(_ question: String) -> String? {
    isWritten = isWritten && write(VisibleText.line(question) + "> ")
    guard let answer = read() else {
      isWritten = isWritten && write("\n")
      return nil
    }
    if echoes { show(answer) }
    return answer.trimmed
  }
}
