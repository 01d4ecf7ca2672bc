import Checklist
import Model
import Platform

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
