import Checklist
import Model
import Platform

/// The review states of all findings and items, updated as decisions change.
///
/// The session can compute each state with one look-up per finding. That is too slow for every key
/// with 20,000 findings, so only what a decision changes is computed again.
struct DecisionStatuses: Hashable, Sendable {
  private(set) var findings: [DecisionStatus]
  private(set) var items: [DecisionStatus]
  /// The number of missing decisions of each item.
  private(set) var undecided: [Int]
  private(set) var totalUndecided: Int
  /// The total number of decisions to make.
  let total: Int
  /// The day with which expiry and due dates were compared.
  private(set) var day: CalendarDay
  /// The decisions on findings, by number, whether they are still valid or not.
  private(set) var decisions: [Int: Decision] = [:]
  /// The decisions on whole items, by number.
  private(set) var itemDecisions: [Int: Decision] = [:]
  /// The severities that people set, by the number of the finding, whether they count or not.
  private(set) var severities: [Int: EffectiveSeverity] = [:]
  /// Increases with each change of a severity, so that lists are sorted again.
  private(set) var severityRevision = 0
  /// Increases with each change, so that texts derived from the statuses can be recognized as
  /// outdated.
  private(set) var revision = 0

  init(_ session: ReviewSession, _ model: ConsoleModel, at now: Instant) {
    findings = model.findings.map { DecisionStatus(.finding($0), in: session, at: now) }
    items = model.items.map { DecisionStatus(.item($0), in: session, at: now) }
    undecided = []
    totalUndecided = 0
    total = model.items.reduce(0) { $0 + max(1, $1.findings.count) }
    day = CalendarDay(containing: now)
    for (target, decision) in session.decisions {
      switch target {
      case .finding(let id): if let number = model.number(of: id) { decisions[number] = decision }
      case .item(let id): if let number = model.number(of: id) { itemDecisions[number] = decision }
      }
    }
    undecided = model.items.indices.map { count($0, model) }
    totalUndecided = undecided.reduce(0, +)
    for number in withOverride(session, model) { updateSeverity(of: number, session, model) }
  }

  /// Updates the targets that were decided, undone or redone.
  mutating func update(
    _ targets: some Sequence<DecisionTarget>, _ session: ReviewSession, _ model: ConsoleModel,
    at now: Instant
  ) {
    var touched: Set<Int> = []
    for target in targets {
      switch target {
      case .finding(let id):
        guard let number = model.number(of: id) else { continue }
        findings[number] = DecisionStatus(.finding(model.findings[number]), in: session, at: now)
        decisions[number] = session.decisions[target]
        updateSeverity(of: number, session, model)
        touched.insert(model.itemOfFinding[number])
      case .item(let id):
        guard let number = model.number(of: id) else { continue }
        items[number] = DecisionStatus(.item(model.items[number]), in: session, at: now)
        let hadSeverity = itemDecisions[number]?.content.severity != nil
        itemDecisions[number] = session.decisions[target]
        if hadSeverity || itemDecisions[number]?.content.severity != nil {
          for finding in model.findingRanges[number] { updateSeverity(of: finding, session, model) }
        }
        touched.insert(number)
      }
    }
    for item in touched {
      if itemDecisions[item]?.disposition == .justified {
        // The limit of its expiry date depends on the severities of the findings.
        items[item] = DecisionStatus(.item(model.items[item]), in: session, at: now)
      }
      let new = count(item, model)
      totalUndecided += new - undecided[item]
      undecided[item] = new
    }
    revision += 1
  }

  /// Updates everything after midnight, because dates can have expired.
  mutating func advance(to now: Instant, _ session: ReviewSession, _ model: ConsoleModel) {
    if CalendarDay(containing: now) != day { recompute(session, model, at: now) }
  }

  /// Updates everything.
  mutating func recompute(_ session: ReviewSession, _ model: ConsoleModel, at now: Instant) {
    let (next, nextSeverity) = (revision + 1, severityRevision + 1)
    self = DecisionStatuses(session, model, at: now)
    revision = next
    severityRevision = nextSeverity
  }

