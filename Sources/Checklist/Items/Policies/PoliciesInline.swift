import Model
import Platform

extension Item {
  /// Requires that permissions are granted by managed policies.
  package static let policiesInline = Item(
    "policies.inline", section: .policies, origin: .checklist,
    title: "Inline policies reviewed",
    requirement: "Permissions are granted by managed policies, not inline policies.",
    reporting: Reporting(
      effort: .change, priority: 210, groupPredicate: "with an inline policy that needs a review",
      consequence: "Inline policies are easily overlooked when access is reviewed."),
    guidance: Guidance(
      why: """
        An inline policy has no versions, cannot be reused and does not appear in the list of \
        policies, so its permissions are easily overlooked. The same permission ends up in many \
        slightly different copies.
        """,
      look: """
        The permissions of each policy, broadest first. Review inline policies that a tool creates \
        (CloudFormation, Terraform, IAM Identity Center) in the tool's source.
        """,
      justification: """
        The permission must disappear together with its only principal, or a tool whose source is \
        reviewed writes the policy.
        """)
  ) { examination in
    var judgement = Judgement()
    let identities = judgement.identities(
      examination.account, needing: .users, .groups, .roles)
    for user in identities.users { judgement.add(.user, user.identity) }
    for group in identities.groups { judgement.add(.group, group.identity) }
    for role in identities.roles {
      if role.isServiceLinked {
        if !role.inlinePolicies.isEmpty {
          judgement.notes.append(
            "\(role.name) is service-linked: AWS manages its inline policy")
        }
      } else {
        judgement.add(
          .role, role.identity, maker: role.isFromIdentityCenter ? "IAM Identity Center" : nil)
      }
    }
    return judgement
  }
}

extension Judgement {
  fileprivate mutating func add(_ kind: Subject.Kind, _ owner: Identity, maker: String? = nil) {
    for policy in owner.inlinePolicies {
      findings.append(inlineFinding(policy, kind, owner, maker: maker))
    }
  }
}

extension InlineReach {
  /// What the document grants.
  fileprivate init(_ document: PolicyDocument?) {
    guard let document else {
      self = .unknown
      return
    }
    let allows = document.statements.filter { $0.effect == .allow }
    let patterns = allows.flatMap { statement -> [String] in
      if case .only(let patterns) = statement.actions { patterns } else { ["*"] }
    }
    if patterns.contains(where: { $0.hasPrefix("*") && ActionPattern($0).matchesEverything }) {
      self = .everything
    } else if patterns.contains(where: { $0.hasSuffix(":*") }) {
      self = .wholeServices
    } else {
      self = patterns.isEmpty ? .nothing : .listedActions
    }
  }

  fileprivate var severity: Severity {
    switch self {
    case .everything: .high
    case .wholeServices, .unknown: .medium
    case .listedActions, .nothing: .low
    }
  }

  fileprivate var text: String {
    switch self {
    case .everything: "which allows all or nearly all actions"
    case .wholeServices: "which allows all actions of at least one service"
    case .listedActions: "which allows specific actions only"
    case .nothing: "which allows nothing"
    case .unknown: "whose document is not in the evidence"
    }
  }
}

private func inlineFinding(
  _ policy: InlinePolicy, _ kind: Subject.Kind, _ owner: Identity, maker: String?
) -> Deviation {
  let reach = InlineReach(policy.document)
  var facts = [
    Fact("policyName", policy.name),
    Fact("statements", policy.document.map { String($0.statements.count) } ?? "unknown"),
    Fact("reach", reach.rawValue),
  ]
  if !owner.uniqueID.isEmpty { facts.append(Fact("uniqueId", owner.uniqueID)) }
  if let document = policy.document {
    facts.append(Fact("documentSha256", document.digest.description))
  }
  let delete = awsCommand(
    "iam delete-\(kind.rawValue)-policy",
    ["\(kind.rawValue)-name": owner.name, "policy-name": policy.name])
  return Deviation(
    kind.rawValue, owner.name, policy.name, subject: .identity(kind, owner),
    severity: reach.severity,
    summary: owner.name + (maker.map { " (created by \($0))" } ?? "")
      + " has inline policy \(policy.name), \(reach.text)",
    facts: facts, evidence: [policy.citation],
    advice: maker == nil
      ? Advice(
        """
        Move the permissions that are needed into a managed policy, attach it, then delete the \
        inline policy.
        """,
        command: delete)
      : Advice("Change its permission set in IAM Identity Center; IAM cannot change this role."),
    detail: .inlinePolicy(name: policy.name, reach))
}

extension PolicyDocument {
  /// A digest of the policy content, independent of its escaping, which differs between versions of
  /// the `aws` command line.
  fileprivate var digest: SHA256Digest {
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\\") }
    guard !isPlain, let document = try? JSONDocument(Array(text.utf8)) else {
      return SHA256Digest(of: text)
    }
    return SHA256Digest(of: JSONValue(document.root).compactText)
  }
}
