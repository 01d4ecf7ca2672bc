import Testing

@testable import Model

/// Answers of AWS that something does not exist, in the manifest and saved as files.
@Suite struct AbsenceTests {
  private static let caller =
    #"{"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/x", "UserId": "AIDA"}"#
  private static let noPolicy =
    "An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: The"
    + " Password Policy with domain name 123456789012 cannot be found."

  /// A file, and the state that it gives the evidence of a kind.
  struct Row: Sendable {
    var name = "password-policy.json"
    let text: String
    var kind = EvidenceKind.passwordPolicy
    let state: EvidenceStatus.State
  }

  private static let rows = [
    Row(text: noPolicy + "\n", state: .none),
    Row(text: "\naws: [ERROR]: " + noPolicy, state: .none),
    Row(name: "x.txt", text: noPolicy, state: .none),
    // PowerShell wraps words and adds text.
    Row(
      text: "aws : \r\nAt line:1 char:1\r\n+ aws iam get-account-password-policy *> p.json\r\n"
        + noPolicy.replacing("PasswordPolicy op", with: "Passw\r\nordPolicy op"), state: .none),
    Row(text: #"{"Code": "NoSuchEntity", "Message": "cannot be found"}"#, state: .none),
    Row(
      name: "get-account-password-policy.json",
      text: #"{"Error": {"Code": "NoSuchEntityException", "Message": "no"}, "Metadata": {}}"#,
      state: .none),
    Row(
      name: "p.json",
      text: """
        {"Request": {"command": "iam get-account-password-policy"},
         "Response": {"Code": "NoSuchEntity", "Message": "no"}}
        """, state: .none),
    Row(
      name: "o.json",
      text: "An error occurred (AWSOrganizationsNotInUseException) when calling the"
        + " DescribeOrganization operation: Your account is not a member of an organization.",
      kind: .organization, state: .none),
    Row(
      name: "organization.json",
      text: #"{"__type": "AWSOrganizationsNotInUseException", "Message": "not a member"}"#,
      kind: .organization, state: .none),
    // Either call shows that there is no organization, and so no policies.
    Row(
      name: "o.json",
      text: "An error occurred (AWSOrganizationsNotInUseException) when calling the ListRoots"
        + " operation: not a member", kind: .organization, state: .none),
    Row(
      name: "o.json",
      text: "An error occurred (AWSOrganizationsNotInUseException) when calling the"
        + " DescribeOrganization operation: not a member", kind: .controlPolicies, state: .none),
    Row(
      name: "f.json",
      text: "An error occurred (ServiceAccessNotEnabledException) when calling the"
        + " ListOrganizationsFeatures operation: no", kind: .centralizedRoot, state: .none),
    // Other errors are not answers: the state is unknown.
    Row(text: noPolicy.replacing("NoSuchEntity", with: "AccessDenied"), state: .missing),
    Row(
      text: noPolicy.replacing("GetAccountPasswordPolicy", with: "GetUser"), state: .missing),
    Row(
      name: "f.json",
      text: "An error occurred (AccountNotManagementOrDelegatedAdministratorException) when calling"
        + " the ListOrganizationsFeatures operation: no", kind: .centralizedRoot, state: .missing),
    Row(
      name: "x.json",
      text: #"{"Code": "NoSuchEntity", "Message": "of which call this is nobody knows"}"#,
      state: .missing),
    Row(
      name: "r.json",
      text:
        "An error occurred (ReportNotPresent) when calling the GetCredentialReport operation: no",
      kind: .credentialReport, state: .missing),
    Row(name: "collect.log", text: noPolicy + "\n" + noPolicy, state: .missing),
  ]

  @Test("only an error that means that something does not exist is evidence", arguments: rows)
  func saved(row: Row) throws {
    var files = EvidenceFiles(["c.json": AbsenceTests.caller])
    files.files.append((row.name, Array(row.text.utf8)))
    let account = try files.account()
    let status = account.status(of: row.kind)
    #expect(status.state == row.state)
    let cited = account.evidence(of: row.kind).absence?.citation.file
    #expect(cited == (row.state == .none ? row.name : nil))
    if row.state == .none { #expect(account.problems.isEmpty) }
  }

  @Test("an error saved as an answer names the call to repeat, and makes its kind partial")
  func refusedAnswer() throws {
    let account = try EvidenceFiles([
      "functions-eu-west-1.json": #"{"Functions": []}"#,
      "functions-us-east-1.json":
        "An error occurred (AccessDeniedException) when calling the ListFunctions operation: no",
    ]).account()
    #expect(account.functions.state == .partial)
    #expect(
      account.problems.map(\.message) == [
        "this is an AWS error instead of a response: An error occurred (AccessDeniedException) when"
          + " calling the ListFunctions operation: no; run aws lambda list-functions again"
      ])
  }

  @Test("a normal answer contradicts a saved error, and the evidence is partial")
  func contradiction() throws {
    let account = try EvidenceFiles([
      "p.json": #"{"PasswordPolicy": {"MinimumPasswordLength": 14}}"#,
      "old.json": AbsenceTests.noPolicy,
    ]).account()
    #expect(account.passwordPolicy.state == .partial)
    let reason = account.passwordPolicy.shortcoming ?? ""
    #expect(reason.hasPrefix("another response of AWS states that none exists (old.json"))
  }

  @Test("the error in the manifest is cited with its position")
  func manifest() throws {
    let account = try EvidenceFiles([
      "c.json": AbsenceTests.caller,
      "manifest.json": """
      {"tool": "iam-review", "version": "1", "account": "123456789012",
       "started": "2026-11-20T09:00:00Z", "finished": "2026-11-20T10:00:00Z", "calls": [
        {"arguments": ["iam", "get-account-summary"], "exitStatus": 254, "error": "no"},
        {"arguments": ["iam", "get-account-password-policy"], "exitStatus": 254,
         "error": "\(AbsenceTests.noPolicy)"}]}
      """,
    ]).account()
    let absence = try #require(account.passwordPolicy.absence)
    #expect(absence.answer + "." == AbsenceTests.noPolicy)
    #expect(absence.citation == Citation(file: "manifest.json", place: "/calls/1", line: 4))
  }
}
