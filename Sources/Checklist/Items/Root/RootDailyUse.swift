import Model
import Platform

extension Item {
  /// Requires that the root user is not used for daily work.
  package static let rootDailyUse = Item(
    "root.daily-use", section: .root, origin: .guide,
    title: "Root not used day to day",
    requirement: "The root user is used only for tasks that require it.",
    reporting: Reporting(
      effort: .change, priority: 190,
      consequence: "Actions of root cannot be traced to a person or limited by a policy."),
    guidance: Guidance(
      why: """
        The root user has unlimited access, and its actions cannot be traced to a named person. A \
        recent use means that routine work depends on root, or that someone has access who should \
        not.
        """,
      look: """
        Find the last use in CloudTrail: who, from where, what for. Few tasks need root at all, \
        such as closing the account or repairing a bucket policy that locks everybody out.
        """,
      justification: """
        A known task that only root can do, with a ticket that predates the use, or a break-glass \
        drill.
        """)
  ) { examination in
    RootDailyUseRule(examination: examination).judgement()
  }
}

private struct RootDailyUseRule {
  let examination: Examination

  init(examination: borrowing Examination) {
    self.examination = copy examination
  }

  func judgement() -> Judgement {
    var judgement = Judgement()
    guard let report = judgement.take(examination.account.credentialReport, .credentialReport)
    else { return judgement }
    guard let row = report.root else {
      judgement.noteMissing(.credentialReport, "no row for root")
      return judgement
    }
    let uses =
      [("password", "passwordLastUsed", row.passwordUsed)]
      + row.keys.map { ("access key \($0.slot)", "key\($0.slot)LastUsed", $0.used) }
    let recent = uses.filter { $0.2.instant.map { $0 >= examination.threshold } ?? false }
    // AWS prints N/A for the password only if there is none.
    let isContradictory = row.passwordEnabled == true && row.passwordUsed == .notApplicable
    let silent =
      uses.filter { $0.2 == .notStated }.map(\.0) + (isContradictory ? ["password"] : [])
      + (row.keys.isEmpty ? ["access keys"] : [])
    if !silent.isEmpty {
      judgement.noteMissing(
        .credentialReport,
        "the root row does not say when these were last used: \(silent.joined(separator: ", "))")
    }
    if !recent.isEmpty {
      let byKey = recent.contains { $0.1 != "passwordLastUsed" }
      let words = englishList(
        recent.map { name, _, use in
          (name == "password" ? "signed in with the password" : "\(name) used") + " on "
            + (use.instant.map { "\($0.day) (\(examination.age(of: $0)) ago)" } ?? use.fact)
        })
      let logged = loggedUse(of: row.arn)
      judgement.findings.append(
        Deviation(
          "root", subject: .root(of: examination.account),
          severity: byKey ? .high : .medium,
          summary:
            "The root user was used in the last \(examination.ageLimit): \(words)",
          facts: recent.map { Fact($0.1, $0.2) } + [examination.thresholdFact] + logged.facts,
          evidence: [row.citation] + logged.evidence,
          advice: Advice(
            logged.sentence + """
              Find the event in CloudTrail, identify the person and the task, and create a role for \
              that task. Console sign-in events of root are recorded in us-east-1.
              """,
            command: """
              aws cloudtrail lookup-events --region=us-east-1 \
              --lookup-attributes=AttributeKey=Username,AttributeValue=root
              """)))
    }
    noteUnseenDays(report, in: &judgement)
    return judgement
  }

  /// What the logs show about the root user; empty if they show no call.
  private func loggedUse(of root: ARN) -> (sentence: String, facts: [Fact], evidence: [Citation]) {
    guard let logged = examination.logged else { return ("", [], []) }
    let rows = logged.activity.rows(of: root)
    guard !rows.isEmpty else { return ("", [], []) }
    let calls = LoggedCallsSummary(rows)
    return (
      logged.sentence("the root user", rows),
      [
        Fact("actionsInLogs", calls.names.map(\.name).sorted().joined(separator: " ")),
        Fact("addressesInLogs", calls.addresses.joined(separator: " ")),
      ], logged.citation.map { [$0] } ?? []
    )
  }

  /// Notes the time between the report and the date of the evidence, in which the report cannot
  /// show any use of root.
  ///
  /// AWS returns the same report for four hours
  /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html), and a
  /// large collection takes hours, so a day is accepted.
  private func noteUnseenDays(_ report: CredentialReport, in judgement: inout Judgement) {
    let account = examination.account
    guard
      let end = report.generated ?? account.status(of: .credentialReport).collected,
      end < account.asOf.instant.adding(days: -1)
    else { return }
    judgement.noteMissing(
      .credentialReport,
      "the report of \(end.day) does not show whether root was used in the"
        + " \(account.asOf.instant.days(since: end).counted("day")) before \(account.asOf.instant.day)"
    )
  }
}
