import Testing

@testable import Model
@testable import Platform

@Suite struct AuthorizationDetailsTests {
  private func identities(_ details: String) throws -> Identities {
    try #require(try EvidenceFiles(["a.json": details]).account().identities.value)
  }

  @Test("a role is read with its trust policy, boundary, last use and instance profile")
  func role() throws {
    let role = try #require(
      try identities(
        EvidenceFiles.details(
          roles: """
            {"Path": "/service-role/", "RoleName": "Web", "RoleId": "AROA1",
             "Arn": "arn:aws:iam::123456789012:role/service-role/Web",
             "CreateDate": "2025-01-01T00:00:00+00:00",
             "AssumeRolePolicyDocument": {"Statement": {"Effect": "Allow",
               "Principal": {"Service": "ec2.amazonaws.com", "AWS": ["1", "2"]},
               "Action": "sts:AssumeRole"}},
             "InstanceProfileList": [{"InstanceProfileName": "Web",
               "Arn": "arn:aws:iam::123456789012:instance-profile/Web", "Roles": [{"RoleName": "Web"}]}],
             "RoleLastUsed": {"LastUsedDate": "2026-01-02T03:04:05+00:00", "Region": "eu-west-1"},
             "PermissionsBoundary": {"PermissionsBoundaryType": "PermissionsBoundaryPolicy",
               "PermissionsBoundaryArn": "arn:aws:iam::123456789012:policy/edge"},
             "AttachedManagedPolicies": {"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
             "Tags": [{"Key": "team", "Value": "web"}]}
            """)
      ).roles.first)
    #expect(role.name == "Web")
    #expect(
      role.lastUsed == .at(try #require(Instant("2026-01-02T03:04:05Z")), region: "eu-west-1"))
    #expect(role.boundary?.arn.resourceName == "edge")
    #expect(role.attachedPolicies.map(\.name) == ["ReadOnlyAccess"])
    #expect(role.instanceProfiles.first?.roles == ["Web"])
    #expect(
      role.trust?.statements.first?.principals?.list == [
        Principal(kind: .service, value: "ec2.amazonaws.com"), Principal(kind: .aws, value: "1"),
        Principal(kind: .aws, value: "2"),
      ])
    #expect(
      role.trust?.statements.first?.citation.place
        == "/RoleDetailList/0/AssumeRolePolicyDocument/Statement")
    #expect(role.trust?.statements.first?.citation.line == 4)
  }

  @Test(
    "a role counts as never used only if AWS says so",
    arguments: [
      ("\"RoleLastUsed\": {},", Role.LastUsed.never), ("", .unknown),
      ("\"RoleLastUsed\": {\"LastUsedDate\": \"yesterday\"},", .unknown),
    ]) func lastUsed(member: String, expected: Role.LastUsed) throws
  {
    let text = EvidenceFiles.role.replacing("\"RoleLastUsed\": {},", with: member)
    #expect(try identities(EvidenceFiles.details(roles: text)).roles.first?.lastUsed == expected)
  }

  @Test(
    "policy documents are read in all three formats",
    arguments: [
      #"{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "a+b"}]}"#,
      #""{\"Statement\": {\"Effect\": \"Allow\", \"Action\": [\"s3:*\"], \"Resource\": \"a+b\"}}""#,
      #""%7B%22Statement%22%3A%20%7B%22Effect%22%3A%20%22Allow%22%2C%22Action%22%3A%22s3%3A*%22%2C%22Resource%22%3A%22a+b%22%7D%7D""#,
    ]) func spellings(document: String) throws
  {
    let user = """
      {"UserName": "ann", "Arn": "arn:aws:iam::123456789012:user/ann", "UserId": "AIDA1",
       "UserPolicyList": [{"PolicyName": "p", "PolicyDocument": \(document)}]}
      """
    let policy = try #require(
      try identities(EvidenceFiles.details(users: user)).users.first?.inlinePolicies.first)
    let statement = try #require(policy.document?.statements.first)
    #expect(statement.actions == .only(["s3:*"]))
    #expect(statement.resources == .only(["a+b"]))
    #expect(
      statement.citation.place.hasPrefix("/UserDetailList/0/UserPolicyList/0/PolicyDocument"))
  }

  @Test("the default version counts even if it is not the newest, and the others are dropped")
  func defaultVersion() throws {
    let policy = """
      {"PolicyName": "p", "Arn": "arn:aws:iam::123456789012:policy/p", "DefaultVersionId": "v3",
       "PolicyVersionList": [
        {"VersionId": "v4", "IsDefaultVersion": false, "Document": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}},
        {"VersionId": "v3", "IsDefaultVersion": true, "Document": {"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}}]}
      """
    let read = try #require(
      try identities(EvidenceFiles.details(roles: EvidenceFiles.role, policies: policy)).policies
        .first)
    #expect(read.defaultVersion == "v3")
    #expect(read.versionCount == 2)
    #expect(read.document?.statements.first?.actions == .only(["s3:GetObject"]))
    #expect(
      read.document?.statements.first?.citation.place
        == "/Policies/0/PolicyVersionList/1/Document/Statement")
  }

  @Test(
    "invalid statements are skipped and reported, never guessed",
    arguments: [
      (#"{"Effect": "allow", "Action": "*", "Resource": "*"}"#, "Effect must be Allow or Deny"),
      (#"{"Effect": "Allow", "Resource": "*"}"#, "expected Action or NotAction"),
      (
        #"{"Effect": "Allow", "Action": "a:b", "NotAction": "a:c", "Resource": "*"}"#,
        "expected Action or NotAction"
      ),
      (#"{"Effect": "Allow", "Action": {"a": 1}, "Resource": "*"}"#, "expected Action"),
      (#"{"Effect": "Allow", "Action": "a:b", "Resource": [1, []]}"#, "expected Resource"),
      (#"{"Effect": "Allow", "Action": "a:b", "Condition": ["x"]}"#, "Condition must map"),
      ("7", "expected an object"),
    ]) func defects(statement: String, message: String) throws
  {
    let role = EvidenceFiles.role.replacing(
      "\"RolePolicyList\": []",
      with:
        #""RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Statement": [\#(statement)]}}]"#
    )
    let account = try EvidenceFiles(["a.json": EvidenceFiles.details(roles: role)]).account()
    let document = account.identities.value?.roles.first?.inlinePolicies.first?.document
    #expect(document?.statements.isEmpty == true)
    #expect(account.problems.contains { $0.message.contains(message) })
  }

  @Test("conditions keep each operator, key and value, numbers and booleans as text")
  func conditions() throws {
    let role = EvidenceFiles.role.replacing(
      #"{"Version": "2012-10-17", "Statement": [\#(EvidenceFiles.statement)]}"#,
      with:
        #"{"Statement": {"Effect": "Deny", "NotPrincipal": "*", "NotAction": "sts:*", "Condition": {"Bool": {"aws:SecureTransport": false}, "ForAllValues:StringLike": {"aws:TagKeys": ["a", "b"], "k": 3}}}}"#
    )
    let statement = try #require(
      try identities(EvidenceFiles.details(roles: role)).roles.first?.trust?.statements.first)
    #expect(statement.principals == .allBut([Principal(kind: .everyone, value: "*")]))
    #expect(
      statement.conditions == [
        Condition(operatorName: "Bool", key: "aws:SecureTransport", values: ["false"]),
        Condition(
          operatorName: "ForAllValues:StringLike", key: "aws:TagKeys", values: ["a", "b"]),
        Condition(operatorName: "ForAllValues:StringLike", key: "k", values: ["3"]),
      ])
  }

  @Test("an entry without a name is skipped and reported, and its list is partial")
  func nameless() throws {
    let account = try EvidenceFiles([
      "a.json": EvidenceFiles.details(roles: EvidenceFiles.role + #", {"Arn": "arn:x"}"#)
    ]).account()
    #expect(account.identities.value?.roles.count == 1)
    #expect(account.identities.value?.shortcomings[.roles] != nil)
    #expect(account.problems.map(\.place) == ["/RoleDetailList/1"])
  }
}
