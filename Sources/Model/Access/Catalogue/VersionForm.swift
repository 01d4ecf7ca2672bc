/// Another form in which later steps can refer to the resource that the first step creates or
/// changes.
///
///     lambda:CreateFunction   function:web             the function itself
///     lambda:InvokeFunction   function:web:PROD        a version or an alias of it
///     ecs:RunTask             task-definition/web      the latest revision of task-definition/web:*
///
/// AWS authorizes a call on the ARN that the caller specifies, so a policy for versions does not
/// cover the resource itself, and vice versa. AWS Step Functions authorizes a call on a version or an
/// alias with the ARN of the state machine. See
/// https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html,
/// https://docs.aws.amazon.com/step-functions/latest/dg/ecs-iam.html and
/// https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html.
enum VersionForm: Sendable {
  /// The ARN followed by a version or an alias; a new resource has those in `initial`.
  case qualified(initial: [String])
  /// The ARN without its version.
  case unqualified
  /// None, although there are versions: calls on them are authorized with the ARN of the resource.
  case none

  /// The qualifiers that a new resource has in any case, by the service's prefix. Publishing a version
  /// of a state machine needs a separate permission.
  private static let initial = ["lambda": ["1", "$LATEST"], "batch": ["1"]]

  private static let stateMachines = "states"

  /// The ARN with which a call on `resource` is authorized, and the version or alias in `resource`.
  static func authorized(_ resource: String) -> (resource: String, qualifier: String?) {
    guard resource.contains(":stateMachine:") else { return (resource, nil) }
    let parts = resource.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 8, parts[2] == stateMachines, parts[5] == "stateMachine" else {
      return (resource, nil)
    }
    return (parts[..<7].joined(separator: ":"), String(parts[7]))
  }

  /// Formats of resources that callers can specify without a version, which AWS resolves to the
  /// latest version.
  private static let families: Set = ["ecs:*:@:task-definition/*:*"]

  /// The other forms of resources with the ARN formats `formats`, given all formats `others` of the
  /// service.
  static func all(of formats: [String], among others: [String]) -> [VersionForm] {
    var forms: [VersionForm] = []
    if formats.contains(where: { others.contains($0 + ":*") }) {
      let service = String(formats.first?.prefix { $0 != ":" } ?? "")
      forms.append(service == stateMachines ? .none : .qualified(initial: initial[service] ?? []))
    }
    if formats.contains(where: families.contains) { forms.append(.unqualified) }
    return forms
  }

  typealias Token = WildcardPattern.Token

  /// Whether `used` continues after the names that `resource` matches, and so is a version of one.
  func isVersion(_ used: [Token], of resource: [Token]) -> Bool {
    if case .unqualified = self { return false }
    return used.count { $0 == WildcardPattern.colon }
      > resource.count { $0 == WildcardPattern.colon }
  }

  /// The ARNs in this form for the resources that `resource` matches; nil if there are none. Names
  /// contain no colon.
  func form(of resource: [Token]) -> [Token]? {
    switch self {
    case .none: nil
    case .qualified:
      resource + [WildcardPattern.colon, WildcardPattern.one, WildcardPattern.star]
    // The part before the version is all up to the sixth colon, the first of the resource part.
    case .unqualified:
      resource.indices.filter { resource[$0] == WildcardPattern.colon }.dropFirst(5).first
        .map { Array(resource[..<$0]) } ?? resource
    }
  }

  /// The resource to which an ARN of this form refers.
  func resource(of form: [Token]) -> [Token] {
    switch self {
    case .qualified: form.lastIndex(of: WildcardPattern.colon).map { Array(form[..<$0]) } ?? form
    case .unqualified: form + [WildcardPattern.colon, WildcardPattern.star]
    case .none: form
    }
  }

  /// An ARN of this form that exists as soon as the resource does; nil if none that `form` matches
  /// is certain to exist.
  func existing(_ form: [Token]) -> [Token]? {
    guard case .qualified(let initial) = self, let place = form.lastIndex(of: WildcardPattern.colon)
    else {
      return form
    }
    let qualifier = WildcardPattern(tokens: Array(form[(place + 1)...]), ignoresCase: false)
    return initial.first(where: qualifier.matches).map { form[...place] + $0.utf8.map(Token.init) }
  }
}
