internal import Platform

extension AccessEngine {
  /// The privilege-escalation paths of each user, group and role that is not an administrator.
  ///
  /// Each path is evaluated over all policies of a principal together, on the resources that it
  /// must reach and under the known conditions. The search starts with paths to administrator
  /// access. It then adds, round by round, paths to a principal that has such a path, then paths to
  /// a stronger principal, and finally, for principals without any path, paths that give
  /// administrator access to another principal.
  public func escalations(
    paths: [EscalationPath] = EscalationPath.bundled
  ) -> [EscalationReport] {
    EscalationModel(engine: self, paths: paths).reports
  }

  /// Measures all principals for `AccessSurvey.escalations`. `visit` receives the access of each
  /// principal, from several threads; principals without relevant permissions are skipped.
  package func survey(
    _ visit: @Sendable (AccessSubject, EffectiveAccess) -> Void
  ) -> AccessSurvey {
    AccessSurvey(
      model: EscalationModel(engine: self, paths: EscalationPath.bundled, visit: visit))
  }
}

/// The measured principals of an account.
package struct AccessSurvey: Sendable {
  let model: EscalationModel

  /// The result of `AccessEngine.escalations`, without measuring again.
  package var escalations: [EscalationReport] { model.reports }
}

extension EscalationModel {
  fileprivate var reports: [EscalationReport] {
    var finder = EscalationFinder(model: self)
    finder.find()
    return finder.reports
  }
}

/// Searches from administrators outwards, so that each principal is examined only a few times.
struct EscalationFinder {
  let model: EscalationModel
  private(set) var found: [Int: [String: Escalation]] = [:]
  /// The paths that continue from each principal, the most certain first, each in a different session.
  private var next: [Int: [Escalation]] = [:]
  /// Those of `next` that the current round has found.
  private var fresh: [Int: [Escalation]] = [:]
  /// The chains of principals that another principal makes administrators.
  private var detours: [Int: [EscalationReport.Hop]] = [:]
  private(set) var reached: [Bool]
  let ways: EscalationPathFinder

  init(model: EscalationModel) {
    self.model = model
    ways = EscalationPathFinder(model: model)
    reached = model.powers.map(\.isAdministrator)
  }

  /// The maximum length of a chain; longer chains do not help to understand the account.
  static let longestChain = 8

  mutating func find() {
    let subjects = model.powers.indices.filter {
      !model.powers[$0].isAdministrator && !ways.paths(of: $0).isEmpty
    }
    let byOthers = model.administratorsByOthers
    let targets = EscalationTargets(
      reached.indices.map { reached[$0] || byOthers[$0] != nil }, gain: .administrator,
      includesChanged: true, sessions: model.sessionsWithPower.merging(byOthers) { $1 },
      model: model)
    var waiting = subjects
    search(&waiting, to: targets)
    waiting = waiting.filter { next[$0]?.contains { $0.isIndependent } != true }
    findForOthers(waiting)
    takeDetours(&waiting)
    findStronger(subjects)
    findOwnGains(subjects)
    findRestrictedAdministrators()
  }

  /// Searches for paths of the `waiting` to `targets`, then to the principals with such a path, and so
  /// on. Those that need no other path leave `waiting`.
  private mutating func search(_ waiting: inout [Int], to targets: EscalationTargets) {
    var targets = targets
    for _ in 0..<Self.longestChain {
      fresh = [:]
      keep(waiting) { [ways, targets, found] in
        ways.best(of: $0, to: [targets], known: found[$0] ?? [:])
      }
      if fresh.isEmpty { break }
      for subject in fresh.keys { reached[subject] = true }
      waiting = waiting.filter { next[$0].map { !$0[0].isOfAnySession } ?? true }
        .filter { next[$0] == nil || model.hasSessions($0) }
      targets = EscalationTargets(of: fresh.keys, sessions: sessions(of: fresh), model: model)
    }
  }

