/// The access level of an action.
///
/// AWS classifies each action. For a few actions that return credentials or grant privileges, an
/// audit needs a stricter level, see `ActionCatalogue`. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html.
public enum AccessLevel: UInt8, CaseIterable, Hashable, Sendable, Comparable {
  case list, read, tagging, write, permissionsManagement

  /// The name in the AWS reference.
  public var title: String {
    switch self {
    case .list: "List"
    case .read: "Read"
    case .tagging: "Tagging"
    case .write: "Write"
    case .permissionsManagement: "Permissions management"
    }
  }

  public static func < (left: AccessLevel, right: AccessLevel) -> Bool {
    left.rawValue < right.rawValue
  }
}
