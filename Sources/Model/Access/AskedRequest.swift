/// A request with its context, for evaluation by policies.
struct AskedRequest {
  let action: String
  let index: Int?
  let resource: RequestResource
  private let known: LazyContext
  /// The context, which is built when a condition first needs it; few do.
  var context: RequestContext { known.value }

  /// A context that is built once.
  private final class LazyContext {
    private let make: () -> RequestContext
    private(set) lazy var value = make()

    init(_ make: @escaping () -> RequestContext) { self.make = make }
  }

  /// The answer of a group of policies.
  struct Judgement {
    var allows: [PolicyStatement] = []
    var denials: [PolicyStatement] = []
    var elsewhere: [PolicyStatement] = []

    var allowed: Truth { allows.map(\.applies).any }
  }

  /// Like AWS, evaluates an action without resource types on `*`, whatever the requested resource.
  /// The region of a global service, and the region and account in the ARN, are used unless they
  /// were given. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion.
  init(_ request: AccessRequest, subject: AccessSubject, engine: AccessEngine) {
    action = request.action
    index = engine.catalogue.index(ofAction: request.action)
    let takesNoResource = index.map { engine.catalogue.entries[$0].takesNoResource } ?? false
    let resource = takesNoResource ? .none : RequestResource(request.resource)
    self.resource = resource
    known = LazyContext { Self.context(of: request, on: resource, by: subject, engine) }
  }

  private static func context(
    of request: AccessRequest, on resource: RequestResource, by subject: AccessSubject,
    _ engine: AccessEngine
  ) -> RequestContext {
    var context = subject.context
    let arn = ARN(resource.text)
    if let region = GlobalServices.region(of: request.action, in: engine.resources.partition) {
      context["aws:RequestedRegion"] = .values([region])
    } else if isPlain(arn.region) {
      context["aws:RequestedRegion"] = .values([arn.region])
    }
    if isPlain(arn.account) { context["aws:ResourceAccount"] = .values([arn.account]) }
    if arn.account == engine.accountID, !arn.account.isEmpty {
      context.shareOrganization()
    }
    return context.merging(request.context)
  }

  private static func isPlain(_ part: String) -> Bool {
    !part.isEmpty && !part.contains { $0 == "*" || $0 == "?" }
  }

  func judge(_ policies: [AppliedPolicy]) -> Judgement {
    var result = Judgement()
    for policy in policies {
      for (place, line) in policy.compiled.lines.enumerated() where covers(line.actions) {
        let resources = line.resources.resolved(in: context)
        let reaches = resources.match(resource)
        let holds =
          line.conditions.isEmpty ? Truth.yes : policy.compiled.conditions(of: line, in: context)
        let applies = min(reaches, holds)
        let statement = PolicyStatement(
          source: policy.source, statement: policy.document.statements[place], applies: applies)
        if applies == .no {
          if line.effect == .allow, reaches == .no, holds != .no {
            result.elsewhere.append(statement)
          }
        } else if line.effect == .allow {
          result.allows.append(statement)
        } else {
          result.denials.append(statement)
        }
      }
    }
    return result
  }

  private func covers(_ actions: ActionSet) -> Bool {
    index.map(actions.contains(index:)) ?? actions.contains(action)
  }

  /// The conditions of `statement` that are unknown here.
  func openConditions(_ statement: Statement) -> [Condition] {
    statement.conditions.filter { $0.evaluate(in: context) == .unknown }
  }
}
