/// What a principal is granted, held against what it used: service by service.
///
/// AWS records the last attempt to use each service, and of some services each action, over at
/// least 400 days, some hours late. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html.
public struct GrantedUse: Sendable {
  /// What is known of a service's use.
  public enum Use: Hashable, Sendable {
    /// Used in the period, last at that time.
    case used(Instant)
    /// Used before the period only, last at that time.
    case usedBefore(Instant)
    /// Not used in all the time that AWS tracks.
    case never
    /// AWS does not track it.
    case notTracked
    /// The answer was cut off before it.
    case unknown
  }

  /// A service that the principal may use.
  public struct Service: Sendable {
    /// The service prefix, such as `s3`.
    public let name: String
    /// How many of its actions are granted.
    public let grantedActions: Int
    /// What is known of its use.
    public let use: Use
    /// The tracked actions that were used in the period, without prefix.
    public let usedActions: [String]
    /// The tracked actions that were not, without prefix.
    public let unusedActions: [String]

    /// Whether it was used in the period.
    public var isUsed: Bool {
      if case .used = use { true } else { false }
    }
  }

  /// The services that are granted or in AWS's answer, by name.
  public let services: [Service]

  /// What AWS's answer says of `access`; what was last used before `since` counts as unused.
  public init(_ access: EffectiveAccess, _ lastAccessed: LastAccessed, since: Instant) {
    let listed = Dictionary(
      lastAccessed.services.map { ($0.namespace.lowercased(), $0) }, uniquingKeysWith: { $1 })
    let names = Set(access.allowed.services).union(listed.keys).sorted()
    services = names.map { name in
      let answer = listed[name]
      let use: Use =
        switch answer {
        case nil: lastAccessed.isTruncated ? .unknown : .notTracked
        case let answer?:
          answer.used.map { $0 >= since ? .used($0) : .usedBefore($0) } ?? .never
        }
      let actions = answer?.actions ?? []
      let isUsed = { (action: LastAccessed.Action) in action.used.map { $0 >= since } ?? false }
      return Service(
        name: name, grantedActions: access.allowed.count(ofService: name), use: use,
        usedActions: actions.filter(isUsed).map(\.name).sorted(),
        unusedActions: actions.filter { !isUsed($0) }.map(\.name).sorted())
    }
  }

  /// The actions that AWS's trackers never see, so that their use is not known; see
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html#last-accessed_tips.
  static let untrackedActions = ["iam:PassRole"]
}
