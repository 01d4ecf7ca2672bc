extension AccessEngine {
  /// Who names no resource asks whether the action is allowed at all: the best answer on what those
  /// statements name that do not allow it on everything; nil where `decide` says all there is.
  public func decideAnywhere(
    _ request: AccessRequest, by subject: AccessSubject
  ) -> AccessDecision? {
    let whole = decide(request, by: subject)
    guard request.resource == "*", whole.outcome == .implicitlyDenied, whole.containedBy.isEmpty
    else { return nil }
    let service = request.action.split(separator: ":").first ?? ""
    var best: AccessDecision?
    for statement in whole.elsewhere {
      let resources: [String] =
        switch statement.statement.resources {
        case .only(let patterns): patterns
        // Any resource that is not left out; one of this name is none that there is.
        case .allBut, nil: ["arn:\(subject.arn.partition):\(service):::any"]
        }
      // More examples of what one statement names tell nothing new.
      for resource in resources.prefix(64) {
        let asked = AccessRequest(
          action: request.action, resource: resource, context: request.context)
        let decision = decide(asked, by: subject)
        if decision.isAllowed, !decision.isConditional { return decision }
        if decision.isAllowed { best = best ?? decision }
      }
    }
    return best
  }
}
