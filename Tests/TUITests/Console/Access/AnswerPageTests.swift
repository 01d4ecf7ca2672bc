import Platform
import Reports
import Testing

@testable import TUI

/// Answers to `can`.
@Suite struct AnswerPageTests {
  private func ask(_ question: String) -> TestConsole {
    let console = AccessFixture.console("4", "pipeline")
    console.type("c" + question)
    console.press(.enter)
    return console
  }

  @Test("a conditional Allow shows its conditions and the Deny that can override it")
  func conditional() {
    #expect(
      ask("s3:GetObject arn:aws:s3:::x/y").picture == """
        123456789012  evidence 2026-11-20 (as given)           13 of 13 undecided  saved
        roles 1/1 › role pipeline › can s3:GetObject                filter: pipeline (1)
        allowed under conditions: role pipeline can perform s3:GetObject on arn:aws:s3::
        :x/y
        allowed by    statement Read of policy data-keep (v3)
                        auth.json  /Policies/1/PolicyVersionList/0/Document/Statement/1
                        (line 42)
                        s3:Get* fancy:Do*
                        on *
        depends on    StringNotEquals aws:RequestedRegion: eu-west-1
        denied if     statement Region of service control policy guard on r-ab12
                        guard.json  /Statement/1 (line 2)
                        s3:GetObject
                        on *
                        if StringNotEquals aws:RequestedRegion: eu-west-1

          Show all allowed actions of role pipeline

        Resource-based policies, session policies and resource control policies are not
        evaluated. c asks again.



        Esc back  a access  c can ...?  / search  } next link  ? help
        """)
  }

  @Test(
    "the page uses the same words as explain",
    arguments: [
      ("sqs:PurgeQueue", "explicitly denied: role pipeline cannot perform sqs:PurgeQueue"),
      ("sqs:SendMessage * aws:RequestedRegion=eu-west-1", "allowed: role pipeline can perform"),
      ("s3:GetObject * aws:RequestedRegion=us-east-1", "explicitly denied: role pipeline"),
      ("ec2:RunInstances", "implicitly denied (no statement allows it): role pipeline"),
      ("sandbox iam:PutRolePolicy", "implicitly denied (a policy blocks it): role sandbox"),
      ("arn:aws:iam::123456789012:user/nina dynamodb:PutItem", "allowed: user nina can perform"),
    ])
  func answers(_ question: String, _ headline: String) {
    #expect(ask(question).lines[2].hasPrefix(headline))
  }

  @Test("a note about all resources does not contradict the policies above it")
  func blocked() {
    let page = ask("sandbox iam:PutRolePolicy").page
    #expect(page.contains("no resource was given: the permissions boundary limit blocks the"))
    #expect(!page.contains("no statement allows the action"))
    #expect(ask("ec2:RunInstances").page.contains("no statement allows the action on any"))
  }

  @Test("given condition keys and unknown actions are listed below the answer")
  func listed() {
    #expect(
      ask("sqs:SendMessage * aws:RequestedRegion=eu-west-1").page
        .contains("given         aws:RequestedRegion=eu-west-1"))
    #expect(
      ask("fancy:DoIt --allow-unknown").page
        .contains("fancy:DoIt is not in the catalogue of 2026-08-22"))
  }

  @Test("a new answer replaces the last one, and Esc returns to the page before")
  func replaced() {
    let console = ask("s3:GetObject")
    console.type("csqs:PurgeQueue")
    console.press(.enter)
    #expect(console.lines[1].hasPrefix("roles 1/1 › role pipeline › can sqs:PurgeQueue"))
    console.press(.escape)
    #expect(console.state.pages.map(\.topic) == [.subject(.role(1))])
  }

  @Test("can asks about the subject of a table row or finding")
  func elsewhere() {
    let console = TestConsole(model: AccessFixture.model)
    console.type("4/sandbox")
    console.press(.enter)
    console.type("ciam:PutRolePolicy")
    console.press(.enter)
    #expect(console.lines[2].contains("role sandbox"))
    console.press(.escape)
    #expect(console.state.pages.isEmpty)
    console.type("1/escalation kind:user")
    console.press(.enter, .enter)
    console.type("csts:AssumeRole arn:aws:iam::123456789012:role/boss")
    console.press(.enter)
    #expect(console.lines[2].hasPrefix("allowed: user nina can perform sts:AssumeRole"))
  }

  @Test("a question asked from the help shows its answer")
  func fromHelp() {
    let console = AccessFixture.console("4", "pipeline")
    console.type("?:can sqs:PurgeQueue")
    console.press(.enter)
    #expect(console.lines[2].hasPrefix("explicitly denied: role pipeline"))
  }

  @Test("a deciding statement links to its line")
  func statement() {
    let console = ask("s3:GetObject arn:aws:s3:::x/y")
    console.press(.character("}"), .enter)
    #expect(console.state.pages.last?.topic == .subject(.policy(1)))
    let row = console.state.text.cursor.row
    #expect(console.state.text.lines[row...].prefix(3).contains { $0.text.contains("\"Read\"") })
  }
}
