/// A tag that a principal sets on or removes from a user, role or session.
struct TagChange: Hashable, Sendable {
  let key: String
  /// The new value; nil if the tag is removed.
  let value: String?

  /// The context keys of a request that makes `changes`. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requesttag.
  static func context(of changes: [TagChange]) -> RequestContext {
    var context = RequestContext()
    for change in changes {
      if let value = change.value { context["aws:RequestTag/" + change.key] = .values([value]) }
    }
    context.close("aws:RequestTag/")
    context["aws:TagKeys"] = changes.isEmpty ? .absent : .values(changes.map(\.key))
    return context
  }
}

/// A call that changes tags of a user or role.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html.
struct TagRequest: Sendable {
  let action: String
  let resource: String
  let context: RequestContext
  let changes: [TagChange]

  /// The call as a request to decide.
  var asked: AccessRequest {
    AccessRequest(action: action, resource: resource, context: context)
  }

  /// The calls that make `changes` on `target`: at most one that tags and one that untags.
  static func requests(_ changes: [TagChange], on target: AccessSubject) -> [TagRequest] {
    guard target.kind != .group else { return [] }
    let kind = target.kind == .user ? "User" : "Role"
    let known = TargetContext.context(of: target.identity.tags)
    let put = changes.filter { $0.value != nil }
    let removed = changes.filter { $0.value == nil }
    return [("iam:Tag", put), ("iam:Untag", removed)].compactMap { verb, changes in
      changes.isEmpty
        ? nil
        : TagRequest(
          action: verb + kind, resource: target.arn.description,
          context: known.merging(TagChange.context(of: changes)), changes: changes)
    }
  }
}

/// The values of tags that meet conditions on them.
///
///     StringEquals  aws:PrincipalTag/team  data      team = data
///     StringLike    aws:PrincipalTag/env   dev-*     env = dev-x
///     Null          aws:PrincipalTag/held  true      held removed
struct TagChoices: Sendable {
  private var values: [(key: String, values: [String?])] = []
  /// The index of each key, in lower case, in `values`.
  private var places: [String: Int] = [:]

  /// The maximum number of combinations that are tried.
  private static let mostCombinations = 32

  /// Collects the values in the conditions on keys that begin with `prefix`; variables are resolved
  /// in `context`.
  init(_ conditions: [Condition], prefix: String, context: RequestContext) {
    let prefix = prefix.lowercased()
    for condition in conditions where condition.key.lowercased().hasPrefix(prefix) {
      read(condition, key: String(condition.key.dropFirst(prefix.count)), context)
    }
  }

  /// Whether no condition has such a key.
  var isEmpty: Bool { values.isEmpty }

  private mutating func read(_ condition: Condition, key: String, _ context: RequestContext) {
    guard let parsed = condition.form else { return }
    if parsed.comparison == .null {
      offer(key, condition.values.map { $0.lowercased() == "true" ? nil : Self.other })
      return
    }
    offer(key, condition.values.flatMap { Self.examples(of: $0, parsed, context) })
    // A negated operator is met by a value that is not listed and by a missing key. Both also avoid
    // a Deny.
    offer(key, [Self.other, nil])
  }

  /// Adds `values` for the tag `key`.
  mutating func offer(_ key: String, _ values: [String?]) {
    if let place = places[key.lowercased()] {
      self.values[place].values = (self.values[place].values + values).uniqued
    } else {
      places[key.lowercased()] = self.values.count
      self.values.append((key, values.uniqued))
    }
  }

  /// Adds the values of `other`.
  mutating func offer(_ other: TagChoices) {
    for (key, values) in other.values { offer(key, values) }
  }

  /// A copy with the first `most` keys and as many values of each.
  func limited(to most: Int) -> TagChoices {
    var result = TagChoices([], prefix: "", context: RequestContext())
    for (key, values) in values.prefix(most) { result.offer(key, Array(values.prefix(most))) }
    return result
  }

  private static let other = "other"

  /// Values that match `pattern`, or are next to a number; empty if it contains a variable without
  /// a known value.
  private static func examples(
    of pattern: String, _ parsed: ConditionOperator, _ context: RequestContext
  ) -> [String?] {
    if let number = Int32(pattern) { return [pattern, "\(number - 1)", "\(number + 1)"] }
    let isPattern = parsed.comparison == .stringLike
    let tokens = WildcardPattern(pattern, wildcards: isPattern, variablesFrom: context).tokens
    guard
      !tokens.contains(where: { $0 == WildcardPattern.variable || $0 == WildcardPattern.nothing })
    else { return [] }
    return [
      String(
        decoding: tokens.map { $0 > 255 ? UInt8(ascii: "x") : UInt8(truncatingIfNeeded: $0) },
        as: UTF8.self)
    ]
  }

  /// The changes to `tags` that can help, starting with the fewest tags.
  func changes(to tags: [Tag]) -> [[TagChange]] {
    let known = Dictionary(
      tags.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
    let changes = values.map { key, values in
      let current = known[key.lowercased()]
      return values.filter { $0 != current }.map { TagChange(key: key, value: $0) }
    }
    var result: [[TagChange]] = []
    // The first value of each key, then the second of each, so that every key is tried.
    for place in 0..<(changes.map(\.count).max() ?? 0) {
      result += changes.filter { $0.count > place }.map { [$0[place]] }
    }
    result = Array(result.prefix(Self.mostCombinations))
    var longest = result
    while !longest.isEmpty, result.count < Self.mostCombinations {
      longest = longest.flatMap { known in
        let last = changes.lastIndex { $0.contains { $0 == known[known.count - 1] } } ?? 0
        return changes[(last + 1)...].joined().prefix(Self.mostCombinations).map { known + [$0] }
      }
      longest = Array(longest.prefix(Self.mostCombinations - result.count))
      result += longest
    }
    return result
  }
}

extension [Tag] {
  /// The tags after `changes`.
  func applying(_ changes: [TagChange]) -> [Tag] {
    let changed = Set(changes.map { $0.key.lowercased() })
    return filter { !changed.contains($0.key.lowercased()) }
      + changes.compactMap { change in change.value.map { Tag(key: change.key, value: $0) } }
  }
}
