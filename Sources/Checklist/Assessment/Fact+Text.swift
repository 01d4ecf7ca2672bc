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

extension FactChange {
  /// The label of the fact for people.
  package var label: String { Fact(name, new ?? old ?? "").label }

  /// The old and the new value for people: dates without their time, unless only the time differs.
  package var values: (old: String, new: String) {
    let texts = [old, new].map { value in
      value.map { Fact(name, $0).shownValue } ?? "not recorded"
    }
    let days = [old, new].map { value in
      value.flatMap { $0.utf8.count >= 10 ? Instant($0) : nil }.map(\.day)
    }
    if let before = days[0], before == days[1] { return (texts[0], texts[1]) }
    return (days[0] ?? texts[0], days[1] ?? texts[1])
  }

  /// `Last used: 2026-05-02 -> 2026-11-20`.
  package var text: String { "\(label): \(values.old) -> \(values.new)" }

  /// Whether the finding shows the change elsewhere.
  package var repeatsSummary: Bool { Fact(name, "").repeatsSummary }
}
