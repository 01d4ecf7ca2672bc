/// What kind of power an action is.
///
/// AWS classifies each action; for a few that hand out credentials or powers an audit cannot take
/// AWS's word, see `ActionCatalogue`. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html.
public enum AccessLevel: UInt8, CaseIterable, Hashable, Sendable, Comparable {
  case list, read, tagging, write, permissionsManagement

  /// What AWS's reference calls it.
  public var title: String {
    switch self {
    case .list: "List"
    case .read: "Read"
    case .tagging: "Tagging"
    case .write: "Write"
    case .permissionsManagement: "Permissions management"
    }
  }

  /// Whether it changes something other than tags.
  public var changesThings: Bool { self == .write || self == .permissionsManagement }

  public static func < (left: AccessLevel, right: AccessLevel) -> Bool {
    left.rawValue < right.rawValue
  }
}
