/// A call of `sts:AssumeRole`, or of `sts:TagSession`, which AWS authorizes beside it where the caller
/// passes session tags.
///
/// The caller chooses the session's name and tags, so conditions on them bar nobody whom they do not
/// name. See https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html.
struct AssumeRoleCall: Sendable {
  var action = "sts:AssumeRole"
  /// The keys that the caller's choice decides.
  var request = TagChange.context(of: [])
  /// What the caller chooses.
  var session = SessionRequirement()

  /// What is shown of the choice; nil where any session will do.
  var shown: SessionRequirement? { session.isEmpty ? nil : session }

  init() {}

  private init(_ session: SessionRequirement) {
    self.session = session
    request = TagChange.context(
      of: session.tags.map { TagChange(key: $0.key, value: $0.value) })
    if let name = session.name { request["sts:RoleSessionName"] = .values([name]) }
  }

  /// The call that passes the session tags; nil where there are none.
  var tagging: AssumeRoleCall? {
    if session.tags.isEmpty { return nil }
    var call = self
    call.action = "sts:TagSession"
    return call
  }

  /// More choices than this are not tried.
  private static let mostChoices = 32

  /// The choices of a caller that `conditions` speak of, so that the session meets `requirement`.
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
