import Testing

@testable import TUI

/// Whole screens as text.
@Suite struct SizeScreenTests {
  @Test("40x12 shows one pane at a time")
  func small() {
    let console = TestConsole(Size(columns: 40, rows: 12))
    #expect(
      console.picture == """
        123456789012     7 of 7 undecided  saved
        checklist › root.mfa
        Root account                         0/2
        fail    1 The root user has MFA
        pass    1 The root user has no access k…
        IAM users                            0/3
        fail    2 Users with a console password…
        gap     1 No credential rests unused
        Roles                                0/1
        fail    1 No role has full access to a …
        Organization                         0/1
        Enter open  n next undecided  ? help
        """)
    console.type("nnn")
    #expect(
      console.picture == """
        123456789012     7 of 7 undecided  saved
        checklist › users.mfa › 1/2
             sev  subject       finding
          -  high user alice    console passwor…
          -  low  user bob      active access k…






        P pass  J justify  R remediate  ? help
        """)
    console.press(.enter)
    #expect(
      console.picture == """
        123456789012     7 of 7 undecided  saved
        checklist › users.mfa › alice 1/2
        console password and no MFA device
        severity     high
        subject      user alice
        decision     undecided

        Evidence
          credentials.csv  line 3
            user=alice  password_enabled=true
            password_last_used=2026-11-18
        P pass  J justify  R remediate  ? help
        """)
    console.type("Rwhy")
    console.press(.enter)
    #expect(
      console.picture == """
        123456789012     7 of 7 undecided  saved
        checklist › users.mfa › alice 1/2
        decision     undecided

        Evidence
          credentials.csv  line 3
        ── remediate: users.mfa/user/alice ─────
         note     why
         owner
         due      2026-12-24
         ticket
        Enter next/confirm  Esc cancel
        """)
  }

  @Test("200x60 shows more of everything")
  func wide() {
    let console = TestConsole(Size(columns: 200, rows: 60))
    console.type("nnn")
    #expect(
      console.part(rows: 0..<12, columns: 0..<60) == """
        123456789012 prod  evidence 2026-11-20 (manifest)
        checklist › users.mfa › 1/2
        Root account                                 0/2│     sev  s
        fail           1 The root user has MFA          │  -  high u
        pass           1 The root user has no access ke…│  -  low  u
        IAM users                                    0/3│
        fail           2 Users with a console password …│
        unavailable    1 No credential rests unused     │
        Roles                                        0/1│
        fail           1 No role has full access to a s…│
        Organization                                 0/1│
        manual         1 An SCP limits the regions      │
        """)
    #expect(
      console.part(rows: 2..<5, columns: 49..<126) == """
             sev  subject                    finding
          -  high user alice                 console password and no MFA device
          -  low  user bob                   active access key and no MFA device
        """)
    #expect(
      console.part(rows: 2..<18, columns: 128..<198) == """
        finding
        console password and no MFA device
        severity      high
        subject       user alice
        decision      undecided

        Evidence
          credentials.csv  line 3
            user=alice  password_enabled=true  password_last_used=2026-11-18
            mfa_active=false  access_key_1_active=true
            access_key_1_last_rotated=2025-10-18  access_key_1_last_used=2026-
            11-10

        Facts
        MFA active    false
        Keys          1
        """)
    console.type("2")
    #expect(
      console.part(rows: 2..<5, columns: 0..<100) == """
        user             attention        console  MFA  key age, d  oldest key             last active  find
        alice            no MFA, old key  yes      no   398         ━━━━│━━━━│━─── 398 d   2026-11-18   1
        bob              old key          yes      yes  398         ━━━━│━━━━│━─── 398 d   2026-11-18   1
        """)
  }

  @Test("a long message covers the lines above; over a form it is truncated")
  func longMessage() {
    let console = TestConsole(Size(columns: 40, rows: 12))
    var state = console.state
    let words = "review.json.journal:7: damaged; the decisions of that step are lost"
    state.message = .refused(words)
    let lines = ConsoleView.frame(state).lines()
    #expect(
      lines.suffix(3) == [
        console.lines[9], "review.json.journal:7: damaged; the     ",
        "decisions of that step are lost         ",
      ])
    state.message = .refused(String(repeating: words + " ", count: 9))
    let longest = ConsoleView.frame(state).lines()
    #expect(Array(longest.prefix(8)) == Array(console.lines.prefix(8)))
    #expect(longest[11].contains("…"))
    state.message = .done("short")
    #expect(ConsoleView.frame(state).lines()[10] == console.lines[10])
    console.type("nP/")
    state = console.state
    state.message = .refused(words)
    #expect(ConsoleView.frame(state).lines()[10] == console.lines[10])
  }
}
