internal import Model
internal import Platform

extension Fact {
  /// The value for people; JSON and the session contain `value`.
  package var shownValue: String {
    if value.allSatisfy({ $0 == " " }) { return "none" }
    switch name {
    case "reach": return InlineReach(rawValue: value)?.words ?? value
    case "ways":
      let ways = Fact.ways.filter { value.contains($0.recorded) }
      return ways.isEmpty ? value : ways.map(\.words).joined(separator: ", ")
    case "principals": return value.replacing("all but ", with: "all principals except ")
    case "actions": return value.replacing("all but ", with: "all actions except ")
    case "missing", "absent":
      let kind = EvidenceKind.lastAccessed
      return value.replacing(kind.recordedTitle, with: kind.title)
    default: return value
    }
  }

  /// The ways around a permissions boundary, as sessions have them, in their order.
  private static let ways = [
    (recorded: "changes", words: "adds policies"),
    (recorded: "creates", words: "creates principals"),
    (recorded: "edits", words: "edits the boundary"),
    (recorded: "removes", words: "removes the boundary"),
    (recorded: "replaces", words: "replaces the boundary"),
  ]
}
