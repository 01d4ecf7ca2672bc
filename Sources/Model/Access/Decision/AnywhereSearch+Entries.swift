extension AnywhereSearch {
  /// An entry of a statement that matches some resource of a type.
  struct Candidate {
    let text: String
    /// Whether an Allow of the principal's own policies names it.
    var isGranted = false
    /// Whether it covers all resources of the type.
    var isWhole = false
    /// Whether a Deny excludes it and denies everything else.
    var isLeftByDeny = false
    /// Whether it represents the resources that a `NotResource` does not name.
    var isExample = false
  }

  /// The entries of type `kind` in the statements on the action, in all policies that apply.
  func named(of kind: ResourceKind) -> [Candidate] {
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
          Candidate(
            text: $0.pattern(partition: partition), isGranted: isOwn, isExample: true)
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
