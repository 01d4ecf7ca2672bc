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

  /// The choices to show; nil if any session is sufficient.
  var shown: SessionRequirement? { session.isEmpty ? nil : session }

  init() {}

  private init(_ session: SessionRequirement) {
    self.session = session
    request = TagChange.context(
      of: session.tags.map { TagChange(key: $0.key, value: $0.value) })
    if let name = session.name { request["sts:RoleSessionName"] = .values([name]) }
  }

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
    let key = "sts:RoleSessionName"
    let named = TagChoices(
      conditions.filter { $0.key.lowercased() == key.lowercased() }, prefix: key, context: context)
    let names: [String?] =
      requirement.name.map { [$0] }
      ?? [nil] + named.changes(to: []).compactMap { $0.first?.value }
    let tagged = TagChoices(conditions, prefix: "aws:RequestTag/", context: context)
    let tags: [[Tag]] =
      requirement.tags.isEmpty
      ? [[]] + tagged.changes(to: []).map { [Tag]().applying($0) }.filter { !$0.isEmpty }
      : [requirement.tags]
    let all = tags.flatMap { tags in
      names.map { AssumeRoleCall(SessionRequirement(name: $0, tags: tags)) }
    }
    return Array(all.prefix(mostChoices))
  }
}
