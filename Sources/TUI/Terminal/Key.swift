/// A key, regardless of the bytes that the terminal sends for it.
public enum Key: Hashable, Sendable {
  case character(Character)
  case up, down, left, right
  case pageUp, pageDown, home, end
  case enter, escape, tab, backTab, backspace, delete, insert
  /// A letter with Ctrl, in lower case: `.control("d")`. Ctrl-I, -M and -H are tab, enter,
  /// backspace.
  case control(Character)
  /// A character with Alt. This is a separate case, so that Alt-P can never pass an item as `P`
  /// does.
  case alternate(Character)
  case function(Int)
}

/// An event at the terminal.
public enum InputEvent: Hashable, Sendable {
  case key(Key)
  /// Pasted text, which is never run as commands.
  case paste(String)
  /// The received part of a paste whose end mark is missing: nothing followed for 5 seconds.
  case unfinishedPaste(String)
  /// A paste that Ctrl-C cancelled.
  case pasteCancelled
  case mouse(MouseEvent)
  case resize(Size)
  /// The connection dropped: save and exit without waiting for the terminal.
  case hangUp
  /// SIGTERM or another signal that ends a process: save and exit.
  case terminate
  /// Ctrl-C or SIGINT.
  case interrupt
  /// Ctrl-Z or SIGTSTP: answer with `Screen.suspend()`.
  case suspend
  /// SIGCONT after an unexpected stop (SIGSTOP): answer with `Screen.regainControl()`.
  case resume
  /// Another thread posted a message: empty the mailbox.
  case wake
}

/// A mouse event, reported only while mouse support is on.
public struct MouseEvent: Hashable, Sendable {
  /// The action of the mouse.
  public enum Action: Hashable, Sendable {
    case press, release, wheelUp, wheelDown
  }

  /// The action of the mouse.
  public let action: Action
  /// The cell under the pointer.
  public let place: Position

  /// An action at a cell.
  public init(action: Action, place: Position) {
    self.action = action
    self.place = place
  }
}
