@testable import Evidence
import Platform

@testable import Checklist
@testable import Model
@testable import TUI

/// An account in which each kind of access, escalation path and answer occurs once.
///
/// `pipeline` can read all buckets, use queues in one region, and change its own policy. `nina` can
/// assume `boss`, an administrator. `sandbox` has a permissions boundary. A service control policy
/// denies purging queues, and reading objects from outside of a region.
enum AccessFixture {
  static let number = "123456789012"

  private static func role(
    _ name: String, trusts: String, attached: String? = nil, inline: String? = nil,
    boundary: String? = nil
  ) -> String {
    """
    {"Path": "/", "RoleName": "\(name)", "RoleId": "AROA\(name.uppercased())",
     "Arn": "arn:aws:iam::\(number):role/\(name)", "CreateDate": "2025-01-01T00:00:00+00:00",
     "AssumeRolePolicyDocument": \(document(
      #"{"Effect": "Allow", "Principal": \#(trusts), "Action": "sts:AssumeRole"}"#)),
     "RoleLastUsed": {}, \(boundary.map(bound) ?? "")
     "RolePolicyList": [\(inline.map(inlined) ?? "")],
     "AttachedManagedPolicies": [\(attached.map(attachment) ?? "")]}
    """
  }

  private static func inlined(_ statements: String) -> String {
    #"{"PolicyName": "own", "PolicyDocument": \#(document(statements))}"#
  }

  private static func bound(_ policy: String) -> String {
    """
    "PermissionsBoundary": {"PermissionsBoundaryType": "Policy",
      "PermissionsBoundaryArn": "arn:aws:iam::\(number):policy/\(policy)"},
    """
  }

  private static func attachment(_ policy: String) -> String {
    #"{"PolicyName": "\#(policy)", "PolicyArn": "arn:aws:iam::\#(number):policy/\#(policy)"}"#
  }

  private static func policy(_ name: String, _ statements: String) -> String {
    """
    {"PolicyName": "\(name)", "PolicyId": "ANPA\(name)", "Path": "/", "DefaultVersionId": "v3",
     "Arn": "arn:aws:iam::\(number):policy/\(name)", "AttachmentCount": 1,
     "PolicyVersionList": [{"VersionId": "v3", "IsDefaultVersion": true,
       "Document": \(document(statements))}]}
    """
  }

  private static func document(_ statements: String) -> String {
    #"{"Version": "2012-10-17", "Statement": [\#(statements)]}"#
  }

