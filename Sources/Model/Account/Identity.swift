/// A name and a value that someone gave a resource.
public struct Tag: Hashable, Sendable {
  /// The tag's key.
  public let key: String
  /// The tag's value.
  public let value: String

  /// The tag `key` with `value`.
  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}

/// A policy written into a user, group or role.
public struct InlinePolicy: Hashable, Sendable {
  /// The policy's name, unique in its owner.
  public let name: String
  /// What it says; nil where the evidence does not hold it.
  public let document: PolicyDocument?
  /// Where it stands in the evidence.
  public let citation: Citation

  /// The inline policy `name`.
  public init(name: String, document: PolicyDocument?, citation: Citation) {
    self.name = name
    self.document = document
    self.citation = citation
  }
}

/// The attachment of a managed policy to a user, group or role, or its use as a boundary.
public struct AttachedPolicy: Hashable, Sendable {
  /// The policy's name.
  public let name: String
  /// The policy.
  public let arn: ARN
  /// Where the attachment stands in the evidence.
  public let citation: Citation

  /// The attachment of `arn`.
  public init(name: String, arn: ARN, citation: Citation) {
    self.name = name
    self.arn = arn
    self.citation = citation
  }
}

/// What users, groups and roles have in common.
public struct Identity: Hashable, Sendable {
  /// The friendly name, unique without regard to case among its kind.
  public let name: String
  /// The path, `/` unless another was given.
  public let path: String
  /// The full name.
  public let arn: ARN
  /// The unique id (`AIDA…`, `AGPA…`, `AROA…`), which no later namesake gets; empty if unknown.
  public let uniqueID: String
  /// When it was made.
  public let created: Instant?
  /// The policies written into it.
  public let inlinePolicies: [InlinePolicy]
  /// The managed policies attached to it.
  public let attachedPolicies: [AttachedPolicy]
  /// The permissions boundary, which groups never have.
  public let boundary: AttachedPolicy?
  /// The tags, which groups never have.
  public let tags: [Tag]
  /// Where it stands in the evidence.
  public let citation: Citation

  /// An identity with all its parts.
  public init(
    name: String, path: String, arn: ARN, uniqueID: String, created: Instant?,
    inlinePolicies: [InlinePolicy], attachedPolicies: [AttachedPolicy], boundary: AttachedPolicy?,
    tags: [Tag], citation: Citation
  ) {
    self.name = name
    self.path = path
    self.arn = arn
    self.uniqueID = uniqueID
    self.created = created
    self.inlinePolicies = inlinePolicies
    self.attachedPolicies = attachedPolicies
    self.boundary = boundary
    self.tags = tags
    self.citation = citation
  }

  /// The same identity with other tags.
  func with(tags: [Tag]) -> Identity {
    Identity(
      name: name, path: path, arn: arn, uniqueID: uniqueID, created: created,
      inlinePolicies: inlinePolicies, attachedPolicies: attachedPolicies, boundary: boundary,
      tags: tags, citation: citation)
  }
}

/// An IAM user.
@dynamicMemberLookup
public struct User: Hashable, Sendable {
  /// Name, policies and the rest.
  public let identity: Identity
  /// The names of the groups that it is in.
  public let groups: [String]

  /// The user `identity` in `groups`.
  public init(identity: Identity, groups: [String]) {
    self.identity = identity
    self.groups = groups
  }

  /// The identity's part at `path`; inlined, so that the path is followed when compiling.
  @inlinable
  public subscript<Part>(dynamicMember path: KeyPath<Identity, Part>) -> Part {
    identity[keyPath: path]
  }
}

/// An IAM group.
@dynamicMemberLookup
public struct Group: Hashable, Sendable {
  /// Name, policies and the rest.
  public let identity: Identity

  /// The group `identity`.
  public init(identity: Identity) {
    self.identity = identity
  }

  /// The identity's part at `path`; inlined, so that the path is followed when compiling.
  @inlinable
  public subscript<Part>(dynamicMember path: KeyPath<Identity, Part>) -> Part {
    identity[keyPath: path]
  }
}

/// An IAM role.
@dynamicMemberLookup
public struct Role: Hashable, Sendable {
  /// Name, policies and the rest.
  public let identity: Identity
  /// Who may assume it; nil where the evidence does not hold the trust policy.
  public let trust: PolicyDocument?
  /// The names of the instance profiles that hold it.
  public let instanceProfiles: [InstanceProfile]
  /// When and where it was last used in the 400 days that IAM tracks.
  public let lastUsed: LastUsed

