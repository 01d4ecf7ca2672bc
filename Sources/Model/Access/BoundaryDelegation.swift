/// How a principal that makes or changes users and roles may evade a permissions boundary.
///
/// AWS delegates the making of principals by a condition on `iam:PermissionsBoundary`, which each
/// action that could evade the boundary must bear, and by keeping the boundary's own text. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate.
public struct BoundaryDelegation: Sendable {
  /// What an action does to evade the boundary.
  public enum Way: String, CaseIterable, Hashable, Sendable {
    /// Makes a user or role without a boundary.
    case creates
    /// Gives a user or role without a boundary what policies it likes.
    case changes
    /// Takes a boundary away.
    case removes
    /// Puts another boundary in its place.
    case replaces
    /// Changes the text of the boundary that it must give, or bears itself.
    case edits
  }

  /// An action by which the boundary is evaded.
  public struct Gap: Hashable, Sendable {
    /// What it does.
    public let way: Way
    /// The action, `service:Action`.
    public let action: String
    /// A resource on which it may be used.
    public let resource: String
    /// The statements that allow it.
    public let statements: [PolicyStatement]
    /// Whether that hangs on a condition that is not known.
    public let isConditional: Bool
    /// What contains it; empty where nothing does.
    public let containedBy: [Containment]
  }

  /// What it may do, one gap an action, open ones first.
  public let gaps: [Gap]

  /// The actions by which users and roles are made and changed and boundaries are put and removed.
  /// All of them take the condition key `iam:PermissionsBoundary`; see
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
  /// The actions of which a principal needs one to evade anything.
  package static let managing = ActionSet(of: .only(actions.map(\.1)))
}

extension EffectiveAccess {
  /// Whether it makes or changes users or roles, contained or not.
  public var managesPrincipals: Bool {
    BoundaryDelegation.actions.contains { granted.contains($0.1) }
  }
}

extension AccessEngine {
  /// How `subject` may evade permissions boundaries when it makes or changes principals.
  public func boundaryDelegation(of subject: AccessSubject) -> BoundaryDelegation {
    BoundaryDelegationSearch(engine: self, subject: subject).search()
  }
}

/// Tries each action on the resources that the policies speak of.
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
    let open = gaps.filter(\.containedBy.isEmpty)
    return BoundaryDelegation(gaps: open + gaps.filter { !$0.containedBy.isEmpty })
  }

  /// What the request says of the boundary: none in what is made or changed, another in its place.
  private func boundary(for way: BoundaryDelegation.Way) -> RequestContext.Knowledge? {
    switch way {
    case .creates, .changes: .absent
    case .replaces: .values(["arn:\(partition):iam::aws:policy/AdministratorAccess"])
    case .removes, .edits: nil
    }
  }

  private var edits: [BoundaryDelegation.Gap] {
    let policies = (forced + (subject.identity.boundary.map { [$0.arn.description] } ?? []))
      .filter { ARN($0).account == engine.accountID }.uniqued
    return policies.isEmpty
      ? []
      : [gap(.edits, "iam:CreatePolicyVersion", resources: policies, boundary: nil)].compactMap {
        $0
      }
  }

  /// The boundaries that its own policies demand.
  private var forced: [String] {
    subject.policies.flatMap(\.document.statements).flatMap(\.conditions)
      .filter { $0.key.lowercased() == key.lowercased() }.flatMap(\.values)
      .filter { ARNPattern($0).isLiteral && ARN($0).isComplete }.uniqued
  }

  /// The first resource on which the action is surely allowed, else perhaps, else contained.
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
        : decision.containedBy.isEmpty || isOwnDenial ? 0 : 1
      guard rank > best?.rank ?? 0 else { continue }
      let allows = decision.statements.filter { $0.statement.effect == .allow }
      best = (
        rank,
        BoundaryDelegation.Gap(
          way: way, action: action, resource: resource, statements: allows,
          isConditional: decision.isConditional,
          containedBy: decision.isAllowed ? [] : decision.containedBy)
      )
      if rank == 3 { break }
    }
    return best?.gap
  }

  /// Beyond this many, more examples of what the policies name tell nothing new.
  private static let mostResources = 64

  /// Itself, a new principal, and one example of each pattern in the policies that speak of the
  /// action, of which the boundary and the SCPs may leave a part.
  private func resources(for action: String) -> [String] {
    let kind = action.contains("User") ? "user" : "role"
    let beginning = "arn:\(partition):iam::\(engine.accountID ?? ""):\(kind)/"
    var result = [beginning + "example"]
    if subject.arn.resource.hasPrefix(kind + "/") { result.append(subject.arn.description) }
    let controls = subject.isBoundByControlPolicies ? engine.levels.flatMap(\.policies) : []
    let all = subject.policies + (subject.boundary.map { [$0] } ?? []) + controls
    for policy in all {
      for (place, line) in policy.compiled.lines.enumerated()
      where line.effect == .allow && line.actions.contains(action) {
        for pattern in policy.document.statements[place].resources?.patterns ?? [] {
          guard result.count < Self.mostResources else { return result.uniqued }
          if let example = example(of: pattern, beginning: beginning) { result.append(example) }
        }
      }
    }
    return result.uniqued
  }

  /// A principal that the pattern fits: wildcards with something in their place.
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