  private static let details = """
    {"UserDetailList": [
       {"Path": "/", "UserName": "nina", "UserId": "AIDANINA", "GroupList": ["writers"],
        "Arn": "arn:aws:iam::\(number):user/nina", "CreateDate": "2025-01-01T00:00:00+00:00",
        "UserPolicyList": [\(inlined(
          #"{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::\#(number):role/boss"}"#))],
        "AttachedManagedPolicies": []}],
     "GroupDetailList": [
       {"Path": "/", "GroupName": "writers", "GroupId": "AGPA",
        "Arn": "arn:aws:iam::\(number):group/writers", "CreateDate": "2025-01-01T00:00:00+00:00",
        "GroupPolicyList": [\(inlined(
          #"{"Sid": "Put", "Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "*"}"#))],
        "AttachedManagedPolicies": []}],
     "RoleDetailList": [
       \(role("boss", trusts: #"{"AWS": "arn:aws:iam::\#(number):user/nina"}"#, attached: "all")),
       \(role("pipeline", trusts: #"{"Service": "glue.amazonaws.com"}"#, attached: "data-keep")),
       \(role(
         "sandbox", trusts: #"{"Service": "ec2.amazonaws.com"}"#,
         inline: #"{"Effect": "Allow", "Action": ["iam:PutRolePolicy", "s3:GetObject"], "Resource": "*"}"#,
         boundary: "limit"))],
     "Policies": [
       \(policy("all", #"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#)),
       \(policy("data-keep", """
         {"Sid": "KeepCurrent", "Effect": "Allow",
          "Action": ["iam:CreatePolicyVersion", "iam:GetPolicy"],
          "Resource": "arn:aws:iam::\(number):policy/data-*"},
         {"Sid": "Read", "Effect": "Allow", "Action": ["s3:Get*", "fancy:Do*"], "Resource": "*"},
         {"Effect": "Allow", "Action": "sqs:*", "Resource": "*",
          "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}},
         {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:*:*:alerts"}
         """)),
       \(policy("limit", #"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#))],
     "IsTruncated": false}
    """

  private static let lastAccess = """
    {"Request": {"command": "iam get-service-last-accessed-details",
                 "Arn": "arn:aws:iam::\(number):role/pipeline"},
     "Response": {"JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", "ServicesLastAccessed": [
       {"ServiceName": "S3", "ServiceNamespace": "s3",
        "LastAuthenticated": "2026-11-17T08:00:00+00:00", "TotalAuthenticatedEntities": 1,
        "TrackedActionsLastAccessed": [
          {"ActionName": "GetObjectAcl", "LastAccessedTime": "2026-11-17T08:00:00+00:00"},
          {"ActionName": "GetBucketAcl"}]},
       {"ServiceName": "SQS", "ServiceNamespace": "sqs", "TotalAuthenticatedEntities": 0},
       {"ServiceName": "EC2", "ServiceNamespace": "ec2",
        "LastAuthenticated": "2026-01-05T08:00:00+00:00", "TotalAuthenticatedEntities": 1}],
      "IsTruncated": false}}
    """

  static let account: Account = {
    do {
      var account = try EvidenceLoader.load(
        files: [
          (name: "auth.json", bytes: Array(details.utf8)),
          (name: "last.json", bytes: Array(lastAccess.utf8)),
        ], asOf: Fixture.asOf)
      account.organization = .collected(
        Organization(
          id: "o-1", managementAccount: "999999999999", featureSet: "ALL",
          citation: Fixture.at("/")), files: [])
      account.controlPolicies = .collected(
        ControlPolicies(
          path: [.init(target: "r-ab12", policies: [try control("full"), try control("guard")])],
          unattached: []), files: [])
      return account
    } catch {
      preconditionFailure("the fixture's evidence cannot be read: \(error)")
    }
  }()

  private static func control(_ name: String) throws -> ControlPolicy {
    let statements =
      name == "full"
      ? #"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#
      : """
      {"Sid": "NoPurge", "Effect": "Deny", "Action": "sqs:PurgeQueue", "Resource": "*"},
      {"Sid": "Region", "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*",
       "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}}
      """
    let json = try JSONDocument(Array(document(statements).utf8))
    let arn = ARN("arn:aws:organizations::999999999999:policy/o-1/\(name)")
    return ControlPolicy(
      id: "p-\(name)", name: name, arn: arn,
      document: try PolicyReader.read(Cursor(node: json.root, file: "\(name).json", pointer: "")),
      citation: Fixture.at("/\(name)"))
  }

  /// Only the items on access, so that other items do not change the counts on the screens.
  static let model = {
    let items: Set<ItemID> = [
      Item.usersAdministratorAccess.id, Item.rolesAdministratorAccess.id,
      Item.rolesPrivilegeEscalation.id, Item.policiesInline.id, Item.policiesResourceWildcards.id,
    ]
    let all = Checklist.assess(account, settings: Settings())
    return ConsoleModel(
      Assessment(
        account: all.account, settings: all.settings,
        items: all.items.filter { items.contains($0.id) },
        catalogueVersion: all.catalogueVersion, engine: all.engine))
  }()

  /// A console on the page of the row `name` in the view with the key `view`.
  static func console(
    _ view: Character, _ name: String, _ size: Size = Size(columns: 80, rows: 24)
  ) -> TestConsole {
    let console = TestConsole(size, model: model)
    console.type("\(view)/\(name)")
    console.press(.enter, .enter)
    return console
  }
}

extension TestConsole {
  /// The body of the screen without empty lines at its end.
  var body: String {
    var lines = part(rows: 2..<state.size.rows - 1, columns: 0..<state.size.columns)
    while lines.hasSuffix("\n") { lines.removeLast() }
    return lines
  }

  /// The whole text of the page, line by line, including what is not on screen.
  var page: String { state.text.lines.map(\.text).joined(separator: "\n") }

  /// The lines of the page from the one that begins with `title` to the next empty line.
  func section(_ title: String) -> String {
    page.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix(title) }.prefix { !$0.isEmpty }.joined(separator: "\n")
  }
}
