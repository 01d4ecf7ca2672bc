internal import Model
internal import Platform

extension Fact {
  /// The value for people; JSON and the session contain `value`.
  package var shownValue: String {
    if value.allSatisfy({ $0 == " " }) { return "none" }
    switch name {
    case "reach": return Fact.reaches[value] ?? value
    case "ways":
      let ways = value.split(separator: " ").map { Fact.ways[String($0)] ?? String($0) }
      return ways.joined(separator: ", ")
    case "principals": return value.replacing("all but ", with: "all principals except ")
    case "actions": return value.replacing("all but ", with: "all actions except ")
    case "missing", "absent":
      let kind = EvidenceKind.lastAccessed
      return value.replacing(kind.recordedTitle, with: kind.title)
    default: return value
    }
  }

  /// The actions that an inline policy allows.
  private static let reaches = [
    "everything": "all or nearly all actions",
    "wholeServices": "all actions of at least one service",
    "listedActions": "specific actions",
  ]

  /// The ways around a permissions boundary.
  private static let ways = [
    "changes": "adds policies", "creates": "creates principals", "edits": "edits the boundary",
    "removes": "removes the boundary", "replaces": "replaces the boundary",
  ]
}
