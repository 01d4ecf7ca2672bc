import Model
import Platform

extension Item {
  /// Requires that pipelines assume roles with tokens that only they can get, and have no access
  /// keys.
  package static let rolesCIOIDC = Item(
    "roles.ci-oidc", section: .roles, origin: .checklist,
    title: "CI/CD uses OIDC",
    requirement: "CI/CD pipelines assume roles with OIDC tokens, scoped to their repository.",
    reporting: Reporting(
      effort: .quick, priority: 20,
      consequence: "Strangers can obtain credentials of the account through a public service."),
    guidance: Guidance(
      why: """
        A shared token issuer signs tokens for all its customers. Unless the trust policy requires \
        the claim that names the tenant, a stranger's pipeline can assume the role. A pipeline with \
        an access key has a secret that never expires, in a place that runs other people's code.
        """,
      look: """
        Check that the claim that identifies the tenant is required: sub for most issuers, aud for \
        some, repository_id or another provider claim where STS evaluates it. Every value must \
        name the owner before the first wildcard. Claims that any tenant can set, such as \
        environment and ref, do not identify the tenant. ForAllValues and IfExists do not limit \
        anything, because they also match a token without the claim. Check the branch and \
        environment too: trusting every branch of every repository in an organization is too broad.
        """,
      justification: """
        An issuer that belongs to the client alone and is trusted as a whole. A key only as long as \
        the pipeline does not support OIDC, with rotation and a review date.
        """)
  ) { examination in
    var judgement = Judgement()
    let registered = providersByIssuer(examination.account)
    for trust in judgement.trusts(in: examination.account) {
      let rule = OIDCTrustRule(trust, registered: registered)
      judgement.notes += rule.notes
      for (issuer, gaps) in rule.gaps {
        judgement.findings.append(oidcFinding(trust.role, issuer: issuer, gaps))
      }
    }
    // A provider's client IDs can make a trust policy safe, so damaged providers prove nothing.
    if examination.account.identityProviders.state == .partial, !registered.isEmpty {
      _ = judgement.take(examination.account.identityProviders, .identityProviders)
    }
    let users = examination.userRows(&judgement)
    for row in users.rows where CIName.matches(row.name) {
      if row.keys.isEmpty || row.keys.contains(where: \.couldBeActive) {
        judgement.noteMissing(
          .credentialReport, "does not show whether \(row.name) has an active access key")
      }
      if let finding = ciUserFinding(row, users.subject(row), examination.logged) {
        judgement.findings.append(finding)
      }
    }
    let found = Set(judgement.findings.map(\.subject))
    for row in users.rows where !found.contains(users.subject(row)) {
      judgement.notes += pipelineNote(row, examination.logged)
    }
    return judgement
  }
}

/// The OpenID Connect providers in the evidence, by their normalized issuer.
///
/// The item works without them: a trust policy that does not require an audience is then evaluated
/// as if the provider accepted several.
private func providersByIssuer(_ account: Account) -> [String: IdentityProvider] {
  let providers = account.identityProviders.value ?? []
  return Dictionary(
    providers.compactMap { provider in
      provider.kind == .oidc
        ? provider.url.map { (OIDCProvider.normalized($0), provider) } : nil
    },
    uniquingKeysWith: { first, second in first.clientIDs == nil ? second : first })
}

private func oidcFinding(
  _ role: Role, issuer: String, _ gaps: [OIDCTrustRule.Gap]
) -> Deviation {
  func joined(_ values: [String]) -> String {
    values.isEmpty ? "any" : Set(values).sorted().joined(separator: ", ")
  }
  var reasons: [String] = []
  for reason in gaps.flatMap(\.reasons) where !reasons.contains(reason) { reasons.append(reason) }
  let trusted = issuer == "*" ? "every identity provider" : issuer
  return Deviation(
    "role", role.name, issuer, subject: .identity(.role, role.identity),
    severity: gaps.map(\.severity).min() ?? .high,
    summary: "\(role.name) trusts \(trusted): \(reasons.joined(separator: "; "))",
    facts: [
      Fact("provider", issuer),
      Fact("statements", gaps.map(\.statement.label).joined(separator: ", ")),
      Fact("sub", joined(gaps.flatMap(\.subjects))),
      Fact("aud", joined(gaps.flatMap(\.audiences))),
      Fact("reasons", reasons.joined(separator: "; ")),
    ],
    evidence: gaps.map(\.statement.citation) + gaps.compactMap(\.registered?.citation).prefix(1),
    advice: Advice(
      """
      Use StringEquals or StringLike to require the claim that identifies the tenant, with owner \
      and repository (or namespace, project, workspace) spelled out in every value. Require aud as \
      well.
      """,
      command: trustUpdateCommand(role)),
    detail: .federation(issuer: issuer))
}

