internal import Checklist
internal import Model
internal import Platform

/// The change of a policy that fixes a finding.
extension Suggestions {
  func changes(_ finding: Finding) -> [SuggestedChange] {
    let lines: [Code.Line]
    switch finding.detail {
    case .missingMFA(let hasPassword): lines = hasPassword == false ? Suggestions.requireMFA : []
    case .fullAccess(let access): lines = access.isLimited ? [] : fewerActions(finding)
    case .unusedAccess: return narrowerPolicy(finding)
    case .federation(let issuer): lines = federation(finding, issuer: issuer)
    case .crossAccountTrust(let owner, let isLimited):
      lines = trust(finding, in: owner, isLimited: isLimited)
    case .escalation(let escalation): lines = withoutFirstSteps(of: escalation, finding)
    case .boundaryEvasion:
      lines = [
        .added(
          "\"Condition\": { \"StringEquals\": { \"iam:PermissionsBoundary\":"
            + " \"\(iam):policy/BOUNDARY\" } }")
      ]
    case .wildcardResources: lines = fewerResources(finding)
    case .missingControl(let missing): lines = controlPolicy(missing)
    case .instance, .function, .inlinePolicy, .externalAccess, nil: lines = []
    }
    return lines.isEmpty ? [] : [SuggestedChange(lines: lines)]
  }

  static func quoted(_ text: String) -> String { JSONValue.string(text).compactText }

  static func list(_ values: [String]) -> String {
    values.count == 1 ? quoted(values[0]) : "[\(values.map(quoted).joined(separator: ", "))]"
  }

  // MARK: Permissions

  /// A user with a key and no MFA. AWS describes the policy in
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html.
  private static let requireMFA: [Code.Line] = [
    .added(
      "{ \"Effect\": \"Deny\", \"NotAction\": [\"iam:ListMFADevices\", \"sts:GetSessionToken\"],"
        + " \"Resource\": \"*\", \"Condition\": { \"BoolIfExists\":"
        + " { \"aws:MultiFactorAuthPresent\": \"false\" } } }")
  ]

  /// A statement that allows too many actions, in a policy that the customer can change.
  private func fewerActions(_ finding: Finding) -> [Code.Line] {
    guard let entry = statement(of: finding), !entry.isManagedByAWS,
      entry.statement.effect == .allow, case .only(let actions) = entry.statement.actions
    else { return [] }
    let open = actions.filter { $0.hasSuffix("*") }
    let services = open.map { $0.split(separator: ":").first.map(String.init) ?? "*" }.uniqued
    let used = (narrowerStatements(of: finding.subject) ?? []).filter { $0.effect == .allow }
      .flatMap(\.actions.patterns).filter { action in
        services.contains { $0 == "*" || action.hasPrefix($0 + ":") }
      }
    guard !open.isEmpty else { return [] }
    let kept = actions.filter { !open.contains($0) }
    let isShort = !used.isEmpty && used.count <= 8 && !used.allSatisfy(open.contains)
    let needed =
      isShort
      ? used : services.map { $0 == "*" ? "SERVICE:ACTION_IN_USE" : "\($0):ACTION_IN_USE" }
    var lines: [Code.Line] = [
      .removed("\"Action\": \(Suggestions.list(actions))"),
      .added("\"Action\": \(Suggestions.list(kept + needed))"),
    ]
    if case .only(let resources)? = entry.statement.resources, resources.contains("*") {
      lines += Suggestions.resourcesInUse
    }
    return lines
  }

  private static let resourcesInUse: [Code.Line] = [
    .removed("\"Resource\": \"*\""), .added("\"Resource\": [\"ARN_OF_EACH_RESOURCE_IN_USE\"]"),
  ]

  private func fewerResources(_ finding: Finding) -> [Code.Line] {
    guard case .only(let resources)? = statement(of: finding)?.statement.resources,
      resources.contains("*")
    else { return [] }
    return Suggestions.resourcesInUse
  }

  /// The number of statements of the present policies that a change shows.
  private static let shownStatements = 6

  /// The policy with only the permissions in use, in place of the present policies.
  private func narrowerPolicy(_ finding: Finding) -> [SuggestedChange] {
    guard let narrower = narrowerStatements(of: finding.subject),
      let identity = identity(finding.subject)
    else { return [] }
    let attached = identity.attachedPolicies.flatMap { policy in
      policies[policy.arn]?.document?.statements ?? []
    }
    let present = (identity.inlinePolicies.flatMap { $0.document?.statements ?? [] } + attached)
      .filter { $0.effect == .allow }.map(StatementText.line)
    let more = present.count - Suggestions.shownStatements
    return [
      SuggestedChange(
        title: "Narrower policy of \(finding.subject.kind.noun) \(finding.subject.name)",
        lines: present.prefix(Suggestions.shownStatements).map { .removed($0) }
          + (more > 0 ? [.removed("and \(more.counted("more statement"))")] : [])
          + narrower.filter { $0.effect == .allow }.map { .added(StatementText.line($0)) })
    ]
  }

  // MARK: Escalation

  /// Without the action of the first step, or a denial if the statement names it only by a wildcard.
  private func withoutFirstSteps(
    of escalation: EscalationDetail, _ finding: Finding
  ) -> [Code.Line] {
    // A step that sets a tag or needs a session is not denied as a whole.
    let steps = escalation.paths.compactMap(\.steps.first).compactMap { step in
      step.detail == nil ? step.resource.map { (action: step.action, resource: $0) } : nil
    }
    guard !steps.isEmpty else { return [] }
    let actions = steps.map(\.action).uniqued
    if let statement = statement(of: finding)?.statement, statement.effect == .allow,
      case .only(let present) = statement.actions, actions.allSatisfy(present.contains)
    {
      let kept = present.filter { !actions.contains($0) }
      return [.removed("\"Action\": \(Suggestions.list(present))")]
        + (kept.isEmpty ? [] : [.added("\"Action\": \(Suggestions.list(kept))")])
    }
    let resources = steps.map(\.resource).uniqued
    return [
      .added(
        "{ \"Effect\": \"Deny\", \"Action\": \(Suggestions.list(actions)), \"Resource\":"
          + " \(Suggestions.list(resources)) }")
    ]
  }
}
