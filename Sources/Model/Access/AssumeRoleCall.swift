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

  /// The maximum number of choices that are tried.
  private static let mostChoices = 32

  /// The choices of a caller that satisfy `conditions` and give a session that meets `requirement`.
  static func choices(
    _ conditions: [Condition], meeting requirement: SessionRequirement, context: RequestContext
  ) -> [AssumeRoleCall] {
    let onName = conditions.filter { $0.key.lowercased() == nameKey.lowercased() }
    let named = TagChoices(onName, prefix: nameKey, context: context)
    let isExact = onName.allSatisfy { condition in
      switch condition.form?.comparison {
      case .stringEquals: true
      case .stringLike: !condition.values.contains { $0.contains { "*?".contains($0) } }
      default: false
      }
    }
    let names: [String?] =
      requirement.name.map { [$0] }
      ?? [nil] + named.changes(to: []).compactMap { $0.first?.value }
    let tagged = TagChoices(conditions, prefix: "aws:RequestTag/", context: context)
    let tags: [[Tag]] =
      requirement.tags.isEmpty
      ? [[]] + tagged.changes(to: []).map { [Tag]().applying($0) }.filter { !$0.isEmpty }
      : [requirement.tags]
    let all = tags.flatMap { tags in
      names.map { name in
        var call = AssumeRoleCall(SessionRequirement(name: name, tags: tags))
        call.exactName = isExact ? name : nil
        return call
      }
    }
    return Array(all.prefix(mostChoices))
  }
}
