/// A tag that a principal puts on a user, role or session, or takes away.
struct TagChange: Hashable, Sendable {
  let key: String
  /// The new value; nil if the tag is removed.
  let value: String?

  /// The keys that hold the tags that a request passes.
  static let requestPrefix = "aws:RequestTag/"

  /// The keys that a request which passes `changes` holds about them. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requesttag.
  static func context(of changes: [TagChange]) -> RequestContext {
    var context = RequestContext()
    for change in changes {
      if let value = change.value { context[requestPrefix + change.key] = .values([value]) }
    }
    context.close(requestPrefix)
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

  /// A call that changes tags of `target` of which nothing is known.
  static func unknown(on target: AccessSubject) -> TagRequest {
    TagRequest(
      action: target.kind == .user ? "iam:TagUser" : "iam:TagRole",
      resource: target.arn.description,
      context: TargetContext.context(of: target.identity.tags), changes: [])
  }

  /// The calls that make a user or role what `requirement` says.
  static func requests(
    meeting requirement: SessionRequirement, on target: AccessSubject
  ) -> [TagRequest] {
    requirement.hasUnknownChanges
      ? [unknown(on: target)] : requests(requirement.changes, on: target)
  }

  /// The calls that make `changes` on `target`, at most one that tags and one that untags.
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

extension [Tag] {
  /// The tags after `changes`.
  func applying(_ changes: [TagChange]) -> [Tag] {
    let changed = Set(changes.map { $0.key.lowercased() })
    return filter { !changed.contains($0.key.lowercased()) }
      + changes.compactMap { change in change.value.map { Tag(key: change.key, value: $0) } }
  }
}