  /// What IAM knows of a role's last use.
  public enum LastUsed: Hashable, Sendable {
    /// Last used at the time, in the region.
    case at(Instant, region: String?)
    /// Not used in the tracked period.
    case never
    /// The evidence does not say.
    case unknown
  }

  /// The role `identity`, which `trust` lets others assume.
  public init(
    identity: Identity, trust: PolicyDocument?, instanceProfiles: [InstanceProfile],
    lastUsed: LastUsed
  ) {
    self.identity = identity
    self.trust = trust
    self.instanceProfiles = instanceProfiles
    self.lastUsed = lastUsed
  }

  /// The identity's part at `path`; inlined, so that the path is followed when compiling.
  @inlinable
  public subscript<Part>(dynamicMember path: KeyPath<Identity, Part>) -> Part {
    identity[keyPath: path]
  }

  /// Whether an AWS service made the role for itself; only that service can change it.
  /// See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html.
  public var isServiceLinked: Bool { identity.path.hasPrefix("/aws-service-role/") }

  /// Whether IAM Identity Center made the role from a permission set.
  public var isFromIdentityCenter: Bool {
    identity.path.hasPrefix("/aws-reserved/sso.amazonaws.com/")
      || identity.name.hasPrefix("AWSReservedSSO_")
  }
}

/// The container that gives an EC2 instance its role.
public struct InstanceProfile: Hashable, Sendable {
  /// The profile's name.
  public let name: String
  /// The full name.
  public let arn: ARN
  /// The names of its roles: one, or none.
  public let roles: [String]

  /// The profile `name` with `roles`.
  public init(name: String, arn: ARN, roles: [String]) {
    self.name = name
    self.arn = arn
    self.roles = roles
  }
}

/// A managed policy, AWS's or the customer's.
public struct ManagedPolicy: Hashable, Sendable {
  /// The policy's name.
  public let name: String
  /// The full name.
  public let arn: ARN
  /// The unique id (`ANPA…`); empty if unknown.
  public let uniqueID: String
  /// The version in effect, such as `v3`.
  public let defaultVersion: String
  /// How many versions the evidence lists, old ones included.
  public let versionCount: Int
  /// What the default version says; nil where the evidence does not hold it.
  public let document: PolicyDocument?
  /// How many users, groups and roles it is attached to.
  public let attachmentCount: Int?
  /// How many users and roles it bounds.
  public let boundaryCount: Int?
  /// Where it stands in the evidence.
  public let citation: Citation

  /// A managed policy with all its parts.
  public init(
    name: String, arn: ARN, uniqueID: String, defaultVersion: String, versionCount: Int,
    document: PolicyDocument?, attachmentCount: Int?, boundaryCount: Int?, citation: Citation
  ) {
    self.name = name
    self.arn = arn
    self.uniqueID = uniqueID
    self.defaultVersion = defaultVersion
    self.versionCount = versionCount
    self.document = document
    self.attachmentCount = attachmentCount
    self.boundaryCount = boundaryCount
    self.citation = citation
  }

  /// Whether AWS wrote and keeps the policy.
  public var isManagedByAWS: Bool { arn.account == "aws" }
}

/// All users, groups, roles and managed policies of the account.
public struct Identities: Sendable {
  /// One of the four lists of `get-account-authorization-details`.
  public enum List: String, CaseIterable, Sendable {
    case users, groups, roles, policies
  }

  /// The users, by name.
  public var users: [User]
  /// The groups, by name.
  public var groups: [Group]
  /// The roles, by name.
  public var roles: [Role]
  /// The managed policies that are attached or customer-made, by ARN.
  public var policies: [ManagedPolicy]
  /// Why a list is not known to be whole; a list that is has none.
  public var shortcomings: [List: String] = [:]

  /// The given identities and policies.
  public init(
    users: [User] = [], groups: [Group] = [], roles: [Role] = [], policies: [ManagedPolicy] = []
  ) {
    self.users = users
    self.groups = groups
    self.roles = roles
    self.policies = policies
  }

  /// Notes why `list` is not known to be whole, once.
  mutating func note(_ list: List, _ reason: String) {
    guard let earlier = shortcomings[list] else { return shortcomings[list] = reason }
    if !earlier.contains(reason) { shortcomings[list] = earlier + "; " + reason }
  }
}
