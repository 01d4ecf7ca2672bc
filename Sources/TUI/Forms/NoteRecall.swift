import Checklist
import Model
import Platform

/// A prepared text for the notes of decisions.
struct NoteTemplate: Hashable, Sendable {
  /// The item for which the text is offered; nil for all items.
  let item: ItemID?
  let text: String
}

/// The prepared and earlier notes that Alt-P inserts into the note of a form.
struct NoteRecall: Hashable, Sendable {
  /// The notes, the most relevant first.
  let notes: [String]
  /// The number of the note that is shown, from 1; 0 for what was typed.
  private(set) var position = 0
  /// What was typed before the first note was inserted.
  private var typed = ""

  init(_ notes: [String] = []) { self.notes = notes }

  /// The hint beside a recalled note; nil if the note was typed.
  var hint: String? {
    position == 0 ? nil : "note \(position) of \(notes.count): Alt-P next, Alt-N previous"
  }

  /// Treats the note that is shown as typed, because it was edited.
  mutating func settle() { position = 0 }

  /// The next (older) or previous note, which replaces `text`; nil if there is none. Before the first
  /// note comes what was typed.
  mutating func next(older: Bool, replacing text: String) -> String? {
    let next = position + (older ? 1 : -1)
    guard (0...notes.count).contains(next) else { return nil }
    if position == 0 { typed = text }
    position = next
    return next == 0 ? typed : notes[next - 1]
  }
}
