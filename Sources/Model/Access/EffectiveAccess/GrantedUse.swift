public import Platform

/// The granted access of a principal compared with its use, by service.
///
/// AWS records the last attempt to use each service, and for some services each action, over at
/// least 400 days, with a delay of hours. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html.
public struct GrantedUse: Sendable {
  /// The use of a service.
  public enum Use: Hashable, Sendable {
    /// Used in the period; the time of the last use.
    case used(Instant)
    /// Used before the period only; the time of the last use.
    case usedBefore(Instant)
    /// Not used since AWS began to track it.
    case never
    /// AWS does not track it.
    case notTracked
    /// The response was truncated before it.
    case unknown
  }

  /// A service that the principal can use.
  public struct Service: Sendable {
    /// The service prefix, such as `s3`.
    public let name: String
    /// The number of granted actions.
    public let grantedActions: Int
    /// Its use.
    public let use: Use
    /// The tracked actions that were used in the period, without prefix.
    public let usedActions: [String]
    /// The tracked actions that were not used, without prefix.
    public let unusedActions: [String]

    /// Whether it was used in the period.
    public var isUsed: Bool {
      if case .used = use { true } else { false }
    }
  }

  /// The services that are granted or in the response of AWS, by name.
  public let services: [Service]

  /// Compares `access` with `lastAccessed`; a last use before `since` counts as unused.
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

  /// The actions that AWS does not track, so that their use is unknown; see
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html#last-accessed_tips.
  static let untrackedActions = ["iam:PassRole"]
}
