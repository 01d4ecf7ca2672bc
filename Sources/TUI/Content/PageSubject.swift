/// The subject of a page: an identity or policy, by its number in the inventory.
enum PageSubject: Hashable, Sendable {
  case user(Int), group(Int), role(Int), policy(Int), controlPolicy(Int)

  /// The kind, shown before the name.
  var kind: String {
    switch self {
    case .user: "user"
    case .group: "group"
    case .role: "role"
    case .policy: "policy"
    case .controlPolicy: "SCP"
    }
  }

  /// Whether it is a policy of its own.
  var isPolicy: Bool {
    switch self {
    case .policy, .controlPolicy: true
    case .user, .group, .role: false
    }
  }

  /// The view whose table lists it.
  var view: ViewKind {
    switch self {
    case .user: .users
    case .group: .groups
    case .role: .roles
    case .policy: .policies
    case .controlPolicy: .organization
    }
  }
}

/// The views of the console, in the order of their keys.
enum ViewKind: Int, CaseIterable, Hashable, Sendable {
  case overview, checklist, users, groups, roles, policies, organization

  var title: String {
    switch self {
    case .overview: "overview"
    case .checklist: "checklist"
    case .users: "users"
    case .groups: "groups"
    case .roles: "roles"
    case .policies: "policies"
    case .organization: "organization"
    }
  }

  /// Whether the view is a table of identities or policies.
  var isTable: Bool { self != .overview && self != .checklist }
}

extension PageSubject {
  /// Whether it is a user, group or role. Only these have access.
  var isPrincipal: Bool {
    switch self {
    case .user, .group, .role: true
    case .policy, .controlPolicy: false
    }
  }

  /// Whether it is a user or role, which can call AWS.
  var canCall: Bool {
    switch self {
    case .user, .role: true
    case .group, .policy, .controlPolicy: false
    }
  }
}
