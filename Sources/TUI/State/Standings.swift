import Checklist
import Model

/// How far the review of everything is, kept up as decisions change.
///
/// The session can tell it at any moment, in one look-up a finding; at 20,000 findings that is too
/// slow for every key, so what a decision changes is counted anew and the rest is kept.
struct Standings: Hashable, Sendable {
  private(set) var findings: [Standing]
  private(set) var items: [Standing]
  /// How many decisions each item still needs.
  private(set) var undecided: [Int]
  private(set) var totalUndecided: Int
  /// How many decisions there are to make in all.
  let total: Int
  /// The day that expiry and due dates were compared with.
  private(set) var day: CalendarDay
  /// Who is to mend findings, by their numbers.
  private(set) var owners: [Int: String] = [:]
  /// Grows with each change, so that what was made from the standings knows when it is old.
  private(set) var revision = 0

  init(_ session: ReviewSession, _ model: ConsoleModel, at now: Instant) {
    findings = model.findings.map { Standing($0, in: session, at: now) }
    items = model.items.map { Standing(session.state(of: .item($0), at: now)) }
    undecided = []
    totalUndecided = 0
    total = model.items.reduce(0) { $0 + max(1, $1.findings.count) }
    day = CalendarDay(containing: now)
    for (target, decision) in session.decisions {
      guard case .finding(let id) = target, let number = model.number(of: id) else { continue }
      owners[number] = decision.content.owner
    }
    undecided = model.items.indices.map { count($0, model) }
    totalUndecided = undecided.reduce(0, +)
  }

  /// Looks again at what was decided, undone or redone.
  mutating func update(
    _ targets: some Sequence<DecisionTarget>, _ session: ReviewSession, _ model: ConsoleModel,
    at now: Instant
  ) {
    var touched: Set<Int> = []
    for target in targets {
      switch target {
      case .finding(let id):
        guard let number = model.number(of: id) else { continue }
        findings[number] = Standing(model.findings[number], in: session, at: now)
        owners[number] = session.decisions[target]?.content.owner
        touched.insert(model.itemOfFinding[number])
      case .item(let id):
        guard let number = model.number(of: id) else { continue }
        items[number] = Standing(session.state(of: .item(model.items[number]), at: now))
        touched.insert(number)
      }
    }
    for item in touched {
      let new = count(item, model)
      totalUndecided += new - undecided[item]
      undecided[item] = new
    }
    revision += 1
  }

  /// Looks at everything again where midnight has passed: a date may have run out.
  mutating func turn(to now: Instant, _ session: ReviewSession, _ model: ConsoleModel) {
    if CalendarDay(containing: now) != day { renew(session, model, at: now) }
  }

  /// Looks at everything again.
  mutating func renew(_ session: ReviewSession, _ model: ConsoleModel, at now: Instant) {
    let next = revision + 1
    self = Standings(session, model, at: now)
    revision = next
  }

  /// How far a finding is: its own decision counts, else that on its item as a whole.
  func standing(ofFinding number: Int, in model: ConsoleModel) -> Standing {
    let own = findings[number]
    let whole = items[model.itemOfFinding[number]]
    return !own.isDecided && whole.isDecided ? whole : own
  }

  /// Whether the finding needs no decision.
  func isSettled(finding number: Int, in model: ConsoleModel) -> Bool {
    standing(ofFinding: number, in: model).isDecided
  }

  private func count(_ item: Int, _ model: ConsoleModel) -> Int {
    if items[item].isDecided { return 0 }
    let range = model.findingRanges[item]
    return range.isEmpty ? 1 : range.count { !findings[$0].isDecided }
  }
}

extension Standing {
  fileprivate init(_ finding: Finding, in session: ReviewSession, at now: Instant) {
    self.init(session.state(of: .finding(finding), at: now))
    isNew = session.baseline.map { $0.known[finding.id] == nil } ?? false
  }
}
