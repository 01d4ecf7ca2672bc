extension AccessEngine {
  /// The ways in which each user, group and role that is no administrator can gain power.
  ///
  /// Each path is judged over all policies of a principal at once, on the resources that it must
  /// reach, under the conditions that are known. First come the ways to administrator; then, round
  /// by round, those to a principal that has one; then those to a principal that is stronger.
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
    reached = ground.powers.indices.map(ground.isAdministrator)
    everyone = EscalationTargets(
      ground.powers.map { _ in true }, gain: .administrator, includesChanged: true, ground: ground)
  }

  /// A chain longer than this helps nobody to understand the account.
  private static let longestChain = 8

  mutating func find() {
    let subjects = ground.powers.indices.filter { !ground.isAdministrator($0) }
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
      targets = EscalationTargets(
        isTarget, gain: .more, includesChanged: false, ground: ground)
    }
    findStronger(subjects)
  }

  /// Principals are searched for by what they have, not one by one against another.
  private mutating func findStronger(_ subjects: [Int]) {
    var byStrength: [UInt8: EscalationTargets] = [:]
    for subject in subjects {
      let own = ground.powers[subject].strengths
      let targets = byStrength[own] ?? stronger(than: own)
      byStrength[own] = targets
      if targets.isTarget.contains(true) { search(subject, targets) }
    }
  }

  private func stronger(than own: UInt8) -> EscalationTargets {
    let isTarget = ground.powers.indices.map {
      ground.powers[$0].strengths & ~own != 0 && !ground.isAdministrator($0)
    }
    return EscalationTargets(isTarget, gain: .more, includesChanged: false, ground: ground)
  }

  private mutating func search(_ index: Int, _ targets: EscalationTargets) {
    let power = ground.powers[index]
    let possible = ground.paths.indices.filter {
      power.permissions.isSuperset(of: ground.needs[$0])
    }
    let subject = ground.engine.subjects[index]
    let isNamed = ground.openByName[subject.arn.description] != nil
    guard !possible.isEmpty || isNamed else { return }
    let access = ground.engine.effectiveAccess(of: subject)
    let search = EscalationSearch(
      ground: ground, subject: index, access: access, targets: targets, everyone: everyone)
    for place in possible { keep(search.best(ground.paths[place]), of: index) }
    if isNamed, let path = ground.paths.first(where: { $0.permissions == ["sts:AssumeRole"] }) {
      keep(search.byTrustAlone(path), of: index)
    }
  }

  private mutating func keep(_ escalation: Escalation?, of index: Int) {
    guard let escalation else { return }
    let known = found[index]?[escalation.path.id]
    if known.map({ $0.isContained && !escalation.isContained }) ?? true {
      found[index, default: [:]][escalation.path.id] = escalation
    }
    guard !escalation.isContained, escalation.gain != .unknownRole else { return }
    let isNext =
      escalation.gain == .administrator
      || escalation.target.map { target in
        ground.engine.indexByARN[target.description].map { reached[$0] } ?? false
      } ?? false
    if isNext, next[index].map({ $0.isConditional && !escalation.isConditional }) ?? true,
      !reached[index]
    {
      next[index] = escalation
    }
  }

  var reports: [EscalationReport] {
    ground.powers.indices.compactMap { index in
      let administrator = ground.powers[index].administrator
      let all = ground.paths.compactMap { found[index]?[$0.id] }
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
