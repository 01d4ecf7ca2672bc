internal import Model
public import Platform

/// The severity of a finding that counts everywhere: in lists, counts, limits and exports.
///
/// It is that of the item's rule, unless a person set another one.
public struct EffectiveSeverity: Hashable, Sendable {
  /// The severity that counts.
  public let value: Severity
  /// The severity of the item's rule.
  public let automated: Severity
  /// The override that decides, even if it sets the automated severity again; nil if there is none.
  public let override: SetSeverity?
  /// An override that no longer counts, because the facts of the finding changed since.
  public let outdated: SetSeverity?
  /// The two versions in conflict, of which the more severe counts; nil for a side without override.
  public let conflict: [SetSeverity?]

  /// The time since which it counts: that of the override, or of the later version in conflict; nil
  /// for the automated severity.
  var since: Instant? { override?.at ?? conflict.compactMap { $0?.at }.max() }

  /// The override, if it differs from the automated severity.
  public var change: SetSeverity? { value == automated ? nil : override }

  init(
    _ automated: Severity, override: SetSeverity? = nil, outdated: SetSeverity? = nil,
    conflict: [SetSeverity?] = []
  ) {
    value = override?.severity ?? automated
    self.automated = automated
    self.override = override
    self.outdated = outdated
    self.conflict = conflict
  }
}

/// A severity that a person set instead of the automated one, with the reason.
public struct SetSeverity: Hashable, Sendable {
  /// The severity.
  public let severity: Severity
  /// The reason.
  public let note: String
  /// The author.
  public let by: Reviewer
  /// The time.
  public let at: Instant

  /// The author, day and reason: `set by bob on 2026-11-24: no console access`.
  public var text: String {
    "set by \(by.name) on \(CalendarDay(containing: at))" + (note.isBlank ? "" : ": \(note)")
  }
}

extension EffectiveSeverity {
  /// The severity in a sentence: `low (automated: high), set by bob on 2026-11-24: no console
  /// access`.
  public var text: String {
    if !conflict.isEmpty {
      let sides = conflict.map { side in
        side.map { "\($0.severity.rawValue), \($0.text)" } ?? "\(automated.rawValue), automated"
      }
      return "\(value.rawValue), the higher of two in conflict: \(sides.joined(separator: "; "))"
    }
    if let override {
      let rule = change == nil ? " (as automated)" : " (automated: \(automated.rawValue))"
      return value.rawValue + rule + ", \(override.text)"
    }
    guard let outdated else { return value.rawValue }
    return "\(value.rawValue); \(outdated.severity.rawValue) no longer counts, because the facts "
      + "changed since it was \(outdated.text)"
  }
}

extension ReviewSession {
  /// The effective severity of `finding`. The only function that decides it.
  ///
  /// An override of version 0.1 is part of a decision and counts while that decision is valid:
  /// `decision` is the valid decision on the finding, or that on its item; nil if undecided.
  public func severity(of finding: Finding, decision: Decision?) -> EffectiveSeverity {
    var outdated: SetSeverity?
    if let record = records[.severity(of: finding.id)] {
      if !record.sides.isEmpty { return EffectiveSeverity(finding.automatedSeverity, record.sides) }
      let basis = Baseline.Basis(finding.facts, subjectID: finding.subject.uniqueID)
      if record.severityBasis?.isSame(as: basis) ?? false {
        return EffectiveSeverity(finding.automatedSeverity, override: SetSeverity(record))
      }
      outdated = SetSeverity(record)
    }
    let override = decision.flatMap { decision in
      decision.content.severity.map {
        SetSeverity(severity: $0.severity, note: $0.reason, by: decision.by, at: decision.at)
      }
    }
    return EffectiveSeverity(finding.automatedSeverity, override: override, outdated: outdated)
  }

  /// The effective severity of `target` before a decision on it: that of the finding, or of the most
  /// severe finding of the item. An item without findings counts as medium.
  public func severity(of target: Reviewable) -> Severity {
    switch target {
    case .finding(let finding): severity(of: finding, decision: nil).value
    case .item(let result):
      result.findings.map { severity(of: $0, decision: nil).value }.min() ?? .medium
    }
  }

  /// The last override on `target`, or on a finding of the item; nil if there is none.
  func lastOverride(on target: Reviewable) -> Instant? {
    switch target {
    case .finding(let finding):
      return severity(of: finding, decision: nil).since
    case .item(let result):
      guard hasSeverityRecords else { return nil }
      return result.findings.compactMap { severity(of: $0, decision: nil).since }.max()
    }
  }
}

extension EffectiveSeverity {
  /// Two versions of an override in conflict: the more severe one counts.
  fileprivate init(_ automated: Severity, _ sides: [ReviewRecord?]) {
    let conflict = sides.map { $0.flatMap(SetSeverity.init) }
    let first = conflict.min { left, right in
      (left?.severity ?? automated, left == nil ? 1 : 0)
        < (right?.severity ?? automated, right == nil ? 1 : 0)
    }
    self.init(automated, override: first ?? nil, conflict: conflict)
  }
}
