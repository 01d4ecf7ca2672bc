package import Model

/// The values that a finding is about, for screens, documents and charts.
///
/// The facts of a finding are texts: they are compared, exported and saved. The rule that makes them
/// adds the values here, so that no text is taken apart again. The detail is not saved, and is no part
/// of a comparison. A finding whose facts say everything has none.
package enum FindingDetail: Sendable {
  /// A user without MFA; whether it has a password, as far as this is known.
  case missingMFA(hasPassword: Bool?)
  /// Administrator access, or full access to services.
  case fullAccess(FullAccess)
  /// Permissions that were not used.
  case unusedAccess(UnusedAccess)
  /// An instance whose instance profile has no role; nil if it has no instance profile.
  case instance(profile: ARN?)
  /// A function, with the names of the variables that look like keys.
  case function(suspectVariables: [String])
  /// A role that trusts tokens of an issuer.
  case federation(issuer: String)
  /// A role that trusts an account, or services that act for it; nil for other principals.
  case crossAccountTrust(account: String?, isLimited: Bool)
  /// Escalation paths.
  case escalation(EscalationDetail)
  /// A principal that can evade permissions boundaries.
  case boundaryEvasion
  /// An inline policy.
  case inlinePolicy(name: String, InlineReach)
  /// A statement that covers all resources, in this policy.
  case wildcardResources(policy: String)
  /// A resource that principals outside the account can use.
  case externalAccess(resourceType: String?)
  /// What service control policies should deny.
  case missingControl(MissingControl)
}

/// What service control policies should deny, and do not.
package enum MissingControl: Sendable {
  /// The actions of the root user.
  case rootUser
  /// Requests to other than approved regions.
  case regions
  /// These actions, to all principals, or to all but a named role.
  case actions([String], exceptNamedRole: Bool)
}

/// Statements that grant administrator access, or full access to services.
package struct FullAccess: Sendable {
  /// The policies with the statements, each once.
  package let policies: [String]
  /// Whether a permissions boundary or a service control policy limits the access.
  package let isLimited: Bool
  /// The members of the group that has the access; nil for users and roles.
  package let members: [String]?

  package init(policies: [String], isLimited: Bool, members: [String]? = nil) {
    self.policies = policies
    self.isLimited = isLimited
    self.members = members
  }
}

/// The escalation paths of a principal.
package struct EscalationDetail: Sendable {
  /// The paths, the largest gain first.
  package let paths: [Escalation]
  /// The way to administrator access through other principals; empty if there is none.
  package let chain: [EscalationReport.Hop]
  /// Whether a permissions boundary or a service control policy blocks the paths.
  package let isBlocked: Bool

  /// The names of the facts with the paths and the chain.
  package static let stepsFact = "steps"
  package static let chainFact = "chain"

  package init(paths: [Escalation], chain: [EscalationReport.Hop], isBlocked: Bool) {
    self.paths = paths
    self.chain = chain
    self.isBlocked = isBlocked
  }
}

extension FindingDetail {
  /// The names of the policies that the finding is about; those that it suggests are not among them.
  package var policyNames: [String] {
    switch self {
    case .fullAccess(let access): access.policies
    case .inlinePolicy(let name, _): [name]
    case .wildcardResources(let policy): [policy]
    case .missingMFA, .unusedAccess, .instance, .function, .federation, .crossAccountTrust,
      .escalation, .boundaryEvasion, .externalAccess, .missingControl:
      []
    }
  }

  /// The policy that should replace the policies of the principal; nil if there is none.
  package var narrowerPolicy: SuggestedPolicy? {
    if case .unusedAccess(let access) = self { access.narrower } else { nil }
  }
}
