import Platform
import Testing

@testable import Model
@testable import TUI

/// The access of a principal on its page, on the access page, and on the page of a service.
@Suite struct AccessPageTests {
  @Test("at 80 columns the access page lists the most important access first, as words or numbers")
  func access() {
    let console = AccessFixture.console("4", "pipeline")
    console.type("a")
    #expect(
      console.picture == """
        123456789012  evidence 2026-11-20 (as given)           13 of 13 undecided  saved
        roles 1/1 › role pipeline › access                          filter: pipeline (1)
        Effective access of role pipeline
          allowed     85 actions of 4 services; 63 on all resources without a condition
          blocked     1 action by the service control policy guard
          used        1 of 3 tracked services in the last 90 days (s3); 1 never used
          unknown actions  fancy:Do* (not in the catalogue of 2026-08-22)
        usage data    last.json (by action)
          no longer allowed  ec2 (last used 2026-01-05)

          service              actions perms write  tag read list  on    if   lost  used
          sqs                    19/20   all     7  all  all    -  all   if      1 never
          iam                    2/190     1     -    -    1    -  named               -
          sns                     1/41     -     1    -    -    -  named               -
          s3                    63/180     -     -    -   63    -  all                3d

          perms: permissions management. on: all resources, named ones, or mixed. if:
          actions under a condition: all (if) or some. lost: blocked by a permissions
          boundary or SCP. used: days ago; - not tracked, ? truncated.




        Enter open  Esc back  c can ...?  / search  } next link  ? help
        """)
  }

  @Test("on wide screens the last use is a date, and restrictions are named")
  func wide() {
    let console = AccessFixture.console("4", "pipeline", Size(columns: 200, rows: 60))
    console.type("a")
    let row = console.lines.first { $0.hasPrefix("  sqs") } ?? ""
    #expect(row.contains(" never "))
    #expect(
      row.contains("if aws:RequestedRegion; limited by service control policy guard"))
    #expect(console.picture.contains("  2026-11-17"))
    #expect(console.picture.contains("  not tracked"))
  }

  @Test("administrator access is one line with its statement; a key opens the table")
  func administrator() {
    let console = AccessFixture.console("4", "boss")
    #expect(
      console.section("Effective access") == """
        Effective access
          administrator  yes
          by          statement 1 of policy all
          allowed     21,788 actions of 455 services; all on all resources without a \("")
                      condition
          blocked     1 action by the service control policy guard
          Enter or a shows all 455 services
        """)
    console.type("/Enter or a")
    console.press(.enter, .enter)
    #expect(console.state.pages.last?.topic == .access(.role(0)))
    #expect(console.state.text.line?.text.contains("iam ") == true)
    #expect(console.state.text.lines.count > 455)
  }

  @Test("table titles stay on screen while rows scroll, but never hide the selected row")
  func titles() {
    let console = AccessFixture.console("4", "boss")
    console.type("a")
    console.press(.pageDown)
    #expect(console.lines[2].hasPrefix("  service "))
    console.press(.pageDown)
    #expect(console.lines[2].hasPrefix("  service "))
    let top = console.state.text.cursor.top
    while console.state.text.cursor.row > top { console.press(.up) }
    #expect(!console.lines[2].hasPrefix("  service "))
    #expect(console.frame.cursor?.row == 2)
    console.type("g")
    #expect(console.lines[2].hasPrefix("Effective access of role boss"))
  }

  @Test("access blocked by a boundary is shown with the boundary")
  func contained() {
    let console = AccessFixture.console("4", "sandbox")
    #expect(
      console.section("Effective access") == """
        Effective access
          allowed     1 action of 1 service; all on all resources without a condition
          blocked     1 action by the permissions boundary limit
          service                    actions perms write  tag read list  on    if   lost
          s3                           1/180     -     -    -    1    -  all            \("")
          iam                          0/190     -     -    -    -    -                1
        """)
  }

  @Test("access from a group is shown for the user and links to the group")
  func group() {
    let console = AccessFixture.console("2", "nina")
    console.type("a/dynamodb")
    console.press(.enter, .enter)
    #expect(console.page.contains("statement Put of inline policy own of group writers"))
    console.type("/statement Put")
    console.press(.enter, .enter)
    #expect(console.state.pages.last?.topic == .subject(.group(0)))
    #expect(console.state.text.line?.text.contains("{") == true)
  }

  @Test("a service page shows its statements, and each action with its limits and last use")
  func service() {
    let console = AccessFixture.console("4", "pipeline")
    console.type("a/63/180")
    console.press(.enter, .enter)
    #expect(console.state.pages.last?.topic == .service("s3", .role(1)))
    #expect(
      console.section("Statements") == """
        Statements  1
          Allow statement Read of policy data-keep (v3)
              auth.json  /Policies/1/PolicyVersionList/0/Document/Statement/1 (line 42)
              s3:Get* fancy:Do*
              on *
        """)
    let lines = console.page.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("  GetObjectAcl ") && $0.hasSuffix("used 2026-11-17") })
    #expect(lines.contains { $0.hasPrefix("  GetBucketAcl ") && $0.hasSuffix("never used") })
    #expect(lines.contains { $0.hasPrefix("  GetObject ") && $0.hasSuffix("all resources") })
    console.press(.escape, .escape, .escape)
    #expect(console.state.pages.map(\.topic) == [.subject(.role(1))])
  }

  @Test("a statement links to its first line in the policy")
  func statement() {
    let console = AccessFixture.console("4", "pipeline")
    console.type("a/sqs")
    console.press(.enter, .enter)
    console.press(.character("}"), .enter)
    #expect(console.state.pages.last?.topic == .subject(.policy(1)))
    let row = console.state.text.cursor.row
    let lines = console.state.text.lines[row...].prefix(8).map(\.text)
    #expect(lines.contains { $0.contains("sqs:*") }, "\(lines)")
  }

  @Test("policies have no access page")
  func policies() {
    let console = AccessFixture.console("5", "data-keep")
    console.type("a")
    #expect(console.lastLine == "access: select a user, group or role first")
    console.type("c")
    #expect(console.lastLine == "can ...?: select a user, group or role first")
  }

  @Test(
    "no line is wider than the screen at any width", arguments: [40, 57, 68, 80, 109, 110])
  func widths(_ columns: Int) {
    for name in ["boss", "pipeline", "sandbox"] {
      let console = AccessFixture.console("4", name, Size(columns: columns, rows: 30))
      console.type("a")
      #expect(console.state.text.lines.allSatisfy { $0.width <= columns })
      #expect(console.page.contains("actions"))
    }
  }
}