  /// Adds the principals that can become administrators with the help of another principal that they
  /// can use, and those with a path to them.
  private mutating func takeDetours(_ waiting: inout [Int]) {
    let found = DetourSearch(self, among: waiting).detours
    guard !found.isEmpty else { return }
    for (index, hops) in found {
      detours[index] = hops
      reached[index] = true
      if let first = hops.first { keep(first.escalation, of: index) }
    }
    waiting.removeAll { found[$0] != nil }
    let sessions = sessions(of: found.mapValues { $0.prefix(1).map(\.escalation) })
    search(&waiting, to: EscalationTargets(of: found.keys, sessions: sessions, model: model))
  }

  /// Finds administrators without some IAM permissions, because of `NotAction` or a Deny, who can
  /// grant themselves these permissions with the remaining ones.
  private mutating func findRestrictedAdministrators() {
    let withheld = model.powers.indices.filter {
      model.powers[$0].administrator == .yes && model.withholdsPermissions(from: $0)
    }
    guard !withheld.isEmpty else { return }
    let targets = EscalationTargets(
      reached, gain: .administrator, includesChanged: true, model: model)
    keep(withheld) { [ways] in ways.bySelf(of: $0, to: targets) }
  }

  /// Searches once per distinct set of strengths, not for each pair of principals.
  private mutating func findStronger(_ subjects: [Int]) {
    var byStrength: [Strengths: [EscalationTargets]] = [:]
    for own in Set(subjects.map { model.powers[$0].strengths }) {
      byStrength[own] = stronger(than: own)
    }
    keep(subjects) { [ways, byStrength, found] in
      ways.best(
        of: $0, to: byStrength[ways.model.powers[$0].strengths] ?? [], known: found[$0] ?? [:])
    }
  }

  /// Targets with more control, targets with unknown policies, and targets with more read access.
  private func stronger(than own: Strengths) -> [EscalationTargets] {
    let ordinary = model.powers.map { $0.isAdministrator ? nil : $0.strengths }
    var control = ordinary.map { $0?.controlsMore(than: own) ?? false }
    let data = zip(ordinary, control).map { ($0?.readsMore(than: own) ?? false) && !$1 }
    let unseen = ordinary.indices.map {
      ordinary[$0] != nil && !control[$0] && !model.engine.subjects[$0].missingPolicies.isEmpty
    }
    // A role that is stronger only in certain sessions is no gain for a principal that cannot start
    // them.
    var sessions = model.sessionsWithPower.merging(sessions(of: next)) { first, _ in first }
      .filter { index, sessions in
        sessions.contains { $0.acceptsTags != nil }
          || !model.certainStrengths(of: index).controlsMore(than: own)
      }
    for (index, variants) in model.retagged where !control[index] && ordinary[index] != nil {
      let strong = variants.filter { $0.power.strengths.controlsMore(than: own) }
      guard !strong.isEmpty else { continue }
      control[index] = true
      sessions[index] = strong.map { model.target($0, of: index) }
    }
    return [
      EscalationTargets(control, gain: .more, sessions: sessions, model: model),
      EscalationTargets(unseen, gain: .unknownRole, model: model),
      EscalationTargets(data, gain: .data, model: model),
    ].filter { !$0.isEmpty }
  }

  /// What principals have directly after they changed themselves, short of administrator access.
  private mutating func findOwnGains(_ subjects: [Int]) {
    keep(subjects) { [ways, found] in ways.ownGains(of: $0, known: found[$0] ?? [:]) }
  }

  private mutating func findForOthers(_ subjects: [Int]) {
    guard !subjects.isEmpty else { return }
    let ordinary = EscalationTargets(
      model.powers.indices.map { !model.powers[$0].isAdministrator && model.isChangeable[$0] },
      gain: .another, model: model)
    let strong = EscalationTargets(reached, gain: .another, model: model)
    keep(subjects) { [ways] in ways.forAnother(of: $0, ordinary: ordinary, strong: strong) }
  }

  /// Runs the searches of one round concurrently, since they are independent, and keeps the
  /// results.
  private mutating func keep(
    _ subjects: [Int], _ ways: @Sendable (Int) -> [Escalation]
  ) {
    let found = concurrentMap(subjects.count) { ways(subjects[$0]) }
    for (subject, ways) in zip(subjects, found) {
      for way in ways { keep(way, of: subject) }
    }
  }

