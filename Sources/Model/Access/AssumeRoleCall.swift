/// A call of `sts:AssumeRole`, or of `sts:TagSession`, which AWS authorizes additionally if the
/// caller passes session tags.
///
/// The caller chooses the name and tags of the session, so conditions on them do not block a
/// caller. See https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html.
struct AssumeRoleCall: Sendable {
  var action = "sts:AssumeRole"
  /// The context keys that the caller chooses.
  var request = TagChange.context(of: [])
  /// The choices of the caller.
  var session = SessionRequirement()
  /// The only name that the caller can choose besides others that the policies list; nil if the
  /// name is an example.
  var exactName: String?

  /// The choices to show; nil if any session is sufficient.
  var shown: SessionRequirement? { session.isEmpty ? nil : session }

  init() {}

  /// A name that no policy is likely to know.
  static let anyName = "xk7-any-session"

  private init(_ session: SessionRequirement) {
    self.session = session
    request = TagChange.context(
      of: session.tags.map { TagChange(key: $0.key, value: $0.value) })
    // Each call has a name: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    request[Self.nameKey] = .values([session.name ?? Self.anyName])
  }

  private static let nameKey = "sts:RoleSessionName"

  /// The call that passes the session tags; nil if there are none.
  var tagging: AssumeRoleCall? {
    if session.tags.isEmpty { return nil }
    var call = self
    call.action = "sts:TagSession"
    return call
  }

  /// The maximum numbers of choices and of names that are tried.
  private static let mostChoices = 64
  private static let mostNames = 16

  /// A call with an unknown session name and unknown tags.
  private static var unknown: AssumeRoleCall {
    var call = AssumeRoleCall()
    call.request = RequestContext()
    return call
  }

  /// Whether the condition is on the tags in a call.
  static func isOnTags(_ condition: Condition) -> Bool {
    let key = condition.key.lowercased()
    return key.hasPrefix("aws:requesttag/") || key == "aws:tagkeys"
  }

  /// Whether the condition is on the session name or session tags, which the caller chooses.
  static func isOnSession(_ condition: Condition) -> Bool {
    condition.key.lowercased() == nameKey.lowercased() || isOnTags(condition)
  }

  /// The choices of a caller that meet `rules` and give a session that meets `requirement`. Conditions
  /// on the tags of a principal apply to the session.
  static func choices(
    _ rules: [TagRule], meeting requirement: SessionRequirement, context: RequestContext
  ) -> [AssumeRoleCall] {
    let (names, isExact, areAllNames) = names(rules, meeting: requirement, context)
    let plans = TagChoices(
      rules, held: [PrincipalVariantFinder.prefix], context: context
    ).plans(for: [])
    let needed = requirement.tags.map { TagChange(key: $0.key, value: $0.value) }
    let more = plans.all.filter { plan in
      plan.allSatisfy { change in
        change.value != nil
          && !needed.contains { $0.key.lowercased() == change.key.lowercased() && $0 != change }
      }
    }
    let tags = ([needed] + more.map { (needed + $0).uniqued }).map { [Tag]().applying($0) }.uniqued
    // The first of both, then the first with the second, so that none is left out.
    let places = tags.indices.flatMap { tag in names.indices.map { (tag, $0) } }
      .sorted { ($0.0 + $0.1, $0.0) < ($1.0 + $1.1, $1.0) }
    let all = places.prefix(mostChoices).map { tag, name in
      var call = AssumeRoleCall(SessionRequirement(name: names[name], tags: tags[tag]))
      call.exactName = isExact ? names[name] : nil
      return call
    }
    let isWhole = plans.isWhole && areAllNames && places.count <= mostChoices
    return all + (isWhole ? [] : [unknown])
  }

  /// The names to try, whether no other name gives another result, and whether they are complete.
  private static func names(
    _ rules: [TagRule], meeting requirement: SessionRequirement, _ context: RequestContext
  ) -> ([String?], isExact: Bool, areAll: Bool) {
    if let name = requirement.name { return ([name], true, true) }
    let conditions = rules.flatMap { rule in
      rule.conditions.filter { $0.key.lowercased() == nameKey.lowercased() }
        .map { TagCondition(condition: $0, hasVariables: rule.hasVariables) }
    }.uniqued
    if conditions.isEmpty { return ([nil], true, true) }
    let isExact = conditions.allSatisfy { condition in
      switch condition.condition.form?.comparison {
      case .stringEquals: true
      case .stringLike: !condition.condition.values.contains { $0.contains { "*?".contains($0) } }
      default: false
      }
    }
    let examples = TagExamples(of: conditions, in: context)
    // One name for each combination of results of the conditions.
    var seen: Set<[Truth]> = [conditions.map { $0.holds(anyName, in: context) }]
    let names = examples.values.filter { name in
      SessionARN.isName(name)
        && seen.insert(conditions.map { $0.holds(name, in: context) }).inserted
    }
    return (
      [nil] + names.prefix(mostNames).map(Optional.some), isExact,
      examples.isWhole && names.count <= mostNames
    )
  }
}
