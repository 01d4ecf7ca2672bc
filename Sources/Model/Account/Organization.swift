/// The organization of the account, and the policies on the path of the account.
///
/// See https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html.
public struct Organization: Hashable, Sendable {
  /// The organization id (`o-…`).
  public let id: String
  /// The management account, to which service control policies never apply.
  public let managementAccount: String?
  /// `ALL`, or `CONSOLIDATED_BILLING`, which has no service control policies.
  public let featureSet: String?
  /// The position in the evidence.
  public let citation: Citation

  /// Creates an organization.
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
  /// The ARN.
  public let arn: ARN
  /// The document; nil if it is not in the evidence.
  public let document: PolicyDocument?
  /// The position in the evidence.
  public let citation: Citation

  /// Creates a service control policy.
  public init(id: String, name: String, arn: ARN, document: PolicyDocument?, citation: Citation) {
    self.id = id
    self.name = name
    self.arn = arn
    self.document = document
    self.citation = citation
  }
}

/// The service control policies that apply to the account.
public struct ControlPolicies: Hashable, Sendable {
  /// The account, an organizational unit or the root, and the policies attached to it.
  public struct Step: Hashable, Sendable {
    /// The account id, `ou-…` or `r-…`.
    public let target: String
    /// The attached policies; every level must allow, and any can deny.
    public let policies: [ControlPolicy]
    /// Whether no policy is attached although the policy type is enabled, so that nothing is
    /// allowed.
    public let isBare: Bool

    /// Creates a step with the policies attached to `target`.
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
  /// Policies in the evidence that are not attached on the path, as far as is known.
  public var unattached: [ControlPolicy]
  /// The root that does not have the policy type enabled, so that no policy is in effect; nil if it
  /// is enabled, or if the evidence does not show it.
  public var notEnabled: NotEnabled?

  /// The policies on `path`, and other policies in the evidence.
  public init(path: [Step], unattached: [ControlPolicy], notEnabled: NotEnabled? = nil) {
    self.path = path
    self.unattached = unattached
    self.notEnabled = notEnabled
  }

  /// A root on which the policy type is not enabled. See
  /// https://docs.aws.amazon.com/organizations/latest/userguide/disable-policy-type.html.
  public struct NotEnabled: Hashable, Sendable {
    /// The root (`r-…`).
    public let root: String
    /// `PENDING_ENABLE` or `PENDING_DISABLE`; nil if the root does not list the policy type.
    public let status: String?
    /// The position in the evidence.
    public let citation: Citation

    /// The root `root`, with the status of the policy type.
    public init(root: String, status: String?, citation: Citation) {
      self.root = root
      self.status = status
      self.citation = citation
    }

    /// That service control policies are not enabled, in a sentence.
    public var text: String {
      "service control policies are not enabled on the root \(root)"
        + (status.map { " (status \($0))" } ?? "")
    }
  }
}
