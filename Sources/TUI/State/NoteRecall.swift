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

extension ConsoleState {
  /// How many notes can be recalled.
  private static let maximumNotes = 100

  /// The notes for a decision on `targets`: the templates for its items, those for all items, the
  /// notes of other decisions on its items, and all other notes, the latest first.
  func recall(for targets: [DecisionTarget]) -> NoteRecall {
    let items = Set(targets.map(\.item))
    let prepared =
      templates.filter { $0.item.map(items.contains) == true } + templates.filter { $0.item == nil }
    var uses: [String: NoteUse] = [:]
    for (target, decision) in review.session.decisions where !decision.content.note.isBlank {
      let use = NoteUse(isRelated: items.contains(target.item), last: decision.at)
      uses[decision.content.note] = max(use, uses[decision.content.note] ?? use)
    }
    let earlier = uses.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
    return NoteRecall(
      Array((prepared.map(\.text) + earlier).uniqued.prefix(ConsoleState.maximumNotes)))
  }
}

/// The most relevant use of a note.
private struct NoteUse: Comparable {
  /// Whether it is on the same item.
  let isRelated: Bool
  let last: Instant

  static func < (left: NoteUse, right: NoteUse) -> Bool {
    left.isRelated == right.isRelated ? left.last < right.last : !left.isRelated
  }
}
