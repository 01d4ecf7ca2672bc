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
    /// Not used in the logs, which would show it; nothing is known about the time before them.
    case notInLogs
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

  /// Compares `access` with `lastAccessed` and with what logs show (nil for no data); a last use before
  /// `since` counts as unused.
  public init(
    _ access: EffectiveAccess, _ lastAccessed: LastAccessed?, observed: ObservedUse? = nil,
    since: Instant
  ) {
    let listed = Dictionary(
      (lastAccessed?.services ?? []).map { ($0.namespace.lowercased(), $0) },
      uniquingKeysWith: { $1 })
    let seen = observed?.services ?? [:]
    let names = Set(access.allowed.services).union(listed.keys).union(seen.keys).sorted()
    let visible = observed.map { access.allowed.intersection($0.visible) }
    services = names.map { name in
      let comparison = UseOfService(
        name: name, access: access, answer: listed[name], seen: seen[name] ?? [:],
        visible: visible, since: since)
      return Service(
        name: name, grantedActions: access.allowed.count(ofService: name),
        use: comparison.use(isTruncated: lastAccessed?.isTruncated == true),
        usedActions: comparison.used.sorted(), unusedActions: comparison.unused.sorted())
    }
  }

  /// The actions that AWS does not track, so that their use is unknown; see
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html#last-accessed_tips.
  static let untrackedActions = ["iam:PassRole"]
}

/// The use of one service, by last-accessed details and by logs.
private struct UseOfService {
  private let answer: LastAccessed.Service?
  private let since: Instant
  /// The actions that were used in the period, without prefix.
  let used: Set<String>
  /// The actions that were not used, as far as this can be known.
  let unused: Set<String>
  private let lastSeen: Instant?
  /// Whether logs would show any use of the service.
  private let isVisible: Bool

  init(
    name: String, access: EffectiveAccess, answer: LastAccessed.Service?,
    seen: [String: ObservedUse.Action], visible: ActionSet?, since: Instant
  ) {
    self.answer = answer
    self.since = since
    let tracked = answer?.actions ?? []
    let isUsed = { (action: LastAccessed.Action) in action.used.map { $0 >= since } ?? false }
    let inLogs = seen.filter { $0.value.last >= since }.keys
    used = Set(tracked.filter(isUsed).map(\.name)).union(inLogs)
    let unusedInLogs = (visible?.actions(ofService: name) ?? []).map {
      String($0.dropFirst(name.count + 1))
    }
    unused = Set(tracked.filter { !isUsed($0) }.map(\.name)).union(unusedInLogs).subtracting(used)
    lastSeen = seen.values.map(\.last).max()
    let granted = access.allowed.count(ofService: name)
    isVisible = granted > 0 && visible?.count(ofService: name) == granted
  }

  func use(isTruncated: Bool) -> GrantedUse.Use {
    if let last = [answer?.used, lastSeen].compactMap(\.self).max() {
      return last >= since ? .used(last) : .usedBefore(last)
    }
    if answer != nil { return .never }
    if isVisible { return .notInLogs }
    return isTruncated ? .unknown : .notTracked
  }
}