  /// Whether the decision on a target counts only once a second person approves it.
  func isUnapproved(_ target: DecisionTarget, in model: ConsoleModel) -> Bool {
    switch target {
    case .finding(let id): model.number(of: id).map { findings[$0].condition } == .unapproved
    case .item(let id): model.number(of: id).map { items[$0].condition } == .unapproved
    }
  }

  /// The state of a finding: from its own decision, or else from the decision on its item.
  func status(ofFinding number: Int, in model: ConsoleModel) -> DecisionStatus {
    let own = findings[number]
    let whole = items[model.itemOfFinding[number]]
    return !own.isDecided && whole.isDecided ? whole : own
  }

  /// The decision on a finding: its own, or else the one on its item.
  func decision(onFinding number: Int, in model: ConsoleModel) -> Decision? {
    decisions[number] ?? itemDecisions[model.itemOfFinding[number]]
  }

  /// The effective severity of a finding: the only one by which the console sorts, filters, counts
  /// and colors.
  func severity(ofFinding number: Int, in model: ConsoleModel) -> Severity {
    severities[number]?.value ?? model.findings[number].automatedSeverity
  }

  /// Whether a person set a severity that differs from the automated one. Lists mark it with `!`
  /// before the severity.
  func isOverridden(finding number: Int) -> Bool { severities[number]?.change != nil }

  /// The findings, which are in the order of the checklist, with the most severe of each item first.
  func mostSevereFirst(_ findings: [Int], _ model: ConsoleModel) -> [Int] {
    guard severities.contains(where: { $0.value.change != nil }) else { return findings }
    return findings.sorted { left, right in
      let items = (model.itemOfFinding[left], model.itemOfFinding[right])
      guard items.0 == items.1 else { return items.0 < items.1 }
      return (severity(ofFinding: left, in: model), left)
        < (severity(ofFinding: right, in: model), right)
    }
  }

  /// Asks the session for the severity of a finding, if a person set one.
  private mutating func updateSeverity(
    of number: Int, _ session: ReviewSession, _ model: ConsoleModel
  ) {
    let status = status(ofFinding: number, in: model)
    let valid = status.isDecided ? decision(inForceOn: number, model) : nil
    let effective = session.severity(of: model.findings[number], decision: valid)
    let isPlain =
      effective.override == nil && effective.outdated == nil && effective.conflict.isEmpty
    guard severities[number] != (isPlain ? nil : effective) else { return }
    severities[number] = isPlain ? nil : effective
    severityRevision += 1
  }

  /// The findings on which a person set a severity.
  private func withOverride(_ session: ReviewSession, _ model: ConsoleModel) -> Set<Int> {
    var numbers = Set(
      session.records.keys.compactMap { $0.severityFinding.flatMap(model.number(of:)) })
    for (number, decision) in decisions where decision.content.severity != nil {
      numbers.insert(number)
    }
    for (item, decision) in itemDecisions where decision.content.severity != nil {
      numbers.formUnion(model.findingRanges[item])
    }
    return numbers
  }

  /// The valid decision on a finding: its own, or else that on its item.
  private func decision(inForceOn number: Int, _ model: ConsoleModel) -> Decision? {
    findings[number].isDecided
      ? decisions[number] : itemDecisions[model.itemOfFinding[number]]
  }

  /// Whether the finding needs no decision.
  func isSettled(finding number: Int, in model: ConsoleModel) -> Bool {
    status(ofFinding: number, in: model).isDecided
  }

  private func count(_ item: Int, _ model: ConsoleModel) -> Int {
    if items[item].isDecided { return 0 }
    let range = model.findingRanges[item]
    return range.isEmpty ? 1 : range.count { !findings[$0].isDecided }
  }
}

extension DecisionStatus {
  fileprivate init(_ target: Reviewable, in session: ReviewSession, at now: Instant) {
    self.init(session.state(of: target, at: now), of: target)
    isOverLimit = session.limitSetAfterDecision(on: target) != nil
    guard case .finding(let finding) = target else { return }
    isNew = session.baseline.map { $0.known[finding.id] == nil } ?? false
  }
}
