import Model

/// A summary of what a service control policy denies.
enum ControlSummary {
  /// All Denies of a document, in one line.
  static func line(_ document: PolicyDocument) -> String {
    let phrases = phrases(document)
    return phrases.isEmpty ? "nothing" : phrases.joined(separator: "; ")
  }

  /// One phrase for each Deny, and for each Allow that excludes something.
  static func phrases(_ document: PolicyDocument) -> [String] {
    document.statements.compactMap { statement in
      switch statement.effect {
      case .deny: actions(statement) + exemptions(statement)
      case .allow:
        switch statement.actions {
        case .only(let patterns) where !patterns.contains("*"):
          "everything except " + listed(patterns)
        case .allBut(let patterns): listed(patterns)
        case .only: nil
        }
      }
    }
  }

  private static func actions(_ statement: Statement) -> String {
    switch statement.actions {
    case .only(["*"]): "everything"
    case .only(let patterns): listed(patterns)
    case .allBut(let patterns): "everything except " + listed(patterns)
    }
  }

  /// The regions and principals that a Deny is limited to; other conditions by their keys.
  private static func exemptions(_ statement: Statement) -> String {
    statement.conditions.map { condition in
      let isNegated = condition.operatorName.lowercased().contains("not")
      let values = listed(
        condition.values.map { $0.split(separator: ":").last.map(String.init) ?? $0 })
      switch condition.key.lowercased() {
      case "aws:requestedregion": return (isNegated ? " outside " : " in ") + values
      case "aws:principalarn":
        if condition.values.allSatisfy({ $0.hasSuffix(":root") }), !isNegated {
          return " by the root user"
        }
        return (isNegated ? " except by " : " by ") + values
      default: return " if \(condition.operatorName) \(condition.key)"
      }
    }.joined(separator: ",")
  }

  private static func listed(_ names: [String]) -> String {
    names.count <= 3
      ? names.joined(separator: ", ")
      : names.prefix(2).joined(separator: ", ") + " and \(names.count - 2) more"
  }
}
