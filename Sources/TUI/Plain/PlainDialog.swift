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
  let watch: WriterWatch
  private var isWritten = true
  var isOver = false

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
    switch (word, rest) {
    case ("l", ""): go(to: place)
    case ("m", ""): showMore()
    case ("b", ""): goBack()
    case ("n", ""): goToNextUndecided()
    case ("?", ""), ("help", ""): showHelp()
    case ("overview", ""): showOverview()
    case ("q", ""): isOver = true
    case ("filter", _): search(rest)
    case ("sign", ""): sign()
    default:
      if let command = Command.answered(by: word), command.takesNumbers || rest.isEmpty {
        run(command, on: rest)
      } else if let command = LineCommand.named(word), !command.isForScreens {
        run(command, AccessQuestion.words(of: rest))
      } else {
        refuse(answer)
      }
    }
  }

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

  /// Prints that the process that had the review open left, and what changed. An answer that was
  /// typed in the meantime acts as usual.
  private mutating func showOffer() {
    guard let event = watch.news() else { return }
    _ = loop.take(event)
    guard let offer = state.locked?.offer else { return }
    show("\(offer). The answer takeover takes the review over.")
    loop.adjust { $0.declineTakeover() }
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
