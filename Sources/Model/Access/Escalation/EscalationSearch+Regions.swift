/// The regions in which the steps of a path are tried.
///
/// All steps on resources of a service use the same region, which the caller chooses, so conditions
/// on `aws:RequestedRegion` must be met together. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion.
extension EscalationSearch {
  /// One Region of each group that neither conditions nor ARNs of `actions` distinguish; nil, which
  /// means any Region, if no condition depends on it.
  func regions(for actions: [String], also more: [Condition] = []) -> [String?] {
    let conditions = context.regionConditions + more
    if conditions.isEmpty { return [nil] }
    let inARNs = actions.flatMap { patterns(allowing: $0) ?? [] }.map { ARN($0).region }.uniqued
      .filter { $0 != "*" && !$0.isEmpty }
    let partition = engine.partition
    let written = (inARNs + conditions.flatMap(\.values)).filter { text in
      Partition.isRegionName(text) && Partition.of(region: text) == partition
    }
    let segments = inARNs.map { WildcardPattern($0, variables: true) }
    var request = subject.context
    var seen: Set<[Int]> = []
    let all = (partition.regions + [partition.futureRegion] + written).uniqued
    return all.filter { (region: String) in
      request["aws:RequestedRegion"] = .values([region])
      let group =
        conditions.map { $0.evaluate(in: request).rawValue }
        + segments.map { $0.match(region).rawValue }
      return seen.insert(group).inserted
    }
  }

  /// The best of the paths that `attempt` finds in `regions`; a certain one ends the search.
  func first(in regions: [String?], _ attempt: (String?) -> Escalation?) -> Escalation? {
    var ways: [Escalation] = []
    for region in regions {
      guard let way = attempt(region) else { continue }
      if !way.isContained, !way.isConditional { return way }
      ways.append(way)
    }
    return best(of: ways)
  }
}
