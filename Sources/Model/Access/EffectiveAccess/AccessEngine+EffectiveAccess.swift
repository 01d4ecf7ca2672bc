extension AccessEngine {
  /// The effective access of `subject`.
  ///
  /// Uses set operations on bits over its statements; the cost does not depend on the number of
  /// principals.
  public func effectiveAccess(of subject: AccessSubject) -> EffectiveAccess {
    EffectiveAccessBuilder(subject: subject, engine: self).build()
  }

  /// The access that the policy alone gives to a principal that it is attached to.
  public func effectiveAccess(of policy: AppliedPolicy) -> EffectiveAccess {
    effectiveAccess(
      of: AccessSubject(withOnly: policy, isBoundByControlPolicies: !levels.isEmpty))
  }

  /// A managed policy, attached or not, ready for evaluation; nil if its document is not in the
  /// evidence.
  public func policy(_ policy: ManagedPolicy) -> AppliedPolicy? {
    policy.document.map { document in
      AppliedPolicy(
        source: PolicySource(policy, kind: .attached, group: nil), document: document,
        compiled: compiledByARN[policy.arn]
          ?? CompiledPolicy(document, in: resources))
    }
  }
}

/// Computes the effective access of one principal.
struct EffectiveAccessBuilder {
  let subject: AccessSubject
  let engine: AccessEngine
  private let own: [Line]
  private let layers: [Layer]
  private let denials: [Line]
  /// The actions that no statement allows on resources of all types that they need, but several do
  /// together.
  private let completed: ActionSet

  /// A statement of a policy, evaluated for this principal.
  private struct Line {
    let policy: AppliedPolicy
    let place: Int
    let line: CompiledPolicy.Line
    let resources: ResourceScope
    /// Never `no`: statements that do not apply are not included.
    let holds: Truth
    /// The result for the actions that are known to apply, if only some are.
    var regional: RegionalActions?

    /// The actions for which its conditions can be met.
    var possible: ActionSet { regional?.possible ?? line.actions }
    /// The actions for which its conditions are certainly met; nil if there are none.
    var sure: ActionSet? { regional?.sure ?? (holds == .yes ? line.actions : nil) }

    var isBroad: Bool { resources.isBroad }
  }

  /// A permissions boundary, or a level of SCPs.
  private struct Layer {
    let containment: LimitingPolicy
    let allows: [Line]
  }

  init(subject: AccessSubject, engine: AccessEngine) {
    self.subject = subject
    self.engine = engine
    // Few statements have conditions, so the context is only built for those.
    var known: RequestContext?
    func context() -> RequestContext {
      let context = known ?? subject.context
      known = context
      return context
    }
    let own = Self.lines(subject.policies, context, engine)
    var layers: [Layer] = []
    var denials = own.filter { $0.line.effect == .deny && $0.sure != nil }
    func add(_ policies: [AppliedPolicy], _ containment: LimitingPolicy, isWhole: Bool) {
      let lines = Self.lines(policies, context, engine)
      denials += lines.filter { $0.line.effect == .deny && $0.sure != nil }
      if isWhole {
        layers.append(
          Layer(containment: containment, allows: lines.filter { $0.line.effect == .allow }))
      }
    }
    if let boundary = subject.boundary {
      add(
        [boundary],
        LimitingPolicy(
          kind: .boundary, name: boundary.source.name, arn: boundary.source.arn, denies: false),
        isWhole: true)
    }
    for level in subject.isBoundByControlPolicies ? engine.levels : [] {
      add(
        level.policies,
        LimitingPolicy(kind: .controlPolicy, name: level.target, arn: nil, denies: false),
        isWhole: !level.allowsUnseen)
    }
    let allows = own.filter { $0.line.effect == .allow }
    self.own = allows
    completed = Self.completed(allows, engine)
    self.layers = layers
    self.denials = denials
  }

  private static func completed(_ lines: [Line], _ engine: AccessEngine) -> ActionSet {
    let catalogue = engine.catalogue
    let partial = lines.map(\.line.partial).filter { !$0.isEmpty }
    guard !partial.isEmpty else { return ActionSet(in: catalogue) }
    let complete = ActionSet.union(of: partial, in: catalogue).indices.filter { action in
      guard let (service, uses) = engine.resources.uses(ofAction: action) else { return false }
      let entries = lines.filter { $0.line.actions.contains(index: action) }
        .flatMap { $0.resources.isNegated ? [] : $0.resources.patterns.map(ResourceEntry.init) }
      // A `NotResource` covers resources of most types.
      let isNegated = lines.contains {
        $0.line.actions.contains(index: action) && $0.resources.isNegated
      }
      return uses.lists(isStrict: false).allSatisfy { list in
        isNegated
          || list.contains {
            service.kinds[$0].part(of: entries, partition: engine.resources.partition) != .none
          }
      }
    }
    return ActionSet(indices: complete, in: catalogue)
  }

