import Testing

@testable import TUI

/// The ways to power on the pages of those who have them and of those they lead to.
@Suite struct EscalationPageTests {
  @Test("each step with its resource and the statement behind it, and the trust that admits")
  func becoming() {
    let console = AccessFixture.console("2", "nina")
    #expect(
      console.section("Priv") == """
        Privilege-escalation paths  1
          nina
          ├─ sts:AssumeRole on role/boss
          │    statement 1 of inline policy own  line 4
          │    statement 1 of the trust policy
          └─ becomes role boss (sts-001), can escalate to administrator
        """)
    console.type("/trust policy")
    console.press(.enter, .enter)
    #expect(console.state.pages.last?.topic == .subject(.role(0)))
    #expect(
      console.state.text.lines.prefix(console.state.text.cursor.row).contains {
        $0.text == "Trust policy"
      })
  }

  @Test("who changes itself is told so")
  func itself() {
    let console = AccessFixture.console("4", "pipeline")
    #expect(
      console.section("Priv") == """
        Privilege-escalation paths  1
          pipeline
          ├─ iam:CreatePolicyVersion on policy/data-keep
          │    statement KeepCurrent of policy data-keep  line 39
          └─ changes itself (iam-001), can escalate to administrator
        """)
  }

  @Test("what a boundary contains stands apart and names it")
  func contained() {
    let console = AccessFixture.console("4", "sandbox")
    #expect(
      console.section("Priv") == """
        Blocked privilege-escalation paths  1
          - can escalate to administrator (iam-005)
              limited by the permissions boundary limit
              iam:PutRolePolicy on role/sandbox
                statement 1 of inline policy own
        """)
  }

  @Test("an administrator's page tells who can become it, and leads there")
  func arrivals() {
    let console = AccessFixture.console("4", "boss")
    #expect(!console.page.contains("Privilege-escalation paths"))
    #expect(
      console.section("Who can escalate to it") == """
        Who can escalate to it  1
          user nina  sts-001
        """)
    console.type("/user nina")
    console.press(.enter, .enter)
    #expect(console.state.pages.last?.topic == .subject(.user(0)))
  }

  @Test("who has none is told so")
  func none() {
    let console = AccessFixture.console("3", "writers")
    #expect(
      console.section("Priv") == """
        Privilege-escalation paths  0
          none known
        """)
  }
}
