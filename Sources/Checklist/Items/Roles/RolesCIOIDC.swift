import Model

extension Item {
  /// Anybody may ask a public identity provider for a token, so only `sub` tells one pipeline from
  /// another, and only `aud` that the token was meant for AWS.
  static let rolesCIOIDC = Item(
    "roles.ci-oidc", section: .roles, origin: .checklist,
    title: "Pipelines assume roles through bound OpenID Connect trusts",
    guidance: Guidance(
      why: """
        A trust of a code host without a bound subject lets every repository of the world deploy. A \
        pipeline with an access key has a secret that never changes in a place many can read.
        """,
      look: """
        Which repository, branch or environment the subject names, and who can push there. Whether \
        the audience is bound too.
        """,
      justification: """
        Every repository of one organization, where all its members may deploy by policy, and the \
        role can do what any of them may.
        """)
  ) { examination in
    var findings: [Finding] = []
    for role in examination.identities.roles where !role.isServiceLinked {
      for grant in TrustGrant.all(of: role, action: "sts:AssumeRoleWithWebIdentity") {
        for provider in grant.statement.webProviders {
          if let finding = examination.finding(on: role, grant, provider: provider) {
            findings.append(finding)
          }
        }
      }
    }
    findings += examination.pipelineUsers
    return Judgement(
      findings: findings,
      missing: examination.lacking(.roles) + examination.lackingOfReport)
  }
}

extension Statement {
  /// The hosts of the OpenID Connect providers that a trust names.
  fileprivate var webProviders: [String] {
    let federated = (principals?.list ?? []).filter { $0.kind == .federated || $0.isEveryone }
    return federated.compactMap { principal in
      if principal.isEveryone { return "*" }
      let arn = ARN(principal.value)
      if arn.resource.hasPrefix("oidc-provider/") {
        return String(arn.resource.dropFirst("oidc-provider/".count))
      }
      return principal.value.contains(":saml-provider/") ? nil : principal.value
    }
  }
}

extension Examination {
  fileprivate func finding(on role: Role, _ grant: TrustGrant, provider: String) -> Finding? {
    var faults: [(Severity, String)] = []
    let audience = ["graph.facebook.com", "www.amazon.com"].contains(provider) ? "app_id" : "aud"
    let subjects = grant.binding(of: provider + ":sub")
    if provider == "*" {
      faults.append((.critical, "trusts every identity provider"))
    } else if provider == "cognito-identity.amazonaws.com" {
      let amr = grant.statement.conditions.first {
        $0.key.lowercased() == provider + ":amr" && !$0.isIfExists && !$0.isNegated
      }
      if amr == nil { faults.append((.medium, "does not demand an authenticated user (amr)")) }
    } else if let subjects {
      faults += subjects.compactMap { fault(of: $0, provider: provider) }
    } else {
      faults.append((.critical, "does not bind the token's subject (sub)"))
    }
    if provider != "*", !grant.binds("\(provider):\(audience)") {
      faults.append((.medium, "does not bind the token's audience (\(audience))"))
    }
    guard let severity = faults.map(\.0).min() else { return nil }
    let subject = Subject(role)
    return Finding(
      id: FindingID("roles.ci-oidc", subject, provider, "statement-\(grant.statement.index + 1)"),
      item: ItemID("roles.ci-oidc"), subject: subject, severity: severity,
      summary: "the trust of \(provider) \(faults.map(\.1).joined(separator: " and "))",
      facts: [
        Fact("provider", provider),
        Fact("subjects", subjects?.map(\.text).joined(separator: " ") ?? "not bound"),
        Fact(
          "audience",
          grant.binding(of: "\(provider):\(audience)")?.map(\.text).joined(separator: " ")
            ?? "not bound"),
        Fact("conditions", grant.statement.conditionsText),
      ],
      evidence: [grant.statement.citation],
      advice: Advice(
        "Demand sub and aud by StringEquals, such as repo:ORGANIZATION/REPOSITORY:ref:refs/heads/main.",
        command: awsCommand(
          "iam update-assume-role-policy",
          ["role-name": role.name, "policy-document": "file://trust.json"])))
  }

  /// What is too wide in a bound subject.
  private func fault(of bound: TrustGrant.Bound, provider: String) -> (Severity, String)? {
    guard bound.hasWildcard else { return nil }
    let start = bound.literalStart
    let tooWide: (Severity, String) = (.critical, "takes any subject like \(bound.text)")
    guard let colon = start.firstIndex(of: ":") else { return tooWide }
    let rest = start[start.index(after: colon)...]
    if provider == "token.actions.githubusercontent.com" || start.hasPrefix("repo:") {
      guard start.hasPrefix("repo:"), let slash = rest.firstIndex(of: "/") else { return tooWide }
      // The newer form is `repo:owner@id/repository@id:…`; the owner ends at the slash in both.
      return rest[rest.index(after: slash)...].isEmpty
        ? (.medium, "takes any repository of \(rest[..<slash])") : nil
    }
    if start.hasPrefix("system:serviceaccount") {
      return rest.split(separator: ":").count >= 2 ? nil : tooWide
    }
    return rest.isEmpty ? tooWide : nil
  }

  /// Users that look like a pipeline's and have an active key.
  fileprivate var pipelineUsers: [Finding] {
    userRows.compactMap { row in
      let active = row.keys.filter { $0.isActive == true }
      guard !active.isEmpty, row.name.looksLikePipeline else { return nil }
      let subject = subject(of: row)
      return Finding(
        id: FindingID("roles.ci-oidc", subject), item: ItemID("roles.ci-oidc"), subject: subject,
        severity: .medium, summary: "looks like a pipeline's user and has an active access key",
        facts: [Fact("activeKeys", String(active.count))], evidence: [row.citation],
        advice: Advice(
          "Let the pipeline assume a role through OpenID Connect, then delete the key.",
          command: awsCommand("iam list-access-keys", ["user-name": row.name])))
    }
  }
}

extension String {
  /// Whether one of the words in the name is that of a pipeline.
  fileprivate var looksLikePipeline: Bool {
    let words = lowercased().split { !$0.isLetter && !$0.isNumber }
    let telling: Set<Substring> = [
      "ci", "cd", "cicd", "deploy", "deployer", "deployment", "pipeline", "build", "builder",
      "jenkins", "github", "gitlab", "bitbucket", "circleci", "travis", "teamcity", "bamboo",
      "terraform", "buildkite", "drone", "argocd", "actions", "azuredevops",
    ]
    return words.contains(where: telling.contains)
  }
}
