import Testing

@testable import Model
@testable import Platform

@Suite struct EvidenceCompletenessTests {
  private func identities(_ files: KeyValuePairs<String, String>) throws -> Evidence<Identities> {
    try EvidenceFiles(files).account().identities
  }

  private let whole = EvidenceFiles.details(roles: EvidenceFiles.role)

  @Test("complete details are marked as complete")
  func wholeDetails() throws {
    #expect(try identities(["a.json": whole]).isWhole)
    #expect(
      try identities([
        "a.json": whole,
        "s.json": #"{"SummaryMap": {"Users": 0, "Roles": 1, "Groups": 0, "Policies": 0}}"#,
      ]).isWhole)
  }

  @Test("pages of one answer are combined; a page alone is partial")
  func pages() throws {
    let second = EvidenceFiles.role.replacing("Deploy", with: "Build")
    let truncated = whole.replacing("false}", with: #"true, "Marker": "x"}"#)
    let both = try identities([
      "1.json": truncated, "2.json": EvidenceFiles.details(roles: second),
    ])
    #expect(both.value?.roles.map(\.name) == ["Build", "Deploy"])
    #expect(both.shortcoming?.contains("1.json is one page of several") == true)
  }

  @Test(
    "counts that disagree with the account summary make the list partial",
    arguments: ["Users", "Roles", "Groups", "Policies"]) func counts(name: String) throws
  {
    let evidence = try identities([
      "a.json": whole, "s.json": #"{"SummaryMap": {"\#(name)": 9}}"#,
    ])
    #expect(evidence.shortcoming?.contains("the account summary counts 9") == true)
    #expect(evidence.value?.shortcomings.count == 1)
  }

  @Test("an account without roles is suspicious, not clean")
  func noRoles() throws {
    #expect(
      try identities(["a.json": EvidenceFiles.details()]).shortcoming
        == "no roles are listed, but every account has service-linked roles")
  }

  @Test("a list that the answer does not contain is not empty")
  func absentList() throws {
    let evidence = try identities(["a.json": #"{"RoleDetailList": [\#(EvidenceFiles.role)]}"#])
    #expect(
      evidence.value?.shortcomings.keys.map(\.rawValue).sorted() == ["groups", "policies", "users"])
  }

  @Test("an attached policy that is not in the evidence could allow anything")
  func missingDocument() throws {
    let role = EvidenceFiles.role.replacing(
      #""AttachedManagedPolicies": []"#,
      with: #""AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/X"}]"#)
    #expect(
      try identities(["a.json": EvidenceFiles.details(roles: role)]).shortcoming
        == "attached policies that are not in the evidence: X")
  }

  @Test("another account's evidence is reported and is not complete")
  func foreignAccount() throws {
    let account = try EvidenceFiles([
      "a.json": whole,
      "b.json":
        #"{"analyzers": [{"arn": "arn:aws:access-analyzer:eu-west-1:000000000000:analyzer/a", "name": "a", "type": "ACCOUNT", "status": "ACTIVE"}]}"#,
      "c.json":
        #"{"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/x", "UserId": "AIDA"}"#,
    ]).account()
    #expect(account.id == "123456789012")
    #expect(account.analyzers.isWhole == false)
    #expect(account.problems.first?.message.contains("belongs to account 000000000000") == true)
  }

  @Test("a call that the manifest records as denied is reported as denied, not just missing")
  func refused() throws {
    let account = try EvidenceFiles([
      "a.json": whole,
      "manifest.json": """
      {"tool": "iam-review", "version": "1", "account": "123456789012", "alias": "prod",
       "started": "2026-11-20T09:00:00Z", "finished": "2026-11-20T10:00:00Z", "calls": [
        {"arguments": ["iam", "get-credential-report"], "region": null, "exitStatus": 254,
         "error": "An error occurred (AccessDenied) when calling", "file": null},
        {"arguments": ["organizations", "describe-organization"], "exitStatus": 254,
         "error": "An error occurred (AWSOrganizationsNotInUseException)", "file": null}]}
      """,
    ]).account()
    #expect(
      account.credentialReport.shortcoming
        == "access denied (missing iam:GetCredentialReport): aws iam get-credential-report:"
        + " An error occurred (AccessDenied) when calling")
    #expect(account.summary.shortcoming == "not collected")
    #expect(account.organization.state == .none)
    #expect(account.alias == "prod")
    #expect(
      account.asOf == Account.AsOf(try #require(Instant("2026-11-20T10:00:00Z")), origin: .manifest)
    )
  }

  @Test(
    "the first 20 problems in a part of a file are listed, and the others are counted",
    arguments: [(20, nil), (21, "1 more"), (1_274, "1,254 more")])
  func manyProblems(entries: Int, more: String?) throws {
    let list = Array(repeating: "null", count: entries).joined(separator: ", ")
    let account = try EvidenceFiles([
      "f.json": #"{"Functions": [\#(list)]}"#, "t.json": #"{"trailList": [7]}"#,
    ]).account()
    let listed = account.problems.filter { $0.file == "f.json" }
    #expect(listed.count == (more == nil ? 20 : 21))
    #expect(listed.last?.message.hasPrefix(more ?? "expected a string") == true)
    #expect(account.problems.last?.file == "t.json")
    #expect(account.functions.state == .partial)
  }

  @Test("the problems that are not listed make their list partial")
  func manyProblemsInOneFile() throws {
    let list = Array(repeating: "null", count: 50).joined(separator: ", ")
    let identities = try identities([
      "d.json": EvidenceFiles.details(users: list, roles: EvidenceFiles.role, policies: list)
    ])
    #expect(
      identities.value?.shortcomings.keys.map(\.rawValue).sorted() == ["policies", "users"])
  }

  @Test("a broken policy lists 20 defects and counts the others")
  func manyDefects() throws {
    let list = Array(repeating: "null", count: 500).joined(separator: ", ")
    let role = EvidenceFiles.role.replacing(EvidenceFiles.statement, with: list)
    let account = try EvidenceFiles(["d.json": EvidenceFiles.details(roles: role)]).account()
    #expect(account.identities.value?.roles.first?.trust?.defects.count == 21)
    #expect(account.identities.value?.roles.first?.trust?.defects.last == "480 more defects")
  }

  @Test("a report without a generation time is at least as new as any other fact")
  func newestFact() throws {
    let report =
      EvidenceFiles.reportHeader + "\n"
      + "ann,arn:aws:iam::123456789012:user/ann,2026-01-01T00:00:00Z,true,2026-03-04T05:06:07Z,N/A,N/A,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"
    let role = EvidenceFiles.role.replacing(
      #""RoleLastUsed": {}"#, with: #""RoleLastUsed": {"LastUsedDate": "2026-05-01T00:00:00Z"}"#)
    let account = try EvidenceFiles([
      "r.csv": report, "d.json": EvidenceFiles.details(roles: role),
    ]).account()
    #expect(account.asOf.instant.description == "2026-05-01T00:00:00Z")
    #expect(account.asOf.origin == .newestFact)
  }

  @Test("the time is that of the evidence")
  func asOf() throws {
    let report =
      EvidenceFiles.reportHeader + "\n"
      + "ann,arn:aws:iam::123456789012:user/ann,2026-01-01T00:00:00Z,true,2026-03-04T05:06:07Z,N/A,N/A,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"
    let files = EvidenceFiles(["r.csv": report])
    #expect(try files.account().asOf.instant.description == "2026-03-04T05:06:07Z")
    #expect(try files.account().asOf.origin == .credentialReport)
    #expect(try files.account(asOf: "2026-05-01").asOf.origin == .given)
  }
}
