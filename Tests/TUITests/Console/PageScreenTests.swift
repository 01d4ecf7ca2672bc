import Testing

@testable import TUI

/// Whole screens as text.
@Suite struct PageScreenTests {
  @Test("the table of users and the page of one")
  func users() {
    let console = TestConsole()
    console.type("2")
    #expect(
      console.picture == """
        123456789012 prod  evidence 2026-11-20 (manifest)        7 of 7 undecided  saved
        users 1/2
        user             attention       console  MFA  key age, d  last active  findings
        alice            no MFA, old k…  yes      no   398         2026-11-18   1
        bob              old key         yes      yes  398         2026-11-18   1


















        Enter open  b used by  n next undecided  / filter  s sort  ? help
        """)
    console.press(.enter)
    #expect(
      console.picture == """
        123456789012 prod  evidence 2026-11-20 (manifest)        7 of 7 undecided  saved
        users 1/2 › user alice
        user alice
        ARN           arn:aws:iam::123456789012:user/alice
        unique ID     AIDAALICE
        created       2025-10-16 (400 days ago)
        evidence      auth.json  /user/alice

        Credentials
        console access  yes
        password last used  2026-11-18 (2 days ago)
        password changed  2026-01-24 (300 days ago)
        MFA           no
        access key 1  active, last used 2026-11-10 (10 days ago) for s3 in eu-west-1
          rotated     ━━━━│━━━━│━─── 398 d
          used        ━───│────│──── 10 d
        evidence      credentials.csv  line 3

        Findings and decisions  1
          -  high  users.mfa  console password and no MFA device

        Groups  1
          admins
        Esc back  a access  c can ...?  / search  } next link  ? help
        """)
  }

  @Test("the page of a role at a statement cited by a finding")
  func role() {
    let console = TestConsole()
    console.type("4")
    console.press(.enter)
    console.type("/s3:*")
    console.press(.enter)
    #expect(
      console.picture == """
        123456789012 prod  evidence 2026-11-20 (manifest)        7 of 7 undecided  saved
        roles 1/2 › role Deploy                                         search: s3:* (1)
                "Effect": "Allow",
                "Action": [
                  "s3:GetObject",
                  "s3:ListBucket"
                ],
                "Resource": "arn:aws:s3:::logs/*"
              },
        >     {
        ^ medium roles.sensitive-wildcards allows all of s3 on *  undecided
        >       "Effect": "Allow",
        >       "Action": "s3:*",
        >       "Resource": "*"
        >     }
            ]
          }

        Trust policy
          {
            "Version": "2012-10-17",
            "Statement": {
              "Effect": "Allow",
        Esc back  a access  c can ...?  / search  } next link  ? help
        """)
  }

  @Test("the path of the account to the root")
  func organization() {
    let console = TestConsole()
    console.type("6")
    #expect(
      console.picture == """
        123456789012 prod  evidence 2026-11-20 (manifest)        7 of 7 undecided  saved
        organization 1/2
        path of the account         service control policy  denies                 level
        root r-ab12                 FullAWSAccess           everything except s3…  2
        └─ account 123456789012     nothing attached        everything (no polic…  1


















        Enter open  b used by  n next undecided  / filter  s sort  ? help
        """)
  }
}
