/// Searches for resources of a type on which a request is allowed.
struct AnywhereSearch {
  let request: AccessRequest
  let subject: AccessSubject
  let engine: AccessEngine
  /// The decision on `*`.
  let whole: AccessDecision

  /// The maximum number of resources that are tried; if none of them decides, the answer is left
  /// open.
  static let mostAsked = 256

  /// The answer if a request needs a resource of each type: the least favorable one.
  func all(_ kinds: [ResourceKind]) -> AnywhereDecision {
    let answers = kinds.map(answer)
    let worst = answers.max { $0.decision.badness < $1.decision.badness }
    guard let worst else { return AnywhereDecision(decision: whole, places: []) }
    let places = worst.decision.isAllowed ? answers.flatMap(\.places).uniqued : worst.places
    return AnywhereDecision(decision: worst.decision, places: places)
  }

  /// The answer if a request needs a resource of one of the types: the most favorable one.
  ///
  /// An access point needs the permission on the bucket behind it, or a bucket policy that
  /// delegates to it. It counts only if a statement names access points and nothing denies the
  /// buckets.
  func best(_ kinds: [ResourceKind]) -> AnywhereDecision {
    let own = kinds.filter { !$0.isAccessPoint }
    let answers = (own.isEmpty ? kinds : own).map(answer)
    let allowed = answers.filter(\.decision.isAllowed)
    if let best = allowed.min(by: { $0.decision.badness < $1.decision.badness }) {
      return AnywhereDecision(
        decision: best.decision,
        places: allowed.contains(where: \.places.isEmpty) && allowed.count == answers.count
          ? [] : allowed.flatMap { $0.places.isEmpty ? $0.shapes : $0.places }.uniqued)
    }
    if let denied = answers.first(where: { $0.decision.outcome == .explicitlyDenied }) {
      return AnywhereDecision(decision: denied.decision, places: [])
    }
    let others = own.isEmpty ? [] : kinds.filter { $0.isAccessPoint && isNamed($0) }.map(answer)
    if let other = others.first(where: \.decision.isAllowed) {
      return AnywhereDecision(
        decision: other.decision, places: other.places.isEmpty ? other.shapes : other.places)
    }
    return AnywhereDecision(decision: answers.first?.decision ?? whole, places: [])
  }

  private func isNamed(_ accessPoints: ResourceKind) -> Bool {
    named(of: accessPoints).contains { $0.isGranted && $0.text.contains(":accesspoint/") }
  }

  /// The answer for one type.
  private struct Answer {
    let decision: AccessDecision
    /// Empty if the decision is the same for all resources of the type.
    let places: [String]
    /// The forms of the type's ARNs.
    let shapes: [String]
  }

  private func answer(_ kind: ResourceKind) -> Answer {
    let shapes = kind.shapes.map { $0.pattern(partition: engine.resources.partition) }
    let onAll = shapes.map { engine.decide(request.on($0), by: subject) }
    func answer(_ decision: AccessDecision, _ places: [String] = []) -> Answer {
      Answer(decision: decision, places: places, shapes: shapes)
    }
    if let denied = onAll.first, onAll.allSatisfy({ $0.outcome == .explicitlyDenied }) {
      return answer(denied)
    }
    let candidates = named(of: kind)
    let isSpared = candidates.contains(where: \.isLeftByDeny)
    if !isSpared, let allowed = onAll.first, onAll.allSatisfy(\.isAllowed) {
      return whole.isAllowed ? answer(allowed) : answer(allowed, shapes)
    }
    let named = candidates.filter { !isSpared || !$0.isWhole }.map(\.text)
    let asked = isSpared ? named : shapes + named
    let all = asked.uniqued
    let decided = all.prefix(Self.mostAsked).map {
      ($0, engine.decide(request.on($0), by: subject))
    }
    let allowed = decided.filter { $0.1.isAllowed }
    if let best = allowed.min(by: { $0.1.badness < $1.1.badness }) {
      return answer(best.1, allowed.map(\.0))
    }
    if all.count > Self.mostAsked { return answer(whole.leftOpen(asked: all.count)) }
    // A resource that an Allow names and a Deny covers is denied explicitly, not just not allowed.
    let granted = Set(candidates.filter(\.isGranted).map(\.text))
    let denied = decided.first { $0.1.outcome == .explicitlyDenied && granted.contains($0.0) }
    if let denied { return answer(denied.1) }
    return answer(onAll.first { $0.outcome == .implicitlyDenied } ?? whole)
  }

  /// An entry of a statement that can match a resource of a type.
  private struct Candidate {
    let text: String
    /// Whether an Allow in the principal's own policies names it.
    var isGranted = false
    /// Whether it covers the whole type.
    var isWhole = false
    /// Whether it is excluded from a Deny of everything else.
    var isLeftByDeny = false
  }

  /// The entries for `kind` in the statements about the action, from all policies that affect it.
  private func named(of kind: ResourceKind) -> [Candidate] {
    subject.policies.flatMap { named(of: kind, in: $0, isOwn: true) }
      + engine.limits(on: subject).flatMap { named(of: kind, in: $0, isOwn: false) }
  }

  private func named(of kind: ResourceKind, in policy: AppliedPolicy, isOwn: Bool) -> [Candidate] {
    let partition = engine.resources.partition
    var result: [Candidate] = []
    for line in policy.compiled.lines where line.actions.contains(request.action) {
      let scope = line.resources.resolved(in: subject.context)
      let entries = scope.patterns.map { ($0, ResourceEntry($0)) }
      let part = kind.part(of: entries.map(\.1), partition: partition)
      if scope.isNegated, line.effect == .allow {
        result += kind.shapes.map {
          Candidate(text: $0.example(partition: partition), isGranted: isOwn)
        }
        continue
      }
      if line.effect == .deny {
        guard scope.isNegated, part == .some, line.conditions.isEmpty else { continue }
      }
      for (pattern, entry) in entries where !pattern.matchesEverything {
        let named = kind.part(of: [entry], partition: partition)
        if named == .none { continue }
        result.append(
          Candidate(
            text: pattern.writtenOut ?? pattern.text, isGranted: isOwn && line.effect == .allow,
            isWhole: named == .whole,
            isLeftByDeny: line.effect == .deny))
      }
    }
    return result
  }
}

extension ARNShape {
  /// An ARN with a name that nobody uses, in any region.
  fileprivate func example(partition: String) -> String {
    let name = resourceText.split(separator: "*", omittingEmptySubsequences: false)
      .joined(separator: "any")
    return "arn:\(partition):\(service):\(region):\(account):\(name)"
  }
}

extension AccessDecision {
  /// The decision if statements name more resources than are tried, and none of those tried is
  /// allowed.
  func leftOpen(asked count: Int) -> AccessDecision {
    AccessDecision(
      outcome: .allowed, isConditional: true, statements: statements,
      possibleDenials: possibleDenials, containedBy: [], elsewhere: elsewhere,
      openConditions: openConditions, serviceRule: serviceRule, trust: trust,
      unjudged: unjudged + [
        "\(count - AnywhereSearch.mostAsked) of \(count) resources in the statements"
      ])
  }

  /// The order: allowed, conditional, implicitly denied, explicitly denied.
  fileprivate var badness: Int {
    switch outcome {
    case .allowed: isConditional ? 1 : 0
    case .implicitlyDenied: 2
    case .explicitlyDenied: 3
    }
  }
}
