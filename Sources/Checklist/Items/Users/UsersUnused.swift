import Model
import Platform

extension Item {
  /// Requires that users without any activity are removed.
  package static let usersUnused = Item(
    "users.unused", section: .users, origin: .checklist,
    title: "No unused IAM users",
    requirement: "Every IAM user is in use.",
    reporting: Reporting(
      effort: .quick, priority: 170, groupPredicate: "not in use",
      consequence: "Nobody notices when an intruder uses a forgotten user."),
    guidance: Guidance(
      why: """
        When an IAM user is no longer used, nobody notices its misuse. Most unused users belong to \
        people who left or to projects that ended.
        """,
      look: """
        The last activity is the latest console sign-in or use of an access key, including \
        deactivated keys. Service-specific credentials (CodeCommit, Keyspaces, Bedrock) and SSH \
        keys are not in the credential report: ask before deleting.
        """,
      justification: """
        A break-glass user whose credentials are sealed and whose use raises an alarm, or a person \
        on leave with a return date.
        """)
  ) { examination in
    var judgement = Judgement()
    let users = examination.userRows(&judgement)
    var silent: [String] = []
    var harmless: [String] = []
    for row in users.rows {
      switch UnusedUserRule(row: row, examination: copy examination).answer {
      case .used: continue
      case .silent: silent.append(row.name)
      case .withoutCredentials: harmless.append(row.name)
      case .unused(let last):
        judgement.findings.append(
          unusedUserFinding(row, users.subject(row), last: last, examination))
      }
    }
    if !silent.isEmpty {
      judgement.noteMissing(
        .credentialReport, "does not show the last activity of \(listed(silent))")
    }
    if !harmless.isEmpty {
      judgement.notes.append(
        "Users without a password or access key, who cannot sign in: \(listed(harmless))")
    }
    return judgement
  }
}

private struct UnusedUserRule {
  enum Answer {
    case used
    /// The report is missing the values that decide.
    case silent
    /// The report shows no credentials, not even an inactive key that could be reactivated.
    case withoutCredentials
    /// The time of the last activity; nil if there never was any.
    case unused(Instant?)
  }

  let row: CredentialRow
  let examination: Examination

  var answer: Answer {
    let uses = [row.passwordUsed] + row.keys.map(\.used)
    let last = uses.compactMap(\.instant).max()
    if let last, last >= examination.threshold { return .used }
    if last == nil, let created = row.created.instant, created >= examination.threshold {
      return .used
    }
    if hasNoCredentials { return .withoutCredentials }
    if uses.contains(.notStated) || row.keys.isEmpty { return .silent }
    if last == nil, row.created.instant == nil { return .silent }
    return .unused(last)
  }

  private var hasNoCredentials: Bool {
    row.passwordEnabled == false && row.activeCertificates == 0 && !row.keys.isEmpty
      && row.keys.allSatisfy { $0.isActive == false && !$0.exists }
  }
}

private func unusedUserFinding(
  _ row: CredentialRow, _ subject: Subject, last: Instant?, _ examination: borrowing Examination
) -> Deviation {
  let activeKeys = row.keys.filter { $0.isActive == true }.map(\.slot)
  let canSignIn = row.passwordEnabled != false || !activeKeys.isEmpty || row.activeCertificates > 0
  let summary =
    last.map { "\(row.name) was last active on \($0.day) (\(examination.age(of: $0)) ago)" }
    ?? "\(row.name) was never active (created \(row.created.instant?.day ?? row.created.fact))"
  let command =
    row.passwordEnabled == true
    ? awsCommand("iam delete-login-profile", ["user-name": row.name])
    : awsCommand("iam list-access-keys", ["user-name": row.name])
  return Deviation(
    "user", row.name, subject: subject, severity: canSignIn ? .medium : .low,
    summary: canSignIn ? summary : summary + "; only inactive access keys remain",
    facts: [
      Fact("lastActivity", last, otherwise: "never"), Fact("created", row.created),
      Fact("passwordEnabled", row.passwordEnabled.map(String.init) ?? "unknown"),
      Fact("activeKeys", String(activeKeys.count)), examination.thresholdFact,
    ],
    evidence: [row.citation],
    advice: Advice(
      loggedUse(of: row, examination) + """
        Delete the password and deactivate all active access keys, if there are any. If nobody misses \
        them, delete the user with its keys, policies and group memberships.
        """,
      command: command))
}

/// What the logs show about the user, although the report shows no recent use; empty if nothing.
private func loggedUse(of row: CredentialRow, _ examination: borrowing Examination) -> String {
  guard let logged = examination.logged else { return "" }
  let others = logged.activity.rows(of: row.arn).filter { $0.accessKeyID == nil }
  return logged.keySentences(of: row.arn) + logged.sentence(row.name, others)
}
