internal import Model
internal import Platform

/// The target of a decision: a finding, or an item as a whole.
public enum DecisionTarget: Hashable, Sendable, CustomStringConvertible {
  case finding(FindingID)
  case item(ItemID)

  /// The id of the finding or item.
  public var description: String {
    switch self {
    case .finding(let id): id.rawValue
    case .item(let id): id.rawValue
    }
  }
}

extension DecisionTarget {
  /// The finding; nil for an item.
  public var finding: FindingID? {
    if case .finding(let id) = self { id } else { nil }
  }

  /// The number of findings and items.
  static func counted(_ targets: [DecisionTarget]) -> String {
    let hasItems = targets.contains { $0.finding == nil }
    return targets.count.counted("finding") + (hasItems ? " and items" : "")
  }
}

extension DecisionTarget: Comparable {
  /// Findings come before items, each in the byte order of their ids.
  public static func < (left: DecisionTarget, right: DecisionTarget) -> Bool {
    switch (left, right) {
    case (.finding, .item): true
    case (.item, .finding): false
    default: left.description.precedesByScalar(right.description)
    }
  }
}

/// A finding or item that can be decided, with its facts.
public enum Reviewable: Sendable {
  case finding(Finding)
  case item(ItemResult)

  /// The target of a decision on it.
  public var target: DecisionTarget {
    switch self {
    case .finding(let finding): .finding(finding.id)
    case .item(let result): .item(result.id)
    }
  }

  /// The facts of a decision on it. The facts of an item are its outcome, the missing evidence, and
  /// its findings. Findings are represented by their number and digest, so that a thousand take two
  /// lines.
  public var facts: [Fact] {
    switch self {
    case .finding(let finding): return finding.facts
    case .item(let result):
      if let facts = result.factsOfWhole { return facts }
      var facts = [
        Fact("findings", String(result.findings.count)),
        Fact("outcome", result.outcome.rawValue),
      ]
      if !result.findings.isEmpty {
        let ids = result.findings.map(\.id.rawValue).sorted { $0.precedesByScalar($1) }
        facts.append(
          Fact("findingsDigest", SHA256Digest(of: ids.joined(separator: "\n")).description))
      }
      if !result.missing.isEmpty {
        facts.append(
          Fact(
            "missing",
            Set(result.missing.map(\.kind.recordedTitle)).sorted().joined(separator: ", ")))
      }
      let notObservable = result.missing.flatMap(\.notObservable)
      if !notObservable.isEmpty {
        // A person who passes the item confirms these calls; if they change, the decision is stale.
        facts.append(Fact("notObservable", Set(notObservable).sorted().joined(separator: "; ")))
      }
      if !result.absent.isEmpty {
        facts.append(
          Fact(
            "absent", Set(result.absent.map(\.kind.recordedTitle)).sorted().joined(separator: ", "))
        )
      }
      return facts
    }
  }

  /// The unique id of the subject, if the evidence has one.
  public var subjectID: String? {
    switch self {
    case .finding(let finding): finding.subject.uniqueID
    case .item: nil
    }
  }
}
