import Checklist
import Model

/// What happened, at the terminal or to the session.
enum ConsoleEvent: Hashable, Sendable {
  case key(Key)
  case paste(String)
  case resize(Size)
  /// It is now this moment; comes before what was typed at it.
  case time(Instant)
  /// The session was saved, or not.
  case saveEnded(SaveOutcome)
  /// Another program asks us to stop: SIGTERM.
  case terminate
  /// The line is gone.
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
}

/// Why the console ended.
public enum ExitReason: Hashable, Sendable {
  /// The auditor quit.
  case quit
  /// SIGTERM.
  case terminated
  /// The line is gone; the terminal must not be touched.
  case hungUp
}
