extension AccessEngine {
  /// The ways in which each user, group and role that is no administrator can gain power.
  ///
  /// Each path is judged over all policies of a principal at once, on the resources that it must
  /// reach, under the conditions that are known. First come the ways to administrator; then, round
  /// by round, those to a principal that has one; then those to a principal that is stronger; then,
  /// for who has come nowhere, those that make another principal an administrator.
  public func escalations(
    paths: [EscalationPath] = EscalationPath.bundled
  ) -> [EscalationReport] {
    var finder = EscalationFinder(ground: EscalationGround(engine: self, paths: paths))
    finder.find()
    return finder.reports
  }
}

/// Goes from administrators outwards, so that each principal is looked at a few times only.
struct EscalationFinder {
  private let ground: EscalationGround
  private var found: [Int: [String: Escalation]] = [:]
  private var next: [Int: Escalation] = [:]
  private var reached: [Bool]
  private let everyone: EscalationTargets

  init(ground: EscalationGround) {
    self.ground = ground
    reached = ground.powers.map(\.isAdministrator)
    everyone = EscalationTargets(
      ground.powers.map { _ in true }, gain: .administrator, ground: ground)
  }

  /// A chain longer than this helps nobody to understand the account.
  private static let longestChain = 8

  mutating func find() {
    let subjects = ground.powers.indices.filter {
      !ground.powers[$0].isAdministrator && hasPath($0)
    }
    var targets = EscalationTargets(
      reached, gain: .administrator, includesChanged: true, ground: ground)
    var waiting = subjects
    for _ in 0..<Self.longestChain {
      for subject in waiting { search(subject, targets) }
      let newly = waiting.filter { next[$0] != nil }
      if newly.isEmpty { break }
      var isTarget = [Bool](repeating: false, count: reached.count)
      for subject in newly {
        reached[subject] = true
        isTarget[subject] = true
      }
      waiting = waiting.filter { next[$0] == nil }
      targets = EscalationTargets(isTarget, gain: .more, ground: ground)
    }
    findStronger(subjects)
    findForOthers(waiting)
  }

  /// The paths of which a principal has all permissions; a role's trust may stand in for that to
  /// assume it.
  private func paths(of index: Int) -> [Int] {
    var permissions = ground.powers[index].permissions
    if !ground.trusts.naming(ground.engine.subjects[index]).isEmpty {
      permissions.formUnion(ground.assuming)
    }
    return ground.paths.indices.filter { permissions.isSuperset(of: ground.needs[$0]) }
  }

  private func hasPath(_ index: Int) -> Bool { !paths(of: index).isEmpty }

  /// Principals are searched for by what they have, not one by one against another.
  private mutating func findStronger(_ subjects: [Int]) {
    var byStrength: [Strengths: [EscalationTargets]] = [:]
    for subject in subjects {
      let own = ground.powers[subject].strengths
      let all = byStrength[own] ?? stronger(than: own)
      byStrength[own] = all
      for targets in all { search(subject, targets) }
    }
  }

  /// Those that control more, and those that only read more.
  private func stronger(than own: Strengths) -> [EscalationTargets] {
    let ordinary = ground.powers.map { $0.isAdministrator ? nil : $0.strengths }
    let control = ordinary.map { $0?.controlsMore(than: own) ?? false }
    let data = zip(ordinary, control).map { ($0?.readsMore(than: own) ?? false) && !$1 }
    return [
      EscalationTargets(control, gain: .more, ground: ground),
      EscalationTargets(data, gain: .data, ground: ground),
    ].filter { !$0.isEmpty }
  }

  private mutating func findForOthers(_ subjects: [Int]) {
    let ordinary = EscalationTargets(
      ground.powers.indices.map { !ground.powers[$0].isAdministrator && ground.isChangeable[$0] },
      gain: .another, ground: ground)
    let strong = EscalationTargets(reached, gain: .another, ground: ground)
    for subject in subjects {
      let search = searcher(subject, everyone)
      for place in paths(of: subject) {
        keep(
          search.forAnother(ground.paths[place], ordinary: ordinary, strong: strong), of: subject)
      }
    }
  }

  private func searcher(_ index: Int, _ targets: EscalationTargets) -> EscalationSearch {
    EscalationSearch(
      ground: ground, subject: index, access: ground.access(of: index), targets: targets,
      everyone: everyone)
  }

  private mutating func search(_ index: Int, _ targets: EscalationTargets) {
    let search = searcher(index, targets)
    for place in paths(of: index) { keep(search.best(ground.paths[place]), of: index) }
  }

  private mutating func keep(_ escalation: Escalation?, of index: Int) {
    guard let escalation else { return }
    let known = found[index]?[escalation.path.id]
    if known.map({ $0.isContained && !escalation.isContained }) ?? true {
      found[index, default: [:]][escalation.path.id] = escalation
    }
    guard !escalation.isContained, !reached[index], leadsOn(escalation) else { return }
    if next[index].map({ $0.isConditional && !escalation.isConditional }) ?? true {
      next[index] = escalation
    }
  }

  /// Whether it ends at everything, or at one that gets there.
  private func leadsOn(_ escalation: Escalation) -> Bool {
    switch escalation.gain {
    case .administrator: true
    case .more:
      escalation.target.flatMap { ground.engine.indexByARN[$0.description] }
        .map { reached[$0] } ?? false
    default: false
    }
  }

  var reports: [EscalationReport] {
    ground.powers.indices.compactMap { index in
      let administrator = ground.powers[index].administrator
      let all = ground.paths.compactMap { found[index]?[$0.id] }.enumerated()
        .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
      if all.isEmpty, administrator == .no { return nil }
      let subject = ground.engine.subjects[index]
      return EscalationReport(
        subject: subject.arn, kind: subject.kind, administrator: administrator,
        open: all.filter { !$0.isContained }, contained: all.filter(\.isContained),
        chain: chain(from: index))
    }
  }

  private func chain(from start: Int) -> [EscalationReport.Hop] {
    var hops: [EscalationReport.Hop] = []
    var index = start
    while hops.count < Self.longestChain, let escalation = next[index] {
      hops.append(
        EscalationReport.Hop(from: ground.engine.subjects[index].arn, escalation: escalation))
      guard escalation.gain != .administrator, let target = escalation.target,
        let following = ground.engine.indexByARN[target.description]
      else { break }
      index = following
    }
    return hops
  }
}

extension Escalation {
  /// The smaller the more is gained, and the more surely.
  fileprivate var rank: Int { gain.rawValue * 2 + (isConditional ? 1 : 0) }
}
