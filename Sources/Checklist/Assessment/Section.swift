/// The five parts of the checklist, in the order of an audit.
public enum Section: String, CaseIterable, Hashable, Sendable {
  case root, users, roles, policies, organization

  /// The section's heading.
  public var title: String {
    switch self {
    case .root: "Root account"
    case .users: "IAM users"
    case .roles: "Roles"
    case .policies: "Policies"
    case .organization: "Organization"
    }
  }
}
