/// A key as the auditor means it, whatever bytes the terminal sends for it.
public enum Key: Hashable, Sendable {
  case character(Character)
  case up, down, left, right
  case pageUp, pageDown, home, end
  case enter, escape, tab, backTab, backspace, delete, insert
  /// A letter with Ctrl, in lower case: `.control("d")`. Ctrl-I, -M and -H are tab, enter, backspace.
  case control(Character)
  /// A character with Alt. A type of its own, so that Alt-P can never pass an item as `P` does.
  case alternate(Character)
  case function(Int)
}

/// What happens at the terminal.
public enum InputEvent: Hashable, Sendable {
  case key(Key)
  /// Text that was pasted as a whole: never commands.
  case paste(String)
  /// What was received of a paste whose end mark is missing: nothing followed for 5 seconds.
  case unfinishedPaste(String)
  /// A paste that Ctrl-C cancelled.
  case pasteCancelled
  case mouse(MouseEvent)
  case resize(Size)
  /// The connection dropped: save and leave without waiting for the terminal.
  case hangUp
  /// SIGTERM or another signal that ends a process: save and leave.
  case terminate
  /// Ctrl-C or SIGINT.
  case interrupt
  /// Ctrl-Z or SIGTSTP: answer with `Screen.suspend()`.
  case suspend
  /// SIGCONT after a stop that nobody prepared: answer with `Screen.comeBack()`.
  case resume
  /// Another thread posted something: empty the mailbox.
  case wake
}

/// What the mouse did, where it is asked for.
public struct MouseEvent: Hashable, Sendable {
  /// What was done.
  public enum Action: Hashable, Sendable {
    case press, release, wheelUp, wheelDown
  }

  /// What was done.
  public let action: Action
  /// The cell where.
  public let place: Position

  /// An action at a cell.
  public init(action: Action, place: Position) {
    self.action = action
    self.place = place
  }
}
