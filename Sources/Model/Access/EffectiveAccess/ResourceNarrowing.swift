import Platform

/// Limits the actions of a statement to the resources on which they were used.
struct ResourceNarrowing {
  private let observed: ObservedUse
  private let engine: AccessEngine
  /// Actions that keep the resources of their statements.
  var exceptions = Set(GrantedUse.untrackedActions)

  init(_ observed: ObservedUse, _ engine: AccessEngine) {
    self.observed = observed
    self.engine = engine
  }

  /// The resources of each action in `kept` that can be limited; empty if the statement allows none of
  /// the resources that were used.
  func resources(
    of kept: ActionSet, in grant: EffectiveAccess.Grant
  ) -> [String: [String]] {
    guard case .only = grant.statement.resources else { return [:] }
    let visible = observed.visible
    let scope = ResourceScope(
      grant.statement.resources, variables: true, in: engine.resources.partition)
    var found: [String: [String]] = [:]
    for (action, use) in observed.actions
    where kept.contains(action) && visible.contains(action) && !exceptions.contains(action) {
      guard let used = used(action, use) else { continue }
      let parts = used.map { pattern in
        (pattern, ResourceScope(.only([pattern]), variables: false, in: engine.resources.partition))
      }
      // Where the statement allows only a part of a pattern, it is kept as it is.
      guard parts.allSatisfy({ scope.covers($0.1) || !scope.overlaps($0.1) }) else { continue }
      found[action] = parts.filter { scope.covers($0.1) }.map(\.0)
    }
    return found
  }

  /// The resources on which the action was used, with wildcards where there are many; nil if the logs
  /// do not show all of them.
  private func used(_ action: String, _ use: ObservedUse.Action) -> [String]? {
    guard let index = engine.catalogue.index(ofAction: action),
      engine.resources.uses(ofAction: index)?.uses.lists(isStrict: true).count == 1
    else { return nil }
    var patterns: Set<String> = []
    for list in use.resources {
      let fitting = engine.resources.fitting(list, action: action)
      guard !fitting.isEmpty else { return nil }
      patterns.formUnion(fitting)
    }
    return ResourceGroups(patterns).patterns
  }
}

/// Replaces many similar ARNs with patterns.
private struct ResourceGroups {
  /// More ARNs whose names begin alike are replaced with a pattern.
  private static let maximumAlike = 5
  /// More patterns are not useful in a policy.
  private static let maximumPatterns = 20
  /// How many letters of a name must be the same.
  private static let minimumPrefix = 4

  private let arns: Set<String>

  init(_ arns: Set<String>) { self.arns = arns }

  /// The patterns, in alphabetical order; nil if there are too many.
  var patterns: [String]? {
    let patterns = Set(Dictionary(grouping: arns, by: Group.init).flatMap(pattern))
    return patterns.count > Self.maximumPatterns ? nil : patterns.sorted()
  }

  /// What similar ARNs have in common: service, region, account, type, and the beginning of the name.
  private struct Group: Hashable {
    let start: String
    /// Whether they are objects in buckets.
    let isObject: Bool

    init(_ arn: String) {
      let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      guard parts.count == 6 else {
        (start, isObject) = (arn, false)
        return
      }
      isObject = parts[2] == "s3" && parts[5].contains("/")
      let type = isObject ? "" : parts[5].prefix { $0 != "/" && $0 != ":" }
      let isTyped = !type.isEmpty && type.count < parts[5].count
      let name = parts[5].dropFirst(isTyped ? type.count + 1 : 0)
      start =
        parts[..<5].joined(separator: ":") + ":" + parts[5].dropLast(name.count)
        + name.prefix(ResourceGroups.minimumPrefix)
    }
  }

  private func pattern(_ group: Group, _ arns: [String]) -> [String] {
    guard arns.count > Self.maximumAlike, let first = arns.min(), let last = arns.max() else {
      return arns
    }
    let common = String(zip(first, last).prefix { $0 == $1 }.map(\.0))
    guard common.count >= group.start.count else { return arns }
    let isInBucket = common.dropFirst(group.start.count - Self.minimumPrefix).contains("/")
    return [common + (group.isObject && !isInBucket ? "*/*" : "*")]
  }
}
