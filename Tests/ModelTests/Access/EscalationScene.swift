@testable import Model

/// An account with everything that one path needs, except the permissions.
///
/// The requirements are derived from the path's actions as AWS documents them, not from the search.
struct EscalationScene {
  let path: EscalationPath
  /// The permissions, each in a separate policy.
  var allowed: [String]
  /// The statement of an additional policy.
  var denied: String?
  /// The actions that the permissions boundary allows; nil without a boundary.
  var boundary: PolicyDocument?
  var control: PolicyDocument?

  init(_ path: EscalationPath) {
    self.path = path
    allowed = path.permissions
    if removesBoundary { boundary = document(allowing(path.permissions)) }
  }

  private func allowing(_ actions: [String]) -> String {
    statement("Allow", "Action", actions, "Resource", ["*"])
  }

  private var action: String { path.permissions[0] }

  /// Whether the path removes the principal's own boundary.
  var removesBoundary: Bool {
    path.category == .selfEscalation && action.hasSuffix("PermissionsBoundary")
  }

  /// Whether the path removes a Deny.
  var removesDeny: Bool {
    path.category == .selfEscalation && !removesBoundary
      && ["iam:Delete", "iam:Detach", "iam:Remove"].contains(where: action.hasPrefix)
  }

  /// Whether the path sets a tag on the principal that one of its policies requires.
  var tagsItself: Bool { path.category == .selfEscalation && action.hasPrefix("iam:Tag") }

  /// Whether the path changes the principal itself, which is a role.
  var isAboutOwnRole: Bool { path.category == .selfEscalation && action.contains("Role") }

  /// The gain of the path.
  var gain: Escalation.Gain {
    if removesBoundary || removesDeny || tagsItself { return .more }
    switch path.category {
    case .existingPassRole: return .unknownRole
    case .identityCenter where path.id == "sso-001": return .administrator
    case .identityCenter where path.id.hasPrefix("sso-0"): return .another
    case .identityCenter: return .unknownRole
    default: return path.id == "iam-set-default-policy-version" ? .otherVersion : .administrator
    }
  }

  /// The report about the principal.
  var report: EscalationReport? {
    var small = SmallAccount()
    let me = build(&small)
    var account = small.account
    // The resources of the services are not in this evidence.
    account.functions = .missing("not provided")
    account.instances = .missing("not provided")
    return AccessEngine(account).escalations(paths: [path]).first { $0.subject == me }
  }

  private func build(_ small: inout SmallAccount) -> ARN {
    small.managed("own", document(allow("sqs:ListQueues")))
    small.managed("full", document(allow("*")))
    small.managed("noS3", document(deny("s3:*")))
    small.managed("narrow", document(allow("logs:*")))
    small.group("admins", [document(allow("*"))])
    let inGroup = removesDeny && action.contains("Group")
    small.group(
      "staff", inGroup && !action.contains("Detach") ? [document(deny("s3:*"))] : [],
      attached: inGroup && action.contains("Detach") ? ["noS3"] : [])
    small.user("root2", attached: ["full"])
    small.role("admin", attached: ["full"], trust: trust)
    small.role("bounded", attached: ["full"], boundary: "narrow", trust: trust)
    if path.category == .identityCenter { small.managementAccount = SmallAccount.id }
    if let control { small.levels = [[control]] }
    var policies = allowed.map { document(allow($0)) }
    if removesBoundary || removesDeny { policies.append(document(allow("s3:*"))) }
    if tagsItself { policies.append(document(allow("s3:*", when: Self.tagged))) }
    if let denied { policies.append(document(denied)) }
    var attached = ["own"]
    if removesDeny, !inGroup {
      if action.contains("Detach") {
        attached.append("noS3")
      } else {
        policies.append(document(deny("s3:*")))
      }
    }
    if let boundary { small.managed("limit", boundary) }
    let limit = boundary.map { _ in "limit" }
    return isAboutOwnRole
      ? small.role(
        "me", policies, attached: attached, boundary: limit,
        trusts: #"{"Service":"ec2.amazonaws.com"}"#)
      : small.user("me", policies, groups: ["staff"], attached: attached, boundary: limit)
  }

  private static let tagged = #"{"StringEquals":{"aws:PrincipalTag/team":"data"}}"#
  static let provider = "arn:aws:iam::123456789012:saml-provider/office"

  /// Allows the account, the path's services, Amazon Cognito and a SAML provider.
  private var trust: PolicyDocument {
    let services = path.services.map { "\"\($0)\"" }.joined(separator: ",")
    let saml = #"{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}"#
    return document(
      #"{"Effect":"Allow","Action":"sts:AssumeRole","#
        + #""Principal":{"AWS":"arn:aws:iam::123456789012:root","Service":[\#(services)]}}"#,
      #"{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","#
        + #""Principal":{"Federated":"cognito-identity.amazonaws.com"}}"#,
      #"{"Effect":"Allow","Action":"sts:AssumeRoleWithSAML","#
        + #""Principal":{"Federated":"\#(Self.provider)"},"Condition":\#(saml)}"#)
  }
}
