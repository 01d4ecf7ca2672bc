import Checklist
import Model
import Platform

/// A finding, for filters.
struct FilterableFinding: Filterable {
  let number: Int
  let model: ConsoleModel
  let statuses: DecisionStatuses

  var today: CalendarDay { statuses.day }
  private var finding: Finding { model.findings[number] }
  private var item: Item { model.items[model.itemOfFinding[number]].item }

  func contains(_ word: SearchWord) -> Bool {
    let finding = finding
    return word.occurs(in: finding.summary) || word.occurs(in: finding.subject.name)
      || word.occurs(in: finding.id.rawValue) || word.occurs(in: finding.subject.kind.rawValue)
      || word.occurs(in: statuses.severity(ofFinding: number, in: model).rawValue)
      || word.occurs(in: item.title)
      || statuses.decision(onFinding: number, in: model)?.contains(word) == true
      || statuses.severities[number]?.override.map { word.occurs(in: $0.note) } == true
  }

  func has(_ status: ReviewStatus) -> Bool {
    if status == .conflict, statuses.severities[number]?.conflict.isEmpty == false { return true }
    return statuses.status(ofFinding: number, in: model).has(status)
  }

  func hasSeverity(in severities: [Severity]) -> Bool {
    severities.contains(statuses.severity(ofFinding: number, in: model))
  }

  func isOfKind(_ kind: Subject.Kind) -> Bool { finding.subject.kind == kind }
  func hasOutcome(_ outcome: Outcome) -> Bool { outcome == .fail }

  func hasTag(_ word: SearchWord) -> Bool {
    guard let page = model.inventory.page(of: finding.subject) else { return false }
    return model.inventory.tags(of: page).contains { $0.matches(word) }
  }

  func concerns(policy word: SearchWord) -> Bool {
    let finding = finding
    if finding.subject.kind == .policy, word.occurs(in: finding.subject.name) { return true }
    return finding.detail?.policyNames.contains { word.occurs(in: $0) } == true
      || finding.evidence.contains { citation in
        switch model.page(ofStatement: citation) {
        case .policy(let number)?: word.occurs(in: model.inventory.policies[number].name)
        case .controlPolicy?, .user?, .group?, .role?, nil: false
        }
      }
  }

  func isOf(item word: SearchWord) -> Bool { word.occurs(in: item.id.rawValue) }
  func isIn(_ sections: [Section]) -> Bool { sections.contains(item.section) }

  func hasStatement(with word: SearchWord) -> Bool {
    finding.evidence.contains { model.statement(at: $0)?.contains(word) == true }
  }

  func hasDecision(where condition: (Decision) -> Bool) -> Bool {
    statuses.decision(onFinding: number, in: model).map(condition) ?? false
  }
}

/// An item without findings, for filters.
struct FilterableItem: Filterable {
  let number: Int
  let model: ConsoleModel
  let statuses: DecisionStatuses

  var today: CalendarDay { statuses.day }
  private var result: ItemResult { model.items[number] }

  func contains(_ word: SearchWord) -> Bool {
    word.occurs(in: result.item.title) || word.occurs(in: result.id.rawValue)
      || word.occurs(in: result.outcome.rawValue) || hasDecision { $0.contains(word) }
  }

  func has(_ status: ReviewStatus) -> Bool { statuses.items[number].has(status) }
  func hasSeverity(in severities: [Severity]) -> Bool { false }
  func isOfKind(_ kind: Subject.Kind) -> Bool { false }
  func hasOutcome(_ outcome: Outcome) -> Bool { result.outcome == outcome }
  func hasTag(_ word: SearchWord) -> Bool { false }
  func concerns(policy word: SearchWord) -> Bool { false }
  func isOf(item word: SearchWord) -> Bool { word.occurs(in: result.id.rawValue) }
  func isIn(_ sections: [Section]) -> Bool { sections.contains(result.item.section) }
  func hasStatement(with word: SearchWord) -> Bool { false }

  func hasDecision(where condition: (Decision) -> Bool) -> Bool {
    statuses.itemDecisions[number].map(condition) ?? false
  }
}

/// A row of a table of identities or policies, for filters: its text, and the findings about it.
struct FilterableSubject: Filterable {
  let subject: PageSubject
  let model: ConsoleModel
  let statuses: DecisionStatuses

  var today: CalendarDay { statuses.day }
  private var findings: [Int] { model.findings(about: subject) }

  func contains(_ word: SearchWord) -> Bool {
    let inventory = model.inventory
    return word.occurs(in: inventory.name(of: subject))
      || word.occurs(in: inventory.arn(of: subject)?.description ?? "")
      || TableColumn.all(for: subject.view).contains { column in
        word.occurs(in: column.text(subject, model))
      }
  }

  func has(_ status: ReviewStatus) -> Bool {
    findings.contains {
      FilterableFinding(number: $0, model: model, statuses: statuses).has(status)
    }
  }

  func hasSeverity(in severities: [Severity]) -> Bool {
    rows.contains { $0.hasSeverity(in: severities) }
  }

  func isOfKind(_ kind: Subject.Kind) -> Bool {
    switch (subject, kind) {
    case (.user, .user), (.group, .group), (.role, .role), (.policy, .policy),
      (.controlPolicy, .policy):
      true
    default: false
    }
  }

  func hasOutcome(_ outcome: Outcome) -> Bool {
    findings.isEmpty ? outcome == .pass : outcome == .fail
  }

  func hasTag(_ word: SearchWord) -> Bool {
    model.inventory.tags(of: subject).contains { $0.matches(word) }
  }

  func concerns(policy word: SearchWord) -> Bool {
    guard let identity = model.inventory.identity(of: subject) else {
      return word.occurs(in: model.inventory.name(of: subject))
    }
    return identity.attachedPolicies.contains { word.occurs(in: $0.name) }
      || identity.inlinePolicies.contains { word.occurs(in: $0.name) }
      || identity.boundary.map { word.occurs(in: $0.name) } ?? false
  }

  func isOf(item word: SearchWord) -> Bool { rows.contains { $0.isOf(item: word) } }
  func isIn(_ sections: [Section]) -> Bool { rows.contains { $0.isIn(sections) } }

  func hasStatement(with word: SearchWord) -> Bool {
    model.inventory.documents(of: subject).contains { document in
      document?.statements.contains { $0.contains(word) } == true
    }
  }

  func hasDecision(where condition: (Decision) -> Bool) -> Bool {
    rows.contains { $0.hasDecision(where: condition) }
  }

  private var rows: [FilterableFinding] {
    findings.map { FilterableFinding(number: $0, model: model, statuses: statuses) }
  }
}

extension Tag {
  /// Whether the word occurs in the key, in the value, or in `key=value`.
  fileprivate func matches(_ word: SearchWord) -> Bool { word.occurs(in: "\(key)=\(value)") }
}

extension Inventory {
  func tags(of subject: PageSubject) -> [Tag] { identity(of: subject)?.tags ?? [] }

  func identity(of subject: PageSubject) -> Identity? {
    switch subject {
    case .user(let number): users[number].identity
    case .group(let number): groups[number].identity
    case .role(let number): roles[number].identity
    case .policy, .controlPolicy: nil
    }
  }
}
