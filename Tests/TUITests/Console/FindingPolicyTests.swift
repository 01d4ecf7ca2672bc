import Model
import Platform
import Testing

@testable import Checklist
@testable import TUI

/// A fact that is a policy is shown over several lines, below the advice that refers to it.
@Suite struct FindingPolicyTests {
  /// The detail of a finding with the fact `narrowerPolicy`, on the full screen.
  private func console(_ value: String, evidence: [Citation] = []) -> TestConsole {
    let finding = Fixture.finding(
      "roles.access-advisor", .role, "Deploy", .medium, "unused services",
      arn: Fixture.arn("role/Deploy"),
      facts: [Fact("truncated", "false"), Fact("narrowerPolicy", value)], evidence: evidence)
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

  @Test(
    "a fact that is not a policy stays on its line",
    arguments: ["", "none", "{\"Statement\":", "{\"a\":1}", "see {\"Statement\":[]}"])
  func none(_ value: String) {
    #expect(console(value).section("Facts").contains("Narrower policy"))
  }

  @Test("the page of a policy lists findings about its principals that cite its statements")
  func citing() {
    let cited = console(
      "none", evidence: [Fixture.at("/Policies/Limit/Statement/0", line: 40)])
    cited.type(":open Limit")
    cited.press(.enter)
    #expect(cited.section("Findings and decisions").contains("roles.access-advisor"))
    let other = console(
      "none", evidence: [Fixture.at("/Policies/AdministratorAccess/Statement/0", line: 40)])
    other.type(":open Limit")
    other.press(.enter)
    #expect(other.section("Findings and decisions").contains("none"))
  }
}