  private mutating func keep(_ escalation: Escalation, of index: Int) {
    let known = found[index]?[escalation.path.id]
    // A path that needs another principal to change this one first is a path of the other.
    if escalation.isIndependent, known.map({ escalation.rank < $0.rank }) ?? true {
      found[index, default: [:]][escalation.path.id] = escalation
    }
    guard !escalation.isContained, leadsToAdministrator(escalation) else { return }
    let earlier = next[index] ?? []
    let isNew = !earlier.contains { $0.session == escalation.session || $0.isOfAnySession }
    var round = fresh[index] ?? []
    let same = round.firstIndex { $0.session == escalation.session }
    if let same, round[same].doubt <= escalation.doubt { return }
    guard isNew || same != nil else { return }
    if let same { round.remove(at: same) }
    round.insert(
      escalation, at: round.firstIndex { $0.doubt > escalation.doubt } ?? round.endIndex)
    fresh[index] = round
    let others = earlier.filter { $0.session != escalation.session }
    let place = others.firstIndex { $0.doubt > escalation.doubt } ?? others.endIndex
    next[index] = others[..<place] + [escalation] + others[place...]
  }

  /// The sessions in which principals have `ways`, for those that need one.
  func sessions(of ways: [Int: [Escalation]]) -> [Int: [TargetSession]] {
    var sessions: [Int: [TargetSession]] = [:]
    for (index, ways) in ways {
      let subject = model.engine.subjects[index]
      guard !ways[0].isOfAnySession || subject.sessionTags.areAllowed else { continue }
      let limits = model.engine.limits(on: subject)
      sessions[index] = ways.map { TargetSession(of: subject, with: $0, limits: limits) }
    }
    return sessions
  }

  /// Whether it leads to administrator access, or to a principal that can reach it.
  private func leadsToAdministrator(_ escalation: Escalation) -> Bool {
    switch escalation.gain {
    case .administrator: true
    case .more:
      escalation.target.flatMap { model.engine.indexByARN[$0.description] }
        .map {
          model.powers[$0].isAdministrator || detours[$0] != nil
            || way(on: $0, in: escalation.reached) != nil
        } ?? false
    default: false
    }
  }

  var reports: [EscalationReport] {
    model.powers.indices.compactMap { index in
      let administrator = model.powers[index].administrator
      let all = model.paths.compactMap { found[index]?[$0.id] }.enumerated()
        .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
      if all.isEmpty, administrator == .no { return nil }
      let subject = model.engine.subjects[index]
      return EscalationReport(
        subject: subject.arn, kind: subject.kind, administrator: administrator,
        open: all.filter { !$0.isContained }, contained: all.filter(\.isContained),
        chain: chain(from: index))
    }
  }

  private func chain(from start: Int) -> [EscalationReport.Hop] {
    var hops: [EscalationReport.Hop] = []
    var index = start
    var session = SessionRequirement()
    while hops.count < Self.longestChain {
      if let detour = detours[index] { return hops + detour }
      guard let escalation = way(on: index, in: session) else { break }
      hops.append(
        EscalationReport.Hop(from: model.engine.subjects[index].arn, escalation: escalation))
      guard escalation.gain != .administrator, let target = escalation.target,
        let following = model.engine.indexByARN[target.description]
      else { break }
      index = following
      session = escalation.reached
    }
    return hops
  }

  /// The next hop of a principal in `session`.
  private func way(on index: Int, in session: SessionRequirement) -> Escalation? {
    let ways = next[index] ?? []
    return ways.first { ($0.session ?? SessionRequirement()) == session }
      ?? ways.first { $0.isIndependent }
  }
}

extension Escalation {
  /// The uncertainty: open to every session is less than open to some, known is less than unknown.
  fileprivate var doubt: Int {
    (obstacle == .none ? 0 : 4) + (dependsOnUnknown ? 2 : 0) + (session == nil ? 0 : 1)
  }

  /// Whether no other principal has to change this one first.
  var isIndependent: Bool { session?.needsOthers != true }

  /// Whether it is certain in every session.
  fileprivate var isOfAnySession: Bool { doubt == 0 }

  /// The larger and the more certain the gain, the smaller; what blocks a path counts most.
  var rank: Int {
    obstacle.rawValue * 1000 + gain.rawValue * 4 + doubt
  }
}
