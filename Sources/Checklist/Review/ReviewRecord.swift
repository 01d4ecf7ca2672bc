internal import Model
public import Platform

/// A part of a review that is not a decision, such as a text of the report.
///
/// Records of all kinds, also of kinds that only a later version knows, are kept in the history,
/// merged, undone and signed in the same way.
public struct ReviewRecord: Hashable, Sendable {
  /// The name of a record.
  public struct Key: Hashable, Sendable {
    /// The kind, such as `text`.
    public let kind: String
    /// The name, unique among the records of the kind.
    public let id: String
  }

  /// The members that the kind defines, sorted by name.
  let members: [JSONMember]
  /// The author.
  public let by: Reviewer
  /// The time of the change.
  public let at: Instant
  /// The two versions of a conflict, nil for a deleted one; empty if there is no conflict.
  public let sides: [ReviewRecord?]

  init(_ members: [JSONMember], by: Reviewer, at: Instant, sides: [ReviewRecord?] = []) {
    self.members = members
    self.by = by
    self.at = at
    self.sides = sides
  }

  /// The text of the member `name`; nil if there is none.
  func text(_ name: String) -> String? {
    members.first { $0.name == name }.flatMap {
      if case .string(let text) = $0.value { text } else { nil }
    }
  }
}

extension ReviewRecord.Key: Comparable {
  public static func < (left: Self, right: Self) -> Bool {
    left.kind == right.kind
      ? left.id.precedesByScalar(right.id) : left.kind.precedesByScalar(right.kind)
  }
}

extension ReviewRecord.Key {
  /// The auditor's overall statement on the account, the first text of the report.
  public static let statement = Self(kind: "text", id: "statement")
}

extension ReviewSession {
  /// The auditor's overall statement, as Markdown; nil if there is none.
  public var statement: String? { records[.statement]?.text("text") }

  /// Whether two people wrote different statements, and none of them was chosen.
  public var hasStatementConflict: Bool { records[.statement]?.sides.isEmpty == false }

  /// Writes the overall statement; an empty text removes it. Returns the entries appended to the
  /// history; empty if nothing changes.
  @discardableResult
  public mutating func write(
    statement text: String, by reviewer: Reviewer, at now: Instant
  ) throws(DecisionRefusal) -> ArraySlice<HistoryEntry> {
    let old = records[.statement]
    guard text.isBlank ? old != nil : text != statement || hasStatementConflict else { return [] }
    let new =
      text.isBlank
      ? nil : ReviewRecord([JSONMember("text", .string(text))], by: reviewer, at: now)
    return try append(
      [.record(.statement, from: old, to: new)], action: .edit, reviewer, now)
  }
}
