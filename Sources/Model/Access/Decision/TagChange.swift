/// A tag that is set on, or removed from, a user, role or session.
struct TagChange: Hashable, Sendable {
  let key: String
  /// The new value; nil if the tag is removed.
  let value: String?

  /// The prefix of keys for the tags in a request.
  static let requestPrefix = "aws:RequestTag/"

  /// The context keys of a request that makes `changes`. See
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

/// A call that prepares a step of a path: it changes tags of a user or role, creates or edits a
/// policy, or lifts a boundary.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html.
struct TagRequest: Sendable {
  let action: String
  let resource: String
  let context: RequestContext
  /// The changes of tags; empty if nothing is known about them, or for other calls.
  let changes: [TagChange]
  /// Whether it is unknown what the call changes.
  var isUnknown = false

  /// The call as a request for evaluation.
  var request: AccessRequest {
    AccessRequest(action: action, resource: resource, context: context)
  }

  /// The actions that change tags of users and roles.
  static func actions(in catalogue: ActionCatalogue) -> ActionSet {
    ActionSet(
      of: .only(["iam:TagUser", "iam:TagRole", "iam:UntagUser", "iam:UntagRole"]), in: catalogue)
  }

  /// A call that sets unknown tags on `target`.
  static func unknown(on target: AccessSubject) -> TagRequest {
    TagRequest(
      action: target.kind == .user ? "iam:TagUser" : "iam:TagRole",
      resource: target.arn.description,
      context: TargetContext.context(of: target.identity.tags), changes: [], isUnknown: true)
  }

  /// The calls by which `subject` tags `target` as `requirement` demands.
  static func requests(
    meeting requirement: SessionRequirement, on target: AccessSubject, by subject: AccessSubject,
    in engine: AccessEngine
  ) -> [TagRequest] {
    requirement.hasUnknownChanges
      ? [unknown(on: target)] : requests(requirement.changes, on: target, by: subject, in: engine)
  }

  /// The calls by which `subject` makes `changes` on `target`: one for each change if it is not
  /// allowed to make them in one call.
  static func requests(
    _ changes: [TagChange], on target: AccessSubject, by subject: AccessSubject,
    in engine: AccessEngine
  ) -> [TagRequest] {
    let together = requests(changes, on: target)
    guard changes.count > together.count,
      !together.allSatisfy({ engine.decide($0.request, by: subject).isOpenOrContained })
    else { return together }
    return changes.flatMap { requests([$0], on: target) }
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

extension [Tag] {
  /// The tags after `changes`.
  func applying(_ changes: [TagChange]) -> [Tag] {
    let changed = Set(changes.map { $0.key.lowercased() })
    return filter { !changed.contains($0.key.lowercased()) }
      + changes.compactMap { change in change.value.map { Tag(key: change.key, value: $0) } }
  }

  /// The tags of a session of a role with these tags: session tags override those of the role. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html.
  func overridden(by sessionTags: [Tag]) -> [Tag] {
    applying(sessionTags.map { TagChange(key: $0.key, value: $0.value) })
  }
}
