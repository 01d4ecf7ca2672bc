import Testing

@testable import Checklist
@testable import TUI

/// A policy in a fact or in advice is shown over lines.
@Suite struct EmbeddedPolicyTests {
  private static let policy =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*"],"Resource":"*"}]}"#

  @Test(
    "only a policy at the end of a text is one",
    arguments: [
      (policy, ""), ("This would serve: " + policy, "This would serve:"),
      ("Set {name} first", nil), (#"{"a":1}"#, nil), (policy + " and more", nil), ("", nil),
    ] as [(String, String?)])
  func reading(_ text: String, _ words: String?) {
    #expect(EmbeddedPolicy(in: text)?.words == words)
  }

  @Test("a finding's narrower policy is read line by line and to its end")
  func finding() throws {
    let finding = Fixture.finding(
      "roles.access-advisor", .role, "Deploy", .medium, "unused services",
      arn: Fixture.arn("role/Deploy"),
      facts: [Fact("truncated", "false"), Fact("narrowerPolicy", Self.policy)])
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
    console.type("z/narrowerPolicy")
    console.press(.enter)
    #expect(
      console.section("narrowerPolicy") == """
        narrowerPolicy
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
    #expect(console.section("Facts") == "Facts\ntruncated     false")
    #expect(console.picture.contains(#"          "Action": ["s3:Get*"],"#))
  }
}
