import Model
import Platform
import Testing

@testable import Checklist
@testable import TUI

/// A policy that a finding suggests is shown over several lines, below the advice that refers to it.
@Suite struct FindingPolicyTests {
  /// The detail of a finding that suggests the policy `value`, on the full screen; if it is nil, the
  /// fact is empty.
  private func console(_ value: String?, evidence: [Citation] = []) -> TestConsole {
    let policy = value.map { SuggestedPolicy(document: $0) }
    let finding = Fixture.finding(
      "roles.access-advisor", .role, "Deploy", .medium, "unused services",
      arn: Fixture.arn("role/Deploy"),
      facts: [Fact("truncated", "false"), policy?.fact ?? Fact("narrowerPolicy", "")],
      evidence: evidence,
      detail: .unusedAccess(
        UnusedAccess(usedServices: [], unusedServices: [], narrower: policy)))
    let model = ConsoleModel(
      Assessment(
        account: Fixture.account, settings: Settings(),
        items: [
          ItemResult(
            item: Fixture.item("roles.access-advisor", .roles, "Roles have what they use"),
            outcome: .fail, missing: [], findings: [finding], notes: [])
        ], catalogueVersion: ""))
    let console = TestConsole(model: model)
    console.type("n")
    console.press(.tab)
    console.type("z")
    return console
  }

  @Test("a policy in a fact is shown line by line, to its end")
  func policy() {
    let console = console(
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*"],"Resource":"*"}]}"#
    )
    #expect(
      console.section("Narrower policy") == """
        Narrower policy
          {
            "Version": "2012-10-17",
            "Statement": [
              {
                "Effect": "Allow",
                "Action": ["s3:Get*"],
                "Resource": "*"
              }
            ]
          }
        """)
    #expect(console.section("Facts") == "Facts\nTruncated     false")
    console.type("/Get")
    console.press(.enter)
    console.type("nn")
    #expect(console.picture.contains(#"        "Action": ["s3:Get*"],"#))
  }

  @Test("the narrower policy is compared with the present policies, line by line")
  func change() throws {
    let console = console(
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*"],"Resource":"*"}]}"#
    )
    #expect(
      console.section("Change to the present policies") == """
        Change to the present policies  2
          Compared with policies logs, AdministratorAccess: - is removed, + is added.
            {
          -   "Sid": "Read",
          -   "Effect": "Allow",
          -   "Action": [
          -     "s3:GetObject",
          -     "s3:ListBucket"
          -   ],
          -   "Resource": "arn:aws:s3:::logs/*"
          - },
          - {
              "Effect": "Allow",
          -   "Action": "s3:*",
          -   "Resource": "*"
          - }
          - {
          -   "Effect": "Allow",
          -   "Action": "*",
          +   "Action": ["s3:Get*"],
              "Resource": "*"
            }
        """)
    let lines = console.state.checklist.detail.lines
    func role(_ text: String) throws -> StyleRole? {
      try #require(lines.first { $0.text.contains(text) }).spans.last?.role
    }
    #expect(try role(#"-   "Action": "s3:*""#) == .remediate)
    #expect(try role(#"+   "Action": ["s3:Get*"]"#) == .good)
  }

  @Test("without a suggested policy, the fact says so on its line")
  func none() {
    #expect(console(nil).section("Facts").contains(/Narrower policy +none/))
  }

  @Test("the page of a policy lists findings about its principals that cite its statements")
  func citing() {
    let cited = console(
      nil, evidence: [Fixture.at("/Policies/Limit/Statement/0", line: 40)])
    cited.type(":open Limit")
    cited.press(.enter)
    #expect(cited.section("Findings and decisions").contains("roles.access-advisor"))
    let other = console(
      nil, evidence: [Fixture.at("/Policies/AdministratorAccess/Statement/0", line: 40)])
    other.type(":open Limit")
    other.press(.enter)
    #expect(other.section("Findings and decisions").contains("none"))
  }
}
