import Checklist
import Model

/// Applies an event to the state, and returns the effects that the loop carries out.
///
/// This is the only way to change the state. Nothing is read or written here: times, sizes and the
/// results of saves are events, so tests can drive the console with a list of events.
func update(_ state: inout ConsoleState, _ event: ConsoleEvent) -> [ConsoleEffect] {
  let before = state.location
  let effects = state.holdingBack { $0.take(event) }
  state.refresh()
  state.refreshHelp()
  state.note(before)
  return effects
}

extension ConsoleState {
  fileprivate mutating func take(_ event: ConsoleEvent) -> [ConsoleEffect] {
    switch event {
    case .key(let key): return press(key)
    case .paste(let text, let isWhole):
      paste(text, isWhole: isWhole)
      return []
    case .pasteCancelled:
      message = .refused("paste cancelled")
      return []
    case .resize(let size):
      self.size = size
      return []
    case .time(let now):
      self.now = max(now, self.now)
      review.statuses.advance(to: self.now, review.session, model)
      return []
    case .saveEnded(let outcome): return saveEnded(outcome)
    case .terminate: return leave(.terminated)
    case .hangUp: return leave(.hungUp)
    case .suspend: return keepDrafts() + [.suspend]
    case .interrupt: return interrupt()
    case .notice(let text):
      message = .refused(text)
      return []
    case .progress(let text):
      if opening != nil { opening = text }
      return []
    case .opened(let review):
      take(review)
      return locked == nil ? [] : [.awaitWriter]
    case .writerLeft(let left):
      take(left)
      return []
    case .tookOver(let outcome): return take(outcome)
    case .reported(let words, let isDone):
      isEditingStatement = false
      message = isDone ? .done(words) : .refused(words)
      return []
    case .signed(let outcome):
      take(outcome)
      return []
    case .planned(let outcome):
      show(outcome)
      return []
    case .edited(let text) where isEditingStatement: return takeStatement(text)
    case .edited(let text):
      takeEdited(text)
      return keepDrafts()
    case .rest: return keepDrafts()
    case .mouse(let event): return take(event)
    }
  }

  /// Inserts pasted text into the active input. Without one the paste is ignored, so that it never
  /// runs commands.
  private mutating func paste(_ text: String, isWhole: Bool) {
    hideOffer()
    message = isWhole ? nil : .refused("the paste was cut off; check the text")
    if input == nil {
      message = .refused("the paste was ignored: no text field is open")
    } else if layout != nil {
      type(text)
    }
  }

  private mutating func press(_ key: Key) -> [ConsoleEffect] {
    let wasWarned = review.quitState == .warned
    message = nil
    if place == .offer, Command.command(for: key, in: .offer) == nil { hideOffer() }
    defer { if wasWarned, review.quitState == .warned { review.quitState = .no } }
    if let command = Command.command(for: key, in: place) {
      // Nothing can be decided on a screen that is too small to show it.
      guard layout != nil || Command.availableWithoutLayout.contains(command.name) else {
        return []
      }
      return run(command)
    }
    guard layout != nil else { return [] }
    if input == nil {
      message = .refused(Command.absence(of: key, in: place))
    } else if case .character(let character) = key {
      type(String(character))
    }
    return []
  }

  /// Runs a command, or shows why it is not possible.
  mutating func run(_ command: Command) -> [ConsoleEffect] {
    if let refusal = command.refusal(self) {
      message = .refused("\(command.title): \(refusal)")
      return []
    }
    return command.action(&self)
  }

  private mutating func saveEnded(_ outcome: SaveOutcome) -> [ConsoleEffect] {
    switch outcome {
    case .saved: review.save = .saved
    case .writtenPerhapsNotDurable(let sentence), .savedBeside(_, let sentence):
      review.save = .savedWith(sentence)
    case .failed(let sentence): review.save = .notSaved(sentence)
    }
    guard review.quitState == .requested else { return [] }
    guard !outcome.isOnDisk else { return [.leave(.quit)] }
    review.quitState = .warned
    message = .refused("decisions are not saved; press q again to quit without them")
    return []
  }

  /// Leaves at once; unsaved changes are saved once more.
  private mutating func leave(_ reason: ExitReason) -> [ConsoleEffect] {
    let drafts = keepDrafts()
    if case .notSaved = review.save { return drafts + [.save, .leave(reason)] }
    return drafts + [.leave(reason)]
  }

  /// Cancels the active input. Ctrl-C never quits, because users press it to stop something.
  private mutating func interrupt() -> [ConsoleEffect] {
    message = nil
    switch input {
    case .form: leaveForm()
    case .filter, .search, .command, .approval, .confirmation, .chooser: cancelPrompt()
    case .offer, nil: message = .refused("q quits")
    }
    return []
  }
}

extension Command {
  /// The commands that work even if the screen is too small to show anything.
  static let availableWithoutLayout: Set<CommandName> = [.quit, .redraw, .suspend]
}
