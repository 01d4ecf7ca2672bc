import Testing

@testable import TUI

/// Escalation paths on the pages of their principals and of their targets.
@Suite struct EscalationPageTests {
  @Test("each step shows its resource, its statement, and the trust policy that allows it")
  func steps() {
    let console = AccessFixture.console("2", "nina")
    #expect(
      console.section("Priv") == """
        Privilege-escalation paths  1
          nina
          ├─ sts:AssumeRole on role/boss
          │    statement 1 of inline policy own  line 4
          │    statement 1 of the trust policy
          └─ assumes role boss (sts-001), can escalate to administrator
        """)
    console.type("/trust policy")
    console.press(.enter, .enter)
    #expect(console.state.pages.last?.topic == .subject(.role(0)))
    #expect(
      console.state.text.lines.prefix(console.state.text.cursor.row).contains {
        $0.text == "Trust policy"
      })
  }

  @Test("a principal that can change its own policies is reported as such")
  func itself() {
    let console = AccessFixture.console("4", "pipeline")
    #expect(
      console.section("Priv") == """
        Privilege-escalation paths  1
          pipeline
          ├─ iam:CreatePolicyVersion on policy/data-keep
          │    statement KeepCurrent of policy data-keep  line 39
          └─ changes its own permissions (iam-001), can escalate to administrator
        """)
  }

  @Test("blocked paths are listed separately, with the boundary")
  func contained() {
    let console = AccessFixture.console("4", "sandbox")
    #expect(
      console.section("Blocked") == """
        Blocked privilege-escalation paths  1
          - could escalate to administrator (iam-005)
              blocked by the permissions boundary limit
              iam:PutRolePolicy on role/sandbox
                statement 1 of inline policy own
        """)
  }

  @Test("the page of an administrator lists and links the principals that can escalate to it")
  func arrivals() {
    let console = AccessFixture.console("4", "boss")
    #expect(!console.page.contains("Privilege-escalation paths"))
    #expect(
      console.section("Principals that can") == """
        Principals that can escalate to this role  1
          user nina  sts-001
        """)
    console.type("/user nina")
    console.press(.enter, .enter)
    #expect(console.state.pages.last?.topic == .subject(.user(0)))
  }

  @Test("a principal without a path shows none")
  func none() {
    let console = AccessFixture.console("3", "writers")
    #expect(
      console.section("Priv") == """
        Privilege-escalation paths  0
          none known
        """)
  }
}
