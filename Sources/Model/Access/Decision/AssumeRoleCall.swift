/// A call of `sts:AssumeRole`, or of an action that AWS authorizes additionally: `sts:TagSession` if
/// the caller passes session tags, `sts:SetSourceIdentity` if it sets a source identity.
///
/// The caller chooses the name, tags and source identity of the session, so conditions on them do
/// not block a caller. See https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html.
struct AssumeRoleCall: Sendable {
  var action = "sts:AssumeRole"
  /// The context keys that the caller chooses.
  var request = TagChange.context(of: [])
  /// The choices of the caller.
  var session = SessionRequirement()
  /// The only name that the caller can choose besides others that the policies list; nil if the
  /// name is an example.
  var exactName: String?
  /// The source identity that the call sets, if any.
  private var sourceIdentity: String?

  /// The choices to show; nil if any session is sufficient.
  var shown: SessionRequirement? { session.isEmpty ? nil : session }

  init() {}

  /// A name that policies are unlikely to mention.
  static let anyName = "xk7-any-session"

  private init(_ session: SessionRequirement, sourceIdentity: String?) {
    self.session = session
    self.sourceIdentity = sourceIdentity
    request = TagChange.context(
      of: session.tags.map { TagChange(key: $0.key, value: $0.value) })
    // Each call has a name: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    request[Self.nameKey] = .values([session.name ?? Self.anyName])
    request[Self.identityKey] = sourceIdentity.map { .values([$0]) } ?? .absent
  }

  private static let nameKey = "sts:RoleSessionName"
  private static let identityKey = "sts:SourceIdentity"

  /// The call, and the permissions that it needs besides `sts:AssumeRole`.
  var parts: [AssumeRoleCall] {
    let others =
      (session.tags.isEmpty ? [] : ["sts:TagSession"])
      + (sourceIdentity == nil ? [] : ["sts:SetSourceIdentity"])
    return [self]
      + others.map { action in
        var call = self
        call.action = action
        return call
      }
  }

  /// The same call to the endpoint of `region`; callers choose between the global and the regional
  /// endpoints. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_region-endpoints.html.
  func sent(to region: String?) -> AssumeRoleCall {
    guard let region else { return self }
    var call = self
    call.request["aws:RequestedRegion"] = .values([region])
    return call
  }

  /// The maximum numbers of choices and of names that are tried.
  private static let maximumChoices = 64
  private static let maximumNames = 16

  /// A call with an unknown session name and unknown tags.
  private static var unknown: AssumeRoleCall {
    var call = AssumeRoleCall()
    call.request = RequestContext()
    return call
  }

  /// Whether the condition is on the tags in a call.
  static func testsTags(_ condition: Condition) -> Bool {
    let key = condition.key.lowercased()
    return key.hasPrefix("aws:requesttag/") || key == "aws:tagkeys"
  }

  /// Whether the condition is on what the caller chooses for the session.
  static func testsSession(_ condition: Condition) -> Bool {
    [nameKey, identityKey].contains { $0.lowercased() == condition.key.lowercased() }
      || testsTags(condition)
  }

  /// The choices of a caller that meet `rules` and give a session that meets `requirement`. Conditions
  /// on the tags of a principal apply to the session.
  static func choices(
    _ rules: [TagRule], meeting requirement: SessionRequirement, context: RequestContext
  ) -> [AssumeRoleCall] {
    let (names, isExact, areAllNames) =
      requirement.name.map { ([$0], true, true) } ?? values(of: nameKey, rules, context)
    let (identities, _, areAllIdentities) = values(of: identityKey, rules, context)
    let plans = TagChoices(
      rules, keyPrefixes: [TagRule.principalPrefix], context: context
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
    let places = tags.indices.flatMap { tag in
      names.indices.flatMap { name in identities.indices.map { [tag, name, $0] } }
    }.sorted { ($0.reduce(0, +), $0[0], $0[1]) < ($1.reduce(0, +), $1[0], $1[1]) }
    let all = places.prefix(maximumChoices).map { place in
      let name = place[1]
      var call = AssumeRoleCall(
        SessionRequirement(name: names[name], tags: tags[place[0]]),
        sourceIdentity: identities[place[2]])
      call.exactName = isExact ? names[name] : nil
      return call
    }
    let isWhole =
      plans.isWhole && areAllNames && areAllIdentities && places.count <= maximumChoices
    return all + (isWhole ? [] : [unknown])
  }

  /// The values of `key` to try, nil for any other, whether no other value gives another result, and
  /// whether they are complete.
  private static func values(
    of key: String, _ rules: [TagRule], _ context: RequestContext
  ) -> ([String?], isExact: Bool, areAll: Bool) {
    let conditions = rules.flatMap { rule in
      rule.conditions.filter { $0.key.lowercased() == key.lowercased() }
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
    // The name of a user can be shorter than AWS STS accepts as a source identity.
    func isValid(_ text: String) -> Bool {
      SessionARN.isName(text) || key == identityKey && SessionARN.isName(text + text)
    }
    let examples = TagExamples(of: conditions, in: context)
    // One name for each combination of results of the conditions. Without a choice, a session has
    // some name, but no source identity.
    let unchosen = key == identityKey ? nil : anyName
    var seen: Set<[Truth]> = [conditions.map { $0.holds(unchosen, in: context) }]
    let values = ([anyName] + examples.values).filter { name in
      isValid(name)
        && seen.insert(conditions.map { $0.holds(name, in: context) }).inserted
    }
    return (
      [nil] + values.prefix(maximumNames).map(Optional.some), isExact,
      examples.isWhole && values.count <= maximumNames
    )
  }
}
