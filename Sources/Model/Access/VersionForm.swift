/// Another form in which later steps can name the resource that the first step creates or changes.
///
///     lambda:CreateFunction   function:web             the function itself
///     lambda:InvokeFunction   function:web:PROD        a version or an alias of it
///     ecs:RunTask             task-definition/web      the latest revision of task-definition/web:*
///
/// AWS authorizes a call on the ARN that the caller names, so a policy for versions does not cover the
/// resource itself, nor the reverse. See
/// https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html and
/// https://docs.aws.amazon.com/step-functions/latest/dg/ecs-iam.html.
enum VersionForm: Sendable {
  /// The ARN with a version or an alias after it; a new resource has those that are listed.
  case qualified(initial: [String])
  /// The ARN without the version after it.
  case unqualified

  /// The qualifiers that a new resource has in any case, by the service's prefix. Publishing a version
  /// of a state machine takes a permission of its own.
  private static let initial = ["lambda": ["1", "$LATEST"], "batch": ["1"]]

  /// Forms of resources that callers name by their family alone, and AWS takes for the latest version.
  private static let families: Set = ["ecs:*:@:task-definition/*:*"]

  /// The other forms of resources whose ARNs are as `formats` say, among all `others` of the service.
  static func all(of formats: [String], among others: [String]) -> [VersionForm] {
    var forms: [VersionForm] = []
    if formats.contains(where: { others.contains($0 + ":*") }) {
      let service = formats.first?.prefix { $0 != ":" } ?? ""
      forms.append(.qualified(initial: initial[String(service)] ?? []))
    }
    if formats.contains(where: families.contains) { forms.append(.unqualified) }
    return forms
  }

  typealias Token = WildcardPattern.Token

  /// Whether `used` goes on where the names that `resource` fits end, and so is a version of one.
  func isVersion(_ used: [Token], of resource: [Token]) -> Bool {
    guard case .qualified = self else { return false }
    return used.count { $0 == WildcardPattern.colon }
      > resource.count { $0 == WildcardPattern.colon }
  }

  /// The pattern of ARNs in this form of the resources that `resource` fits; names have no colon.
  func form(of resource: [Token]) -> [Token] {
    switch self {
    case .qualified:
      resource + [WildcardPattern.colon, WildcardPattern.one, WildcardPattern.star]
    // The part before the version is all up to the sixth colon, the first of the resource part.
    case .unqualified:
      resource.indices.filter { resource[$0] == WildcardPattern.colon }.dropFirst(5).first
        .map { Array(resource[..<$0]) } ?? resource
    }
  }

  /// The resource that an ARN of this form names.
  func resource(of form: [Token]) -> [Token] {
    switch self {
    case .qualified: form.lastIndex(of: WildcardPattern.colon).map { Array(form[..<$0]) } ?? form
    case .unqualified: form + [WildcardPattern.colon, WildcardPattern.star]
    }
  }

  /// An ARN of this form that exists as soon as the resource does; nil if none of those that
  /// `form` fits need exist.
  func existing(_ form: [Token]) -> [Token]? {
    guard case .qualified(let initial) = self, let place = form.lastIndex(of: WildcardPattern.colon)
    else {
      return form
    }
    let qualifier = WildcardPattern(tokens: Array(form[(place + 1)...]), ignoresCase: false)
    return initial.first(where: qualifier.matches).map { form[...place] + $0.utf8.map(Token.init) }
  }
}
