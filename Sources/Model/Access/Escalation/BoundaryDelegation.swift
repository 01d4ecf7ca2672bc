/// How a principal that can create or change users and roles can evade a permissions boundary.
///
/// AWS delegates the creation of principals through a condition on `iam:PermissionsBoundary`, which
/// every action that could evade the boundary needs, and by protecting the policy of the boundary.
/// See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate.
public struct BoundaryDelegation: Sendable {
  /// How an action evades the boundary.
  public enum Way: String, CaseIterable, Hashable, Sendable {
    /// Creates a user or role without a boundary.
    case creates
    /// Adds any policies to a user or role without a boundary.
    case changes
    /// Removes a boundary.
    case removes
    /// Replaces a boundary with another policy.
    case replaces
    /// Edits the policy that is the required boundary, or its own boundary.
    case edits
  }

  /// An action that evades the boundary.
  public struct Gap: Hashable, Sendable {
    /// How it evades the boundary.
    public let way: Way
    /// The action, `service:Action`.
    public let action: String
    /// A resource on which it is allowed.
    public let resource: String
    /// The statements that allow it.
    public let statements: [PolicyStatement]
    /// Whether it depends on an unknown condition.
    public let isConditional: Bool
    /// The limits that block it; empty if there are none.
    public let limitedBy: [LimitingPolicy]
  }

  /// The gaps, one per action, open ones first.
  public let gaps: [Gap]

  /// The actions that create and change users and roles, or set and remove boundaries. All of them
  /// support the condition key `iam:PermissionsBoundary`; see
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html.
  static let actions: [(Way, String)] = [
    (.creates, "iam:CreateRole"), (.creates, "iam:CreateUser"),
    (.changes, "iam:AttachRolePolicy"), (.changes, "iam:PutRolePolicy"),
    (.changes, "iam:AttachUserPolicy"), (.changes, "iam:PutUserPolicy"),
    (.removes, "iam:DeleteRolePermissionsBoundary"),
    (.removes, "iam:DeleteUserPermissionsBoundary"),
    (.replaces, "iam:PutRolePermissionsBoundary"), (.replaces, "iam:PutUserPermissionsBoundary"),
  ]
}

extension BoundaryDelegation {
  /// The actions of which a principal needs at least one.
  package static let managing = ActionSet(of: .only(actions.map(\.1)))
}

extension EffectiveAccess {
  /// Whether it can create or change users or roles, blocked or not.
  public var managesPrincipals: Bool {
    BoundaryDelegation.actions.contains { granted.contains($0.1) }
  }
}

extension AccessEngine {
  /// How `subject` can evade permissions boundaries when it creates or changes principals.
  public func boundaryDelegation(of subject: AccessSubject) -> BoundaryDelegation {
    BoundaryDelegationSearch(engine: self, subject: subject).search()
  }
}

/// Tries each action on the resources in the policies.
private struct BoundaryDelegationSearch {
  let engine: AccessEngine
  let subject: AccessSubject
  private let key = "iam:PermissionsBoundary"

  init(engine: AccessEngine, subject: AccessSubject) {
    self.engine = engine
    self.subject = subject
  }

  func search() -> BoundaryDelegation {
    var gaps = BoundaryDelegation.actions.compactMap { way, action in
      gap(way, action, resources: resources(for: action), boundary: boundary(for: way))
    }
    gaps += edits
    let open = gaps.filter(\.limitedBy.isEmpty)
    return BoundaryDelegation(gaps: open + gaps.filter { !$0.limitedBy.isEmpty })
  }

  /// The boundary in the request: none when creating or changing, another one when replacing.
  private func boundary(for way: BoundaryDelegation.Way) -> RequestContext.Knowledge? {
    switch way {
    case .creates, .changes: .absent
    case .replaces: .values(["arn:\(partition):iam::aws:policy/AdministratorAccess"])
    case .removes, .edits: nil
    }
  }

  private var edits: [BoundaryDelegation.Gap] {
    let action = "iam:CreatePolicyVersion"
    guard subject.allows(anyOf: ActionSet(of: .only([action]), in: engine.catalogue)) else {
      return []
    }
    let policies = (forced + (subject.identity.boundary.map { [$0.arn.description] } ?? []))
      .filter { ARN($0).account == engine.accountID }.uniqued.prefix(Self.maximumResources)
    return gap(.edits, action, resources: Array(policies), boundary: nil).map { [$0] } ?? []
  }

  /// The boundaries that its own policies require.
  private var forced: [String] {
    subject.policies.flatMap(\.document.statements).flatMap(\.conditions)
      .filter { $0.key.lowercased() == key.lowercased() }.flatMap(\.values)
      .filter { ARNPattern($0).isLiteral && ARN($0).isComplete }.uniqued
  }

  /// The first resource on which the action is certainly allowed, or else possibly, or else
  /// blocked.
  private func gap(
    _ way: BoundaryDelegation.Way, _ action: String, resources: [String],
    boundary: RequestContext.Knowledge?
  ) -> BoundaryDelegation.Gap? {
    var best: (rank: Int, gap: BoundaryDelegation.Gap)?
    for resource in resources {
      var context = RequestContext()
      if let boundary { context[key] = boundary }
      let decision = engine.decide(
        AccessRequest(action: action, resource: resource, context: context), by: subject)
      let isOwnDenial = decision.statements.contains {
        $0.statement.effect == .deny && ($0.source.kind == .inline || $0.source.kind == .attached)
      }
      let rank =
        decision.isAllowed
        ? (decision.isConditional ? 2 : 3)
        : decision.limitedBy.isEmpty || isOwnDenial ? 0 : 1
      guard rank > best?.rank ?? 0 else { continue }
      let allows = decision.statements.filter { $0.statement.effect == .allow }
      best = (
        rank,
        BoundaryDelegation.Gap(
          way: way, action: action, resource: resource, statements: allows,
          isConditional: decision.isConditional,
          limitedBy: decision.isAllowed ? [] : decision.limitedBy)
      )
      if rank == 3 { break }
    }
    return best?.gap
  }

  /// More examples of the resources in policies give no new results.
  private static let maximumResources = 64

  /// The principal itself, a new principal, and one example for each pattern in policies that
  /// contain the action, since boundary and SCPs can limit a part of them.
  private func resources(for action: String) -> [String] {
    let kind = action.contains("User") ? "user" : "role"
    let beginning = "arn:\(partition):iam::\(engine.accountID ?? ""):\(kind)/"
    var result = [beginning + "example"]
    if subject.arn.resource.hasPrefix(kind + "/") { result.append(subject.arn.description) }
    for policy in subject.policies + engine.limits(on: subject) {
      for (place, line) in policy.compiled.lines.enumerated()
      where line.effect == .allow && line.actions.contains(action) {
        for pattern in policy.document.statements[place].resources?.patterns ?? [] {
          guard result.count < Self.maximumResources else { return result.uniqued }
          if let example = example(of: pattern, beginning: beginning) { result.append(example) }
        }
      }
    }
    return result.uniqued
  }

  /// A principal that matches the pattern, with text in place of wildcards.
  private func example(of pattern: String, beginning: String) -> String? {
    let parts = pattern.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, !pattern.contains("${") else { return nil }
    let resource = parts[5].map { $0 == "*" ? "example" : $0 == "?" ? "x" : String($0) }.joined()
    let kind = beginning.split(separator: ":").last.map(String.init) ?? ""
    let named = parts[5] == "*" ? kind + "example" : resource
    guard named.hasPrefix(kind) else { return nil }
    return beginning + named.dropFirst(kind.count)
  }

  private var partition: String { subject.arn.partition }
}