  private static func lines(
    _ policies: [AppliedPolicy], _ request: () -> RequestContext, _ engine: AccessEngine
  ) -> [Line] {
    policies.flatMap { policy in
      policy.compiled.lines.enumerated().compactMap { place, line -> Line? in
        guard !line.conditions.isEmpty || line.resources.hasVariables else {
          return Line(
            policy: policy, place: place, line: line, resources: line.resources, holds: .yes)
        }
        let context = request()
        let holds = policy.compiled.conditions(of: line, in: context)
        guard holds != .no else { return nil }
        let regional =
          holds == .unknown
          ? RegionalActions(line, of: policy.compiled, in: context, engine) : nil
        return Line(
          policy: policy, place: place, line: line,
          resources: line.resources.resolved(in: context), holds: holds, regional: regional)
      }
    }
  }

  func build() -> EffectiveAccess {
    var contained: [(LimitingPolicy, ActionSet)] = []
    let grants = own.map { grant(of: $0, contained: &contained) }
    let catalogue = engine.catalogue
    return EffectiveAccess(
      grants: grants,
      allowed: .union(of: grants.map(\.allowed), in: catalogue),
      onAllResources: .union(of: grants.map(\.onAllResources), in: catalogue),
      unconditional: .union(of: grants.map(\.unconditional), in: catalogue),
      unrestricted: .union(
        of: grants.map { $0.onAllResources.intersection($0.unconditional) }, in: catalogue),
      contained: contained.map { EffectiveAccess.Contained(by: $0.0, actions: $0.1) },
      missingPolicies: subject.missingPolicies + engine.missingPolicies)
  }

  private func grant(
    of line: Line, contained: inout [(LimitingPolicy, ActionSet)]
  ) -> EffectiveAccess.Grant {
    let written = line.line.grantable.union(line.line.partial.intersection(completed))
    var allowed = written
    var onAll = line.line.onAllResources
    if let possible = line.regional?.possible {
      allowed = allowed.intersection(possible)
      onAll = onAll.intersection(possible)
    }
    let none = ActionSet(in: engine.catalogue)
    var unconditional =
      line.holds == .yes ? allowed : line.regional.map { allowed.intersection($0.sure) } ?? none
    if denials.isEmpty, layers.isEmpty {
      return EffectiveAccess.Grant(
        policy: line.policy, index: line.place, written: written, allowed: allowed,
        onAllResources: onAll, writtenOnAll: line.line.onAllResources, grantedOnAll: onAll,
        unconditional: unconditional, contained: none, isBroad: line.isBroad)
    }
    func contain(_ actions: ActionSet, by containment: LimitingPolicy) {
      guard !actions.isEmpty else { return }
      if let index = contained.firstIndex(where: { $0.0 == containment }) {
        contained[index].1 = contained[index].1.union(actions)
      } else {
        contained.append((containment, actions))
      }
    }
    for denial in denials where !denial.policy.source.kind.contains {
      allowed = allowed.subtracting(denied(by: denial, from: line))
      if !onAll.isEmpty {
        onAll = onAll.subtracting(denial.line.curtailed.intersection(denial.sure ?? none))
      }
    }
    let granted = allowed
    // Few statements cover all resources, and operations on empty sets are not free.
    let isWide = !onAll.isEmpty
    let grantedOnAll = isWide ? onAll.intersection(granted) : onAll
    for denial in denials where denial.policy.source.kind.contains {
      let source = denial.policy.source
      let taken = allowed.intersection(denied(by: denial, from: line))
      let containment = LimitingPolicy(
        kind: source.kind, name: source.name, arn: source.arn, denies: true)
      contain(taken, by: containment)
      allowed = allowed.subtracting(taken)
      if isWide {
        onAll = onAll.subtracting(denial.line.curtailed.intersection(denial.sure ?? none))
      }
    }
    unconditional = unconditional.intersection(allowed)
    if isWide { onAll = onAll.intersection(allowed) }
    for layer in layers {
      var (some, whole, sure) = (none, none, none)
      for allow in layer.allows where allow.resources.overlaps(line.resources) {
        some = some.union(allow.possible)
        if isWide {
          whole = whole.union(
            allow.resources.covers(line.resources)
              ? allow.possible : allow.line.onAllResources.intersection(allow.possible))
        }
        if let actions = allow.sure { sure = sure.union(actions) }
      }
      contain(allowed.subtracting(some), by: layer.containment)
      allowed = allowed.intersection(some)
      if isWide { onAll = onAll.intersection(whole) }
      unconditional = unconditional.intersection(sure)
    }
    return EffectiveAccess.Grant(
      policy: line.policy, index: line.place, written: written, allowed: allowed,
      onAllResources: onAll, writtenOnAll: line.line.onAllResources, grantedOnAll: grantedOnAll,
      unconditional: unconditional,
      contained: granted.subtracting(allowed), isBroad: line.isBroad)
  }

  /// The actions of `line` that `denial` denies completely.
  private func denied(by denial: Line, from line: Line) -> ActionSet {
    let covered =
      denial.resources.covers(line.resources) ? denial.line.grantable : denial.line.denied
    return denial.sure.map(covered.intersection) ?? ActionSet(in: engine.catalogue)
  }
}

extension PolicySource.Kind {
  /// Whether a policy of this kind limits others and grants nothing itself.
  fileprivate var contains: Bool { self == .boundary || self == .controlPolicy }
}
