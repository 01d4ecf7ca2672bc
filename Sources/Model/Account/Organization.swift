/// The organization that the account belongs to, and the policies on the account's path.
///
/// See https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html.
public struct Organization: Hashable, Sendable {
  /// The organization id (`o-…`).
  public let id: String
  /// The account that manages it, which service control policies never bind.
  public let managementAccount: String?
  /// `ALL`, or `CONSOLIDATED_BILLING`, which knows no service control policies.
  public let featureSet: String?
  /// Where it stands in the evidence.
  public let citation: Citation

  /// An organization.
  public init(id: String, managementAccount: String?, featureSet: String?, citation: Citation) {
    self.id = id
    self.managementAccount = managementAccount
    self.featureSet = featureSet
    self.citation = citation
  }
}

/// A service control policy.
public struct ControlPolicy: Hashable, Sendable {
  /// The policy id (`p-…`).
  public let id: String
  /// The policy's name.
  public let name: String
  /// The full name.
  public let arn: ARN
  /// What it says; nil where the evidence does not hold it.
  public let document: PolicyDocument?
  /// Where it stands in the evidence.
  public let citation: Citation

  /// A service control policy.
  public init(id: String, name: String, arn: ARN, document: PolicyDocument?, citation: Citation) {
    self.id = id
    self.name = name
    self.arn = arn
    self.document = document
    self.citation = citation
  }
}

/// The service control policies that bind the account.
public struct ControlPolicies: Hashable, Sendable {
  /// The account, an organizational unit or the root, and what is attached there.
  public struct Step: Hashable, Sendable {
    /// The account id, `ou-…` or `r-…`.
    public let target: String
    /// What is attached there; every step must allow, and any may deny.
    public let policies: [ControlPolicy]
    /// Whether nothing is attached although the policy type is enabled, so that nothing is allowed.
    public let isBare: Bool

    /// The policies attached to `target`.
    public init(target: String, policies: [ControlPolicy], isBare: Bool = false) {
      self.target = target
      self.policies = policies
      self.isBare = isBare
    }

    /// `account`, `OU` or `root`.
    public var kind: String {
      target.hasPrefix("r-") ? "root" : target.hasPrefix("ou-") ? "OU" : "account"
    }
  }

  /// From the account up to the root.
  public var path: [Step]
  /// Policies in the evidence that are not known to be attached on the path.
  public var unattached: [ControlPolicy]

  /// The policies on `path`, and those in the evidence that are not on it.
  public init(path: [Step], unattached: [ControlPolicy]) {
    self.path = path
    self.unattached = unattached
  }
}
