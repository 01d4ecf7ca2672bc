import Testing

@testable import TUI

/// Whole screens as text.
@Suite struct ScreenTests {
  @Test("the checklist at the start")
  func start() {
    let console = TestConsole()
    #expect(
      console.picture == """
        123456789012 prod  evidence 2026-11-20 (manifest)        7 of 7 undecided  saved
        checklist › root.mfa
        Root account                   0/2│     sev  subject         finding
        fail    1 The root user has MFA   │  -  crit root user       the root user has …
        pass    1 The root user has no ac…│
        IAM users                      0/3│
        fail    2 Users with a console pa…│
        gap     1 No credential rests unu…│
        Roles                          0/1│
        fail    1 No role has full access…│
        Organization                   0/1├─ item ──────────────────────────────────────
        man     1 An SCP limits the regio…│The root user has MFA
                                          │item          root.mfa (checklist)
                                          │automated result  fail: 1 finding
                                          │decision      undecided
                                          │undecided     1 of 1 finding
                                          │
                                          │Why it matters
                                          │  A password alone is one phishing mail away
                                          │  from the account.
                                          │
                                          │What to look at
                                          │  Who signs in, and with what.
        Enter open  n next undecided  / filter  Tab next pane  q quit  ? help
        """)
  }

  @Test("a finding, scrolled to its evidence")
  func finding() {
    let console = TestConsole()
    console.type("nnn")
    #expect(
      console.picture == """
        123456789012 prod  evidence 2026-11-20 (manifest)        7 of 7 undecided  saved
        checklist › users.mfa › 1/2
        Root account                   0/2│     sev  subject         finding
        fail    1 The root user has MFA   │  -  high user alice      console password a…
        pass    1 The root user has no ac…│  -  low  user bob        active access key …
        IAM users                      0/3│
        fail    2 Users with a console pa…│
        gap     1 No credential rests unu…│
        Roles                          0/1│
        fail    1 No role has full access…│
        Organization                   0/1├─ finding ───────────────────────────────────
        man     1 An SCP limits the regio…│console password and no MFA device
                                          │severity      high
                                          │subject       user alice
                                          │decision      undecided
                                          │
                                          │Evidence
                                          │  credentials.csv  line 3
                                          │    user=alice  password_enabled=true
                                          │    password_last_used=2026-11-18
                                          │    mfa_active=false  access_key_1_active=tru
                                          │    e  access_key_1_last_rotated=2025-10-18
                                          │    access_key_1_last_used=2026-11-10
        P pass  J justify  R remediate  Space mark  Enter open  ? help
        """)
  }

  @Test("the form of a justification, and the decision")
  func form() {
    let console = TestConsole()
    console.type("nnnJtoken in the safe")
    console.press(.tab, .right, .tab, .control("u"))
    console.type("+60d")
    #expect(
      console.picture == """
        123456789012 prod  evidence 2026-11-20 (manifest)        7 of 7 undecided  saved
        checklist › users.mfa › 1/2
        Root account                   0/2│     sev  subject         finding
        fail    1 The root user has MFA   │  -  high user alice      console password a…
        pass    1 The root user has no ac…│  -  low  user bob        active access key …
        IAM users                      0/3│
        fail    2 Users with a console pa…│
        gap     1 No credential rests unu…│
        Roles                          0/1├─ finding ───────────────────────────────────
        fail    1 No role has full access…│console password and no MFA device
        Organization                   0/1│severity      high
        man     1 An SCP limits the regio…│subject       user alice
                                          │decision      undecided
                                          │
                                          │Evidence
                                          │  credentials.csv  line 3
                                          │    user=alice  password_enabled=true
                                          │    password_last_used=2026-11-18
                                          │    mfa_active=false  access_key_1_active=tru
        ── justified: users.mfa/user/alice ─────────────────────────────────────────────
         note     token in the safe
         kind     < compensating control >                    Left and Right, or o, c, a
         expires  +60d                                                      = 2027-01-23
        Enter next/confirm  Esc cancel  Ctrl-O decide  Ctrl-E $EDITOR
        """)
    console.press(.enter, .tab)
    #expect(
      console.picture == """
        123456789012 prod  evidence 2026-11-20 (manifest)        6 of 7 undecided  saved
        checklist › users.mfa › 1/2
        Root account                   0/2│     sev  subject         finding
        fail    1 The root user has MFA   │  J  high user alice      console password a…
        pass    1 The root user has no ac…│  -  low  user bob        active access key …
        IAM users                      1/3│
        fail    1 Users with a console pa…│
        gap     1 No credential rests unu…│
        Roles                          0/1│
        fail    1 No role has full access…│
        Organization                   0/1├─ finding ───────────────────────────────────
        man     1 An SCP limits the regio…│console password and no MFA device
                                          │severity      high
                                          │subject       user alice
                                          │decision      justified
                                          │note          token in the safe
                                          │kind          compensating control
                                          │expires       2027-01-23
                                          │decided by    alex@jump1, 2026-11-24 07:00
                                          │              UTC
                                          │
                                          │Evidence
                                          │  credentials.csv  line 3
        P pass  J justify  R remediate  Enter open  n next undecided  ? help
        """)
  }

  @Test("a filter being typed")
  func filter() {
    let console = TestConsole()
    console.type("/severity:>=high !root")
    #expect(
      console.picture == """
        123456789012 prod  evidence 2026-11-20 (manifest)        7 of 7 undecided  saved
        checklist › users.mfa                          filter: severity:>=high !root (1)
        IAM users                      0/3│     sev  subject         finding
        fail    2 Users with a console pa…│  -  high user alice      console password a…
                                          │
                                          │
                                          │
                                          │
                                          │
                                          │
                                          ├─ item ──────────────────────────────────────
                                          │Users with a console password have MFA
                                          │item          users.mfa (checklist)
                                          │automated result  fail: 2 findings
                                          │decision      undecided
                                          │undecided     2 of 2 findings
                                          │
                                          │Why it matters
                                          │  A password alone is one phishing mail away
                                          │  from the account.
                                          │
                                          │What to look at
        filter: severity:>=high !root                                            1 match
        Enter apply  Esc cancel    words  !not  status: severity: kind: outcome: sectio…
        """)
  }

  @Test("the help of the findings")
  func help() {
    let console = TestConsole()
    console.type("n?")
    #expect(
      console.picture == """
        123456789012 prod  evidence 2026-11-20 (manifest)        7 of 7 undecided  saved
        help for the findings
        Commands for the findings. Enter runs a command, / narrows the list, Esc closes.

        P              pass                Compliant. A finding requires a note.
        J              justify             Accepted until a date, with a reason.
                                           Requires a note, a kind and an expiry date.
        R              remediate           Will be fixed. Requires a note, an owner and
                                           a due date.
        X              not applicable      The requirement does not apply to this
                                           account or principal. Requires a note.
        F              false positive      The finding is incorrect: the deviation does
                                           not exist. Requires a note.
        U              clear decision      Clear the decision; the history keeps it.
                                           Not available: no decision to clear.
        !              severity            Set the severity of the finding or of all
                                           marked findings, with the reason. The
                                           automated severity ends an override. Lists
                                           mark a severity that a person set with !.
        e              edit note           Change the note, dates or owner of the
                                           decision. Not available: no decision to
                                           edit; P J R X F decide.
        Ctrl-E         edit in $EDITOR     Change the decision's note and other fields
        Enter run  / narrow  Esc close
        """)
  }
}
