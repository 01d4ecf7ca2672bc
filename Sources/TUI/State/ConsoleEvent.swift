import Checklist
import Model
import Platform
import Workspace

/// An event at the terminal or in the session.
enum ConsoleEvent: Hashable, Sendable {
  case key(Key)
  /// Pasted text; not whole if its end did not arrive.
  case paste(String, isWhole: Bool = true)
  /// Ctrl-C during a paste.
  case pasteCancelled
  case resize(Size)
  /// The current time; precedes the input that arrived at this time.
  case time(Instant)
  /// A save succeeded or failed.
  case saveEnded(SaveOutcome)
  /// SIGTERM or another signal that ends a process.
  case terminate
  /// The connection dropped.
  case hangUp
  /// Ctrl-Z.
  case suspend
  /// Ctrl-C.
  case interrupt
  /// A notice about the terminal, shown at the start.
  case notice(String)
  /// The progress of opening the review, as text.
  case progress(String)
  /// The review is open.
  case opened(PreparedReview)
  /// An external program finished, with a message about its result.
  case reported(String, isDone: Bool)
  /// The review with its new signature, or why it was not signed.
  case signed(Result<ReviewSession, ReviewError>)
  /// The planned carry-forward of an earlier review, or why it is not possible.
  case planned(Result<PlannedCarry, ReviewError>)
  /// The process that had the review open left.
  case writerLeft(WriterLeft)
  /// The review was taken over, or why not.
  case tookOver(Result<TakenOver, TakeoverFailure>)
  /// The text that the editor returned; nil if editing was cancelled.
  case edited(String?)
  /// A pause in typing.
  case rest
  /// A mouse event.
  case mouse(MouseEvent)
}

/// An effect that the loop carries out.
enum ConsoleEffect: Hashable, Sendable {
  /// Save the session before the next key is read.
  case save
  /// Draw the whole screen again, in case other programs wrote to it.
  case redraw
  /// Suspend the process, as Ctrl-Z does.
  case suspend
  case leave(ExitReason)
  /// Copy a text to the clipboard.
  case copy(String)
  /// Change the theme.
  case theme(String)
  /// Turn mouse support on or off.
  case mouse(Bool)
  /// Write a screenshot to a file.
  case screenshot(String)
  /// Export the checklist to a file.
  case export(format: String, path: String)
  /// Let the auditor sign on the plain terminal.
  case sign
  /// Plan to carry forward the review at a path.
  case planCarry(String)
  /// Wait until the process that has the review open leaves.
  case awaitWriter
  /// Take the lock of the review, and read its session again.
  case takeOver
  /// Let the auditor edit a text in another program.
  case edit(String)
  /// Save the auditor's filters, by name.
  case keepFilters([String: String])
  /// Save the order of each list.
  case keepSorting([ViewKind: SortOrder])
  /// Save unfinished drafts.
  case keepDrafts([Draft])
}

/// Why the console ends.
public enum ExitReason: Hashable, Sendable {
  /// The auditor quit.
  case quit
  /// SIGTERM.
  case terminated
  /// The connection dropped; nothing more is written to the terminal.
  case hungUp
}
