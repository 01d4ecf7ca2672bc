/// The answer to a request without a resource, with the resources that it applies to.
public struct AnywhereDecision: Sendable {
  /// The decision on the resources with the most favorable outcome.
  public let decision: AccessDecision
  /// The resources that it applies to, as ARNs with wildcards; empty if it applies to all.
  public let places: [String]
}

extension AccessEngine {
  /// Decides a request without a resource: whether the action is allowed on any possible resource.
  ///
  /// The possible resources of an action are the ARNs of its resource types in this account. The
  /// action is explicitly denied if all of them are, and implicitly denied if none of them is
  /// allowed. An action that requires resources of several types must be allowed on all of them.
  /// Returns nil if `decide` already gives the complete answer.
  public func decideAnywhere(
    _ request: AccessRequest, by subject: AccessSubject
  ) -> AnywhereDecision? {
    guard request.resource == "*" else { return nil }
    if let best = decideAssumptionAnywhere(request, by: subject) { return best }
    let whole = decide(request, by: subject)
    guard whole.serviceRule == nil, whole.outcome != .explicitlyDenied else { return nil }
    guard let index = catalogue.index(ofAction: request.action) else {
      return whole.isAllowed ? nil : decideByText(request, by: subject, whole)
    }
    if FixedResources.arn(of: request, in: resources) != nil {
      return decideInRegions(request, by: subject, whole)
    }
    guard let (service, uses) = resources.uses(ofAction: index), !uses.isEmpty else { return nil }
    let search = AnywhereSearch(request: request, subject: subject, engine: self, whole: whole)
    let answer = search.answer(to: uses, of: service.kinds)
    if whole.isAllowed, answer.decision.isAllowed {
      // The caller chooses the resource, but not the other values that conditions of statements on
      // all resources require.
      let isSame =
        (whole.isConditional || !answer.decision.isConditional)
        && (answer.decision.possibleDenials.isEmpty || !whole.possibleDenials.isEmpty)
      if isSame, whole.isConditional || answer.places.isEmpty { return nil }
    }
    return answer
  }

  /// The first of `places` that is allowed without a condition, else the first that is allowed.
  static func best(
    of places: some Sequence<String>, _ decide: (String) -> AccessDecision?
  ) -> AnywhereDecision? {
    var best: AnywhereDecision?
    for place in places {
      guard let decision = decide(place), decision.isAllowed else { continue }
      let answer = AnywhereDecision(decision: decision, places: [place])
      if !decision.isConditional { return answer }
      best = best ?? answer
    }
    return best
  }

  /// The answer for a request on a fixed ARN that is not allowed in all Regions: in those that
  /// statements name.
  private func decideInRegions(
    _ request: AccessRequest, by subject: AccessSubject, _ whole: AccessDecision
  ) -> AnywhereDecision? {
    if whole.isAllowed { return nil }
    let patterns = whole.elsewhere.flatMap { $0.statement.resources?.patterns ?? [] }
    let arns = patterns.prefix(AnywhereSearch.maximumQueries).compactMap {
      FixedResources.arn(of: request.on($0), in: resources)
    }
    return Self.best(of: arns.uniqued) { decide(request.on($0), by: subject) }
  }

  /// The answer for an action that is not in the catalogue, based on the resources in the
  /// statements that allow it on a part of all resources.
  private func decideByText(
    _ request: AccessRequest, by subject: AccessSubject, _ whole: AccessDecision
  ) -> AnywhereDecision? {
    guard whole.limitedBy.isEmpty else { return nil }
    let service = request.action.split(separator: ":").first ?? ""
    let places = whole.elsewhere.flatMap { statement -> [String] in
      switch statement.statement.resources {
      case .only(let patterns): patterns
      // Any resource that is not excluded; no real resource has this name.
      case .allBut, nil: ["arn:\(subject.arn.partition):\(service):::any"]
      }
    }
    let some = places.prefix(AnywhereSearch.maximumQueries)
    let best = Self.best(of: some) { decide(request.on($0), by: subject) }
    if best == nil, places.count > some.count {
      let named =
        "\(places.count - some.count) of \(places.count) resources that the statements name"
      return AnywhereDecision(decision: whole.leftOpen(named), places: [])
    }
    return best
  }
}

extension AccessRequest {
  /// The same request for another resource.
  func on(_ resource: String) -> AccessRequest {
    AccessRequest(action: action, resource: resource, context: context)
  }
}

extension AccessDecision {
  /// The decision if it is unknown for some resources: allowed if one of them is allowed because of
  /// `reason`.
  func leftOpen(_ reason: String) -> AccessDecision {
    AccessDecision(
      outcome: .allowed, isConditional: true, statements: statements,
      possibleDenials: possibleDenials, limitedBy: [], elsewhere: elsewhere,
      openConditions: openConditions, serviceRule: serviceRule, trust: trust,
      missingPolicies: (missingPolicies + [reason]).uniqued)
  }
}
