import Checklist
import Model

/// What happened, at the terminal or to the session.
enum ConsoleEvent: Hashable, Sendable {
  case key(Key)
  /// Text that was pasted; not whole where its end did not arrive.
  case paste(String, isWhole: Bool = true)
  /// Ctrl-C during a paste.
  case pasteCancelled
  case resize(Size)
  /// It is now this moment; comes before what was typed at it.
  case time(Instant)
  /// The session was saved, or not.
  case saveEnded(SaveOutcome)
  /// Another program tells this one to end: SIGTERM.
  case terminate
  /// The connection dropped.
  case hangUp
  /// Ctrl-Z.
  case suspend
  /// Ctrl-C.
  case interrupt
  /// The terminal has something to say at the start.
  case notice(String)
  /// How far the opening of the review is, in words.
  case progress(String)
  /// The review is open.
  case opened(PreparedReview)
  /// What another program was asked for is done, or not: in words.
  case told(String, isDone: Bool)
  /// The review with a signature more, or why there is none.
  case signed(Result<ReviewSession, ConsoleFailure>)
  /// What carrying an earlier review forward would do, or why it cannot be.
  case planned(Result<PlannedCarry, ConsoleFailure>)
  /// The text that came back from the editor; nil where it was given up.
  case edited(String?)
  /// Nothing was typed for a while.
  case rest
  /// Something the mouse did.
  case mouse(MouseEvent)
}

/// What the loop is to do.
enum ConsoleEffect: Hashable, Sendable {
  /// Save the session before the next key is read.
  case save
  /// Draw everything again, whatever other programs wrote over it.
  case redraw
  /// Stop the job, as Ctrl-Z does.
  case suspend
  case leave(ExitReason)
  /// Send a text to the clipboard.
  case copy(String)
  /// Show other colours.
  case theme(String)
  /// Take the mouse, or give it back.
  case mouse(Bool)
  /// Write the screen to a file.
  case screenshot(String)
  /// Write the checklist in a format to a file.
  case export(format: String, path: String)
  /// Let the auditor sign, in the plain terminal.
  case sign
  /// Look at what carrying the review at a path forward would do.
  case planCarry(String)
  /// Let the auditor edit a text in another program.
  case edit(String)
  /// Keep what is typed and not decided.
  case keepDrafts([Draft])
}

/// Why the console ended.
public enum ExitReason: Hashable, Sendable {
  /// The auditor quit.
  case quit
  /// SIGTERM.
  case terminated
  /// The connection dropped; nothing more is written to the terminal.
  case hungUp
}
