public import Platform

/// A tag of a resource.
public struct Tag: Hashable, Sendable {
  /// The tag's key.
  public let key: String
  /// The tag's value.
  public let value: String

  /// Creates the tag `key` with `value`.
  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}

/// An inline policy of a user, group or role.
public struct InlinePolicy: Hashable, Sendable {
  /// The name, unique in its identity.
  public let name: String
  /// The document; nil if it is not in the evidence.
  public let document: PolicyDocument?
  /// The position in the evidence.
  public let citation: Citation

  /// Creates the inline policy `name`.
  public init(name: String, document: PolicyDocument?, citation: Citation) {
    self.name = name
    self.document = document
    self.citation = citation
  }
}

/// The attachment of a managed policy to a user, group or role, or its use as a permissions
/// boundary.
public struct AttachedPolicy: Hashable, Sendable {
  /// The policy's name.
  public let name: String
  /// The ARN of the policy.
  public let arn: ARN
  /// The position of the attachment in the evidence.
  public let citation: Citation

  /// Creates the attachment of `arn`.
  public init(name: String, arn: ARN, citation: Citation) {
    self.name = name
    self.arn = arn
    self.citation = citation
  }
}

/// The properties that users, groups and roles have in common.
public struct Identity: Hashable, Sendable {
  /// The friendly name, unique among identities of its kind, ignoring case.
  public let name: String
  /// The path, by default `/`.
  public let path: String
  /// The ARN.
  public let arn: ARN
  /// The unique id (`AIDA…`, `AGPA…`, `AROA…`), which a later identity with the same name does not
  /// get; empty if unknown.
  public let uniqueID: String
  /// The creation time.
  public let created: Instant?
  /// The inline policies.
  public let inlinePolicies: [InlinePolicy]
  /// The attached managed policies.
  public let attachedPolicies: [AttachedPolicy]
  /// The permissions boundary; groups have none.
  public let boundary: AttachedPolicy?
  /// The tags; groups have none.
  public let tags: [Tag]
  /// The position in the evidence.
  public let citation: Citation

  /// Creates an identity with all its parts.
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

  /// The same identity with another permissions boundary, or none.
  func with(boundary: AttachedPolicy?) -> Identity {
    Identity(
      name: name, path: path, arn: arn, uniqueID: uniqueID, created: created,
      inlinePolicies: inlinePolicies, attachedPolicies: attachedPolicies, boundary: boundary,
      tags: tags, citation: citation)
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
  /// The common properties.
  public let identity: Identity
  /// The names of its groups.
  public let groups: [String]

  /// Creates the user `identity` in `groups`.
  public init(identity: Identity, groups: [String]) {
    self.identity = identity
    self.groups = groups
  }

  /// A property of the identity; inlined, so that the key path is resolved at compile time.
  @inlinable
  public subscript<Part>(dynamicMember path: KeyPath<Identity, Part>) -> Part {
    identity[keyPath: path]
  }
}

/// An IAM group.
@dynamicMemberLookup
public struct Group: Hashable, Sendable {
  /// The common properties.
  public let identity: Identity

  /// Creates the group `identity`.
  public init(identity: Identity) {
    self.identity = identity
  }

  /// A property of the identity; inlined, so that the key path is resolved at compile time.
  @inlinable
  public subscript<Part>(dynamicMember path: KeyPath<Identity, Part>) -> Part {
    identity[keyPath: path]
  }
}

/// An IAM role.
@dynamicMemberLookup
public struct Role: Hashable, Sendable {
  /// The common properties.
  public let identity: Identity
  /// The trust policy; nil if it is not in the evidence.
  public let trust: PolicyDocument?
  /// The instance profiles that contain it.
  public let instanceProfiles: [InstanceProfile]
  /// The time and region of the last use in the 400 days that IAM tracks.
  public let lastUsed: LastUsed

  /// The last use of a role.
  public enum LastUsed: Hashable, Sendable {
    /// The time and region of the last use.
    case at(Instant, region: String?)
    /// Not used in the tracking period.
    case never
    /// Not in the evidence.
    case unknown
  }

  /// Creates the role `identity` with the trust policy `trust`.
  public init(
    identity: Identity, trust: PolicyDocument?, instanceProfiles: [InstanceProfile],
    lastUsed: LastUsed
  ) {
    self.identity = identity
    self.trust = trust
    self.instanceProfiles = instanceProfiles
    self.lastUsed = lastUsed
  }

  /// A property of the identity; inlined, so that the key path is resolved at compile time.
  @inlinable
  public subscript<Part>(dynamicMember path: KeyPath<Identity, Part>) -> Part {
    identity[keyPath: path]
  }

  /// Whether an AWS service created the role for itself; only that service can change it. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html.
  public var isServiceLinked: Bool { identity.path.hasPrefix("/aws-service-role/") }

  /// Whether IAM Identity Center created the role from a permission set.
  public var isFromIdentityCenter: Bool {
    identity.path.hasPrefix("/aws-reserved/sso.amazonaws.com/")
      || identity.name.hasPrefix("AWSReservedSSO_")
  }
}

/// The instance profile that gives an EC2 instance its role.
public struct InstanceProfile: Hashable, Sendable {
  /// The profile's name.
  public let name: String
  /// The ARN.
  public let arn: ARN
  /// The names of its roles, at most one.
  public let roles: [String]

  /// Creates the profile `name` with `roles`.
  public init(name: String, arn: ARN, roles: [String]) {
    self.name = name
    self.arn = arn
    self.roles = roles
  }
}

/// A managed policy of AWS or of the customer.
public struct ManagedPolicy: Hashable, Sendable {
  /// The policy's name.
  public let name: String
  /// The ARN.
  public let arn: ARN
  /// The unique id (`ANPA…`); empty if unknown.
  public let uniqueID: String
  /// The version in effect, such as `v3`.
  public let defaultVersion: String
  /// The number of versions in the evidence, including old ones.
  public let versionCount: Int
  /// The document of the default version; nil if it is not in the evidence.
  public let document: PolicyDocument?
  /// The number of users, groups and roles that it is attached to.
  public let attachmentCount: Int?
  /// The number of users and roles that have it as permissions boundary.
  public let boundaryCount: Int?
  /// The position in the evidence.
  public let citation: Citation

  /// Creates a managed policy with all its parts.
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

  /// Whether AWS manages the policy.
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
  /// The policies that are attached or customer managed, by ARN.
  public var policies: [ManagedPolicy]
  /// The reasons why a list may be incomplete; a complete list has no entry.
  public var shortcomings: [List: String] = [:]

  /// Creates a set of the given identities and policies.
  public init(
    users: [User] = [], groups: [Group] = [], roles: [Role] = [], policies: [ManagedPolicy] = []
  ) {
    self.users = users
    self.groups = groups
    self.roles = roles
    self.policies = policies
  }

  /// Records why `list` may be incomplete, once.
  package mutating func note(_ list: List, _ reason: String) {
    guard let earlier = shortcomings[list] else { return shortcomings[list] = reason }
    if !earlier.contains(reason) { shortcomings[list] = earlier + "; " + reason }
  }
}
