internal import Model
internal import Platform

/// Merges two decisions on the same target that were made independently, field by field.
///
/// If one person changed the note and the other the date, both changes are kept. If both changed
/// the same field, or one changed a decision that the other cleared, the result is a conflict that
/// contains both decisions.
enum DecisionMerge {
  /// Merges `ours` and `theirs`, which both started from `base`; the result is the same in either
  /// order.
  static func merged(_ base: Decision?, _ ours: Decision?, _ theirs: Decision?) -> Decision? {
    if let agreed = ThreeWay(base, ours, theirs).agreed { return agreed }
    let sides = [ours, theirs].sorted { precedes($0, $1) }
    guard let first = sides[0], let second = sides[1], first.disposition == second.disposition
    else { return conflict(base, sides, fields: ["disposition"]) }
    // Values for another disposition are not the base of these fields.
    let start = base.flatMap { $0.disposition == first.disposition ? $0 : nil }
    var parts = Parts(start?.content, first.content, second.content)
    let content = parts.merge()
    let unknown = (start?.unknown ?? UnknownMembers(), first.unknown, second.unknown)
    var fields = Set(parts.conflicts + UnknownMembers.disagreeing(unknown.0, unknown.1, unknown.2))
    // A mix of fields would be a decision based on facts that one of the authors did not see.
    if first.content != second.content, !first.hasSameBasis(as: second) { fields.insert("facts") }
    let conflicts = [first, second].compactMap(\.conflict)
    fields.formUnion(conflicts.flatMap(\.fields))
    guard fields.isEmpty, conflicts.isEmpty else {
      return conflict(base, sides, fields: fields.sorted(), provisional: content)
    }
    let author = author(of: content, first, second)
    return Decision(
      content, facts: author.facts, subjectID: author.subjectID, by: author.by, at: author.at,
      approval: approval(of: content, by: author.by, first, second), carried: author.carried,
      exceededLimit: [first, second].filter { $0.content.expires == content.expires }
        .compactMap(\.exceededLimit).min(),
      unknown: .merged(unknown.0, unknown.1, unknown.2))
  }

  private static func conflict(
    _ base: Decision?, _ sides: [Decision?], fields: [String],
    provisional content: DecisionContent? = nil
  ) -> Decision? {
    guard let shown = sides.compactMap(\.self).last else { return nil }
    return Decision(
      content ?? shown.content, facts: shown.facts, subjectID: shown.subjectID, by: shown.by,
      at: shown.at, conflict: DecisionConflict(base: base, sides: sides, fields: fields))
  }

  /// The side whose author, time and facts the merged decision gets. If only one side has this
  /// content, it is that side. If both have, it is the earlier one, or the later one if their facts
  /// differ. If the content is mixed, it is the later one.
  private static func author(
    of content: DecisionContent, _ first: Decision, _ second: Decision
  ) -> Decision {
    switch (first.content == content, second.content == content) {
    case (true, true):
      (first.at <= second.at) == first.hasSameBasis(as: second) ? first : second
    case (true, false): first
    case (false, true): second
    case (false, false): first.at > second.at ? first : second
    }
  }

  /// The approval or rejection of exactly this decision; a rejection takes precedence.
  private static func approval(
    of content: DecisionContent, by author: Reviewer, _ first: Decision, _ second: Decision
  ) -> Approval? {
    [first, second].filter { $0.content == content }.compactMap(\.approval)
      .filter { !$0.by.isSamePerson(as: author) }
      .min { left, right in
        if left.verdict != right.verdict { return left.verdict == .rejected }
        if left.at != right.at { return left.at < right.at }
        return left.json.canonicalText.precedesByScalar(right.json.canonicalText)
      }
  }

  /// An order that does not depend on the side: by person, time, and everything else.
  private static func precedes(_ left: Decision?, _ right: Decision?) -> Bool {
    guard let left else { return right != nil }
    guard let right else { return false }
    if left.by.name != right.by.name { return left.by.name.precedesByScalar(right.by.name) }
    if left.at != right.at { return left.at < right.at }
    return left.json.canonicalText.precedesByScalar(right.json.canonicalText)
  }
}

extension Decision {
  /// Whether both were made on the same facts of the same subject.
  fileprivate func hasSameBasis(as other: Decision) -> Bool {
    facts == other.facts && subjectID == other.subjectID
  }
}

/// The fields of a decision, merged one by one.
private struct Parts {
  private let base: DecisionContent?
  private let first: DecisionContent
  private let second: DecisionContent
  /// The names of the fields that both changed, as in the session file.
  private(set) var conflicts: [String] = []

  init(_ base: DecisionContent?, _ first: DecisionContent, _ second: DecisionContent) {
    self.base = base
    self.first = first
    self.second = second
  }

  mutating func merge() -> DecisionContent {
    var content = first
    content.note = part("note", \.note, "")
    content.justification = part("kind", \.justification, nil)
    content.expires = part("expires", \.expires, nil)
    content.owner = part("owner", \.owner, nil)
    content.due = part("due", \.due, nil)
    content.ticket = part("ticket", \.ticket, nil)
    content.severity = part("severity", \.severity, nil)
    return content
  }

  /// The changed value of a field; the first one if both changed it.
  private mutating func part<Value: Equatable>(
    _ name: String, _ path: KeyPath<DecisionContent, Value>, _ absent: Value
  ) -> Value {
    let part = ThreeWay(base?[keyPath: path] ?? absent, first[keyPath: path], second[keyPath: path])
    if let agreed = part.agreed { return agreed }
    conflicts.append(name)
    return part.ours
  }
}
