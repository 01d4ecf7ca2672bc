import Platform

@testable import Model

extension Escalation {
  /// A path to administrator access with the steps, each allowed by `statement` of the policy deploy.
  static func example(
    _ id: String, _ steps: [(action: String, resource: String)], by statement: Statement,
    target: ARN? = nil
  ) -> Escalation {
    let source = PolicySource(
      kind: .attached, name: "deploy", arn: nil, version: nil, group: nil, target: nil,
      citation: statement.citation)
    let allowed = PolicyStatement(source: source, statement: statement, applies: .yes)
    return Escalation(
      path: EscalationPath(
        id: id, category: .selfEscalation, permissions: steps.map(\.action), services: []),
      steps: steps.map {
        Step(action: $0.action, resource: $0.resource, statements: [allowed], trust: nil)
      }, target: target, resource: nil, gain: .administrator, session: nil,
      reached: SessionRequirement(name: nil, tags: []), dependsOnUnknown: false,
      openConditions: [], possibleDenials: [], limitedBy: [])
  }
}
