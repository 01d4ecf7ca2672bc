internal import Model
public import Platform

extension DecisionContent {
  /// A required value that is missing or invalid.
  public enum MissingPart: Hashable, Sendable {
    case note, justification, expires, owner, due, severityReason
    /// The expiry date is in the past.
    case expiresInFuture(CalendarDay)

    /// The description of the value, to follow "needs".
    public var text: String {
      switch self {
      case .note: "a note with the reason"
      case .justification:
        "a kind: " + JustificationKind.allCases.map(\.title).joined(separator: ", ")
      case .expires: "an expiry date"
      case .owner: "an owner"
      case .due: "a due date"
      case .severityReason: "a reason for the severity override"
      case .expiresInFuture(let day): "an expiry date that is not in the past (\(day) is)"
      }
    }
  }

  /// The values that are missing for a decision on `day`; empty if it is complete.
  ///
  /// - Parameter passNeedsNote: Whether a pass requires a note, as for the targets of the decision.
  public func missingParts(on day: CalendarDay, passNeedsNote: Bool) -> [MissingPart] {
    var missing: [MissingPart] = []
    if disposition != .pass || passNeedsNote, note.isBlank { missing.append(.note) }
    if disposition == .justified {
      if justification == nil { missing.append(.justification) }
      if let expires {
        if expires < day { missing.append(.expiresInFuture(expires)) }
      } else {
        missing.append(.expires)
      }
    }
    if disposition == .remediate {
      if owner?.isBlank ?? true { missing.append(.owner) }
      if due == nil { missing.append(.due) }
    }
    if let severity, severity.reason.isBlank { missing.append(.severityReason) }
    return missing
  }
}

extension Reviewable {
  /// Whether a pass requires a note: the evidence shows a deviation, or does not show that there is
  /// none. Only an item that passed its evaluation is passed without one.
  public var passNeedsNote: Bool {
    switch self {
    case .finding: true
    case .item(let result): result.outcome != .pass
    }
  }
}

extension String {
  /// Whether the text is empty or contains white space only.
  package var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
