/// The managed policies that a principal can attach or use as a boundary.
extension EscalationSearch {
  /// A managed policy; without a document if the evidence does not contain it.
  struct NamedPolicy {
    let arn: ARN
    let policy: AppliedPolicy?
  }

  /// The policies of the account, and those of AWS that the principal's policies name.
  var attachable: [NamedPolicy] {
    let known = model.changes.policies.filter {
      isAboutOwnGain || $0.compiled.allows(anyOf: model.changes.useful)
    }.compactMap { policy in policy.source.arn.map { NamedPolicy(arn: $0, policy: policy) } }
    let places = Set(model.changes.policies.compactMap(\.source.arn))
    let managed = "arn:\(subject.arn.partition):iam::aws:policy/"
    let power = ARN(managed + "PowerUserAccess")
    // Only policies of the same partition can be attached:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    let named = namedPolicies.map(ARN.init).filter {
      $0.account == "aws" && $0.partition == power.partition && $0 != power
        && !Self.grantsNoControl($0)
    }
    return known
      + (places.contains(power)
        ? [] : [NamedPolicy(arn: power, policy: powerUserAccess(power))])
      + named.filter { !places.contains($0) }.map { NamedPolicy(arn: $0, policy: nil) }
  }

  /// Policies of AWS that give no control, by their names.
  private static func grantsNoControl(_ policy: ARN) -> Bool {
    ["ReadOnly", "ViewOnly", "BasicExecutionRole"].contains { policy.resourceName.contains($0) }
  }

  /// The policies that conditions of the principal's own policies name without wildcards.
  private var namedPolicies: [String] {
    policyConditions("iam:policyarn").flatMap(\.values).filter { ARNPattern($0).isLiteral }.uniqued
  }

  /// Whether a statement of the principal names the policy.
  func isNamed(_ policy: ARN) -> Bool { namedPolicies.contains(policy.description) }

  private func policyConditions(_ key: String) -> [Condition] {
    subject.policies.flatMap(\.document.statements).filter { $0.effect == .allow }
      .flatMap(\.conditions).filter { $0.key.lowercased() == key && $0.form?.isNegated == false }
  }

  /// See https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html.
  private func powerUserAccess(_ arn: ARN) -> AppliedPolicy {
    let citation = subject.identity.citation
    func allow(_ actions: Statement.Scope) -> Statement {
      Statement(
        index: 0, sid: nil, effect: .allow, principals: nil, actions: actions,
        resources: .only(["*"]), conditions: [], citation: citation)
    }
    let document = PolicyDocument(
      version: "2012-10-17",
      statements: [
        allow(.allBut(["iam:*", "organizations:*", "account:*"])),
        allow(
          .only([
            "account:GetAccountInformation", "account:GetPrimaryEmail", "account:ListRegions",
            "iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole", "iam:ListRoles",
            "organizations:DescribeOrganization",
          ])),
      ], text: "", citation: citation)
    return AppliedPolicy(
      source: PolicySource(
        kind: .attached, name: arn.resourceName, arn: arn, version: nil, group: nil, target: nil,
        citation: citation),
      document: document, compiled: CompiledPolicy(document, in: engine.resources))
  }

  // MARK: Requests

  /// The key of the policy that a request of `action` attaches or puts as a boundary.
  private static func policyKey(_ action: String) -> String? {
    if action.hasPrefix("iam:Attach") { return "iam:PolicyARN" }
    let puts = action.hasPrefix("iam:Put") && action.hasSuffix("PermissionsBoundary")
    return puts ? "iam:PermissionsBoundary" : nil
  }

  /// What a request of `action` on `target` is known to contain, as in `TargetContext.contexts`, also
  /// with policies that the principal creates or writes first.
  func contexts(_ action: String, on target: AccessSubject?) -> [RequestVariant] {
    withCreatedPolicies(action, context.contexts(action, on: target))
  }

  /// The same for a principal that is created with `boundary`, or without one.
  func contexts(_ action: String, onNewWith boundary: String?) -> [RequestVariant] {
    withCreatedPolicies(action, context.contexts(action, onNewWith: boundary))
  }

  /// The same with one policy.
  func contexts(
    _ action: String, on target: AccessSubject?, policy: String
  ) -> [RequestVariant] {
    Self.replacing(context.contexts(action, on: target), action, policy: policy, first: [])
  }

  private func withCreatedPolicies(_ action: String, _ variants: [RequestVariant])
    -> [RequestVariant]
  {
    guard Self.policyKey(action) != nil,
      ["iam:CreatePolicy", "iam:CreatePolicyVersion"].contains(where: access.granted.contains)
    else { return variants }
    let made = cache.createdPolicies ?? findCreatedPolicies()
    cache.createdPolicies = made
    return variants
      + made.flatMap { request in
        Self.replacing(variants, action, policy: request.resource, first: [request])
      }
  }

  /// The variants that differ in more than the policy, with `policy`.
  private static func replacing(
    _ variants: [RequestVariant], _ action: String, policy: String, first requests: [TagRequest]
  ) -> [RequestVariant] {
    guard let key = policyKey(action), let one = variants.first?.context[key] else { return [] }
    return variants.filter { $0.context[key] == one }.map { variant in
      var variant = variant
      variant.context[key] = .values([policy])
      variant.requests += requests
      return variant
    }
  }

  private static let maximumCreatedPolicies = 16

  /// The calls by which the principal creates or edits a policy that it can attach. The policy can
  /// then contain anything. See
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html.
  private func findCreatedPolicies() -> [TagRequest] {
    let conditions = policyConditions("iam:policyarn") + policyConditions("iam:permissionsboundary")
    let context = subject.context
    let wanted = conditions.flatMap(\.values).map {
      ARNPattern($0, variables: true).resolved(in: context)
    }.uniqued
    func request(_ action: String, _ policy: String) -> TagRequest {
      TagRequest(action: action, resource: policy, context: RequestContext(), changes: [])
    }
    var requests: [TagRequest] = []
    if access.granted.contains("iam:CreatePolicy") {
      let names = NewNames(
        .policy, existing: model.existingNames, subject: subject, engine: engine)
      let create = NewNames.Need.allowed("iam:CreatePolicy", [RequestContext()])
      if wanted.count > Self.maximumCreatedPolicies { tries.giveUp() }
      let needs =
        [[create]] + wanted.prefix(Self.maximumCreatedPolicies).map { [create, .fitting($0)] }
      requests += needs.compactMap { names.arn(for: $0, giveUp: tries.giveUp) }
        .map(\.description).uniqued.map { request("iam:CreatePolicy", $0) }
    }
    if access.granted.contains("iam:CreatePolicyVersion") {
      let writable = patterns(allowing: "iam:CreatePolicyVersion")?.map {
        ARNPattern($0, variables: true).resolved(in: context)
      }
      let own = model.changes.policies.lazy.compactMap(\.source.arn).filter { arn in
        arn.account == engine.accountID
          && writable.map { $0.contains { $0.match(arn.description) != .no } } ?? true
          && (wanted.isEmpty || wanted.contains { $0.match(arn.description) != .no })
      }
      let some = Array(own.prefix(Self.maximumCreatedPolicies + 1))
      if some.count > Self.maximumCreatedPolicies { tries.giveUp() }
      requests += some.prefix(Self.maximumCreatedPolicies).map {
        request("iam:CreatePolicyVersion", $0.description)
      }
    }
    return requests
  }
}
