/// The known tags in requests on a resource that is not a principal.
///
/// The tags are those in the evidence, or those that the principal can set beforehand: EC2 instances
/// are tagged by `ec2:CreateTags` and untagged by `ec2:DeleteTags`. See
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-policy-structure.html and
/// https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html.
struct ResourceTags {
  /// The context keys that contain the tags of the resource.
  private static let prefixes = ["aws:ResourceTag/", "ec2:ResourceTag/", "ssm:resourceTag/"]

  private let choices: TagChoices?

  /// The tags that conditions in the policies of `subject` require.
  init(subject: AccessSubject, engine: AccessEngine) {
    let policies = subject.policies + engine.limits(on: subject)
    let tagRules = TagRule.rules(of: policies) { _, condition in
      let key = condition.key.lowercased()
      return Self.prefixes.contains { key.hasPrefix($0.lowercased()) }
    }
    let tagging = ActionSet(
      of: .only(["ec2:CreateTags", "ec2:DeleteTags"]), in: engine.catalogue)
    let calls = TagRule.rules(of: policies) {
      AssumeRoleCall.testsTags($1) && $0.actions.overlaps(tagging)
    }
    choices =
      tagRules.isEmpty
      ? nil : TagChoices(tagRules + calls, keyPrefixes: Self.prefixes, context: subject.context)
  }

  /// Requests on the resource: with its current tags, then with the tags that the principal can set.
  /// If there are too many possible tags, the last request has unknown tags.
  func variants(_ tags: [Tag]?, of arn: ARN) -> [RequestVariant] {
    guard let tags, let choices else { return [RequestVariant()] }
    let plans = choices.plans(for: tags)
    return [RequestVariant(context: Self.context(of: tags))]
      + plans.all.map { changes in
        RequestVariant(
          context: Self.context(of: tags.applying(changes)),
          requests: Self.requests(changes, tags, on: arn))
      } + (plans.isWhole ? [] : [RequestVariant()])
  }

  private static func context(of tags: [Tag]) -> RequestContext {
    var context = RequestContext()
    for prefix in prefixes {
      for tag in tags { context[prefix + tag.key] = .values([tag.value]) }
      context.close(prefix)
    }
    return context
  }

  private static func requests(_ changes: [TagChange], _ tags: [Tag], on arn: ARN) -> [TagRequest] {
    let put = changes.filter { $0.value != nil }
    let removed = changes.filter { $0.value == nil }
    return [("ec2:CreateTags", put), ("ec2:DeleteTags", removed)].compactMap { action, changes in
      changes.isEmpty
        ? nil
        : TagRequest(
          action: action, resource: arn.description,
          context: context(of: tags).merging(TagChange.context(of: changes)), changes: changes)
    }
  }
}
