/// A call of `sts:AssumeRole`, or of what AWS also authorizes with it: `sts:TagSession` if the caller
/// passes session tags, `sts:SetSourceIdentity` if it sets a source identity.
///
/// The caller chooses the name, tags and source identity of the session, so conditions on them do not
/// block a caller. See https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html and
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

  /// A name that no policy is likely to know.
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

  /// Whether a condition is about what the caller chooses besides session tags.
  static func isOnChoice(key: String) -> Bool {
    [nameKey, identityKey].contains { $0.lowercased() == key.lowercased() }
  }

  /// The call, and the permissions that it takes besides `sts:AssumeRole`.
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
  /// endpoints. See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_region-endpoints.html.
  func sent(to region: String?) -> AssumeRoleCall {
    guard let region else { return self }
    var call = self
    call.request["aws:RequestedRegion"] = .values([region])
    return call
  }

  /// The maximum number of choices that are tried.
  private static let mostChoices = 32

  /// The choices of a caller that satisfy `conditions` and give a session that meets `requirement`.
  static func choices(
    _ conditions: [Condition], meeting requirement: SessionRequirement, context: RequestContext
  ) -> [AssumeRoleCall] {
    let onName = conditions.filter { $0.key.lowercased() == nameKey.lowercased() }
    let isExact = onName.allSatisfy { $0.form?.comparison == .stringEquals }
    let names: [String?] =
      requirement.name.map { [$0] } ?? [nil] + values(of: nameKey, conditions, context)
    let tagged = TagChoices(conditions, prefix: "aws:RequestTag/", context: context)
    let tags: [[Tag]] =
      requirement.tags.isEmpty
      ? [[]] + tagged.changes(to: []).map { [Tag]().applying($0) }.filter { !$0.isEmpty }
      : [requirement.tags]
    let identities = [nil] + values(of: identityKey, conditions, context).map(Optional.some)
    let all = tags.lazy.flatMap { tags in
      names.lazy.flatMap { name in
        identities.lazy.map { identity in
          var call = AssumeRoleCall(
            SessionRequirement(name: name, tags: tags), sourceIdentity: identity)
          call.exactName = isExact ? name : nil
          return call
        }
      }
    }
    return Array(all.prefix(mostChoices))
  }

  /// The values of `key` that `conditions` could tell apart from others: one for each value that they
  /// compare it with, and one for each two that have texts in common.
  private static func values(
    of key: String, _ conditions: [Condition], _ context: RequestContext
  ) -> [String] {
    // The name of a user can be shorter than AWS STS takes as a source identity.
    func isValid(_ text: String) -> Bool {
      SessionARN.isName(text) || key == identityKey && SessionARN.isName(text + text)
    }
    let own = conditions.filter { $0.key.lowercased() == key.lowercased() }
    let single = TagChoices(own, prefix: key, context: context).changes(to: [])
      .compactMap { $0.first?.value }
    let scopes = own.uniqued.prefix(mostPatterns).compactMap { condition -> TextSearch.Scope? in
      guard let comparison = condition.form?.comparison,
        comparison == .stringLike || comparison == .stringEquals
      else { return nil }
      let patterns = condition.values.prefix(mostPatterns).map {
        WildcardPattern(
          $0, wildcards: comparison == .stringLike, variablesFrom: context
        ).tokens
      }
      return TextSearch.Scope(patterns: Array(patterns), isNegated: false)
    }
    let joint = scopes.indices.flatMap { left in
      scopes[..<left].compactMap { right -> String? in
        let search = TextSearch(
          [[scopes[left]], [right]], after: "", accepts: isValid)
        guard case .found(let text) = search.find(fillers: ["x", "xk7"]) else { return nil }
        return text
      }
    }
    return (single + joint).uniqued.filter(isValid)
  }

  private static let mostPatterns = 8
}