/// The command that replaces a role's trust policy with the one in a file that the auditor writes.
func trustUpdateCommand(_ role: Role) -> String? {
  awsCommand("iam update-assume-role-policy", ["role-name": role.name])
    .map { $0 + " --policy-document=file://trust.json" }
}

/// A remark on a user whose access key a pipeline used, although its name does not show it.
private func pipelineNote(_ row: CredentialRow, _ logged: LoggedActivity?) -> [String] {
  guard let logged else { return [] }
  return logged.keys(of: row.arn).compactMap { id, rows in
    let rows = rows.filter { CIName.agents.contains($0[.agent]) }
    guard !rows.isEmpty else { return nil }
    return "\(row.name) has an access key that a CI/CD program uses. "
      + logged.sentence("access key \(id)", rows).trimmed
  }
}

private func ciUserFinding(
  _ row: CredentialRow, _ subject: Subject, _ logged: LoggedActivity?
) -> Deviation? {
  let active = row.keys.filter { $0.isActive == true }
  guard !active.isEmpty else { return nil }
  let last = active.compactMap(\.used.instant).max()
  return Deviation(
    "user", row.name, subject: subject, severity: .medium,
    summary: "\(row.name) appears to be a CI/CD user (judging by its name) and has "
      + (active.count == 1 ? "an active access key" : "\(active.count) active access keys")
      + (last.map { ", last used \($0.day)" } ?? ", never used"),
    facts: [Fact("activeKeys", active.map { String($0.slot) }.joined(separator: ", "))]
      + active.map { Fact("key\($0.slot)Rotated", $0.rotated) },
    evidence: [row.citation],
    advice: Advice(
      (logged?.keySentences(of: row.arn) ?? "") + """
        Give the pipeline a role that trusts its OIDC provider for its repository only, then \
        deactivate the keys and delete the user.
        """,
      command: awsCommand("iam list-access-keys", ["user-name": row.name])))
}

/// Names that CI/CD users usually have.
enum CIName {
  private static let words: Set<String> = [
    "ansible", "argocd", "automation", "bamboo", "bitbucket", "build", "builder", "buildkite",
    "builds", "ci", "cicd", "circle", "circleci", "codebuild", "codepipeline", "deploy",
    "deployer", "deployment", "deployments", "deploys", "drone", "github", "gitlab", "jenkins",
    "octopus", "packer", "pipeline", "pipelines", "pulumi", "runner", "spinnaker", "teamcity",
    "terraform", "travis", "travisci",
  ]

  /// The programs of pipelines, by the family of their user agents (`Data/events.tsv`).
  static let agents: Set<String> = ["github-actions", "gitlab", "jenkins", "circleci"]

  /// Whether `name` contains such a word: `ci-deploy`, `JenkinsMaster`, `build2`, but not `Lucia`.
  static func matches(_ name: String) -> Bool {
    words(of: name).contains { words.contains($0) }
  }

  /// The words of a name, split at characters other than letters, and between a small letter and a
  /// capital.
  private static func words(of name: String) -> [String] {
    var words = [""]
    var previousIsLowercase = false
    for character in name {
      guard character.isLetter else {
        words.append("")
        previousIsLowercase = false
        continue
      }
      if character.isUppercase, previousIsLowercase { words.append("") }
      words[words.count - 1] += character.lowercased()
      previousIsLowercase = character.isLowercase
    }
    // `GitHub` and `CircleCI` have a capital inside.
    let pairs = zip(words, words.dropFirst()).map { $0 + $1 }
    return words + pairs
  }
}
