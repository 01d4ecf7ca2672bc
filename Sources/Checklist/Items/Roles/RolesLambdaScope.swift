import Model

extension Item {
  /// One finding a function, with every reason.
  static let rolesLambdaScope = Item(
    "roles.lambda-scope", section: .roles, origin: .checklist,
    title: "Lambda roles scoped",
    requirement: "Each Lambda function has its own role, limited to what the function does.",
    guidance: Guidance(
      why: """
        A bug in a function's code or in a library hands its role to whoever sends the right \
        input. A shared role has the power of all its functions together.
        """,
      look: """
        What the function does, against what its role allows. Variables that look like keys: the \
        evidence names them, the console shows whether they are real.
        """,
      justification: """
        Functions that are deployed together, do one job and need the same few actions may share \
        a narrow role.
        """)
  ) { examination in
    let account = examination.account
    let functions = account.functions.value ?? []
    let roles = Dictionary(examination.identities.roles.map { ($0.arn, $0) }) { first, _ in first }
    let sharing = Dictionary(grouping: functions, by: \.role).mapValues(RoleSharing.init)
    let rolesAreWhole = examination.lacking(.roles).isEmpty
    var notes: [String] = []
    let findings = functions.compactMap { function -> Finding? in
      var reasons: [(Severity, String)] = []
      if let role = roles[function.role] {
        let privilege = examination.privilege(of: role.arn)
        if privilege.isAdministrator {
          reasons.append((.critical, "its role \(role.name) may do everything"))
        } else if privilege.isHigh {
          let services = privilege.services.joined(separator: ", ")
          reasons.append((.high, "its role \(role.name) has all of \(services)"))
        }
      } else if rolesAreWhole, function.role.account == account.id {
        reasons.append((.medium, "its role \(function.role.resourceName) does not exist"))
      }
      let shared = sharing[function.role].flatMap { $0.others > 0 ? $0 : nil }
      if let shared {
        reasons.append((.medium, "it shares its role with \(shared.text(beside: function))"))
      }
      for variable in function.suspectVariables {
        reasons.append(
          (.high, "its variable \(variable.name) looks like an AWS key: \(variable.reason)"))
      }
      if let error = function.environmentError {
        notes.append("The environment of \(function.name) was not printed: \(error).")
      }
      guard let severity = reasons.map(\.0).min() else { return nil }
      let subject = Subject(kind: .function, name: function.name, arn: function.arn)
      return Finding(
        "roles.lambda-scope", subject.kind.rawValue, subject.name, function.arn.region,
        subject: subject, severity: severity,
        summary: reasons.map(\.1).joined(separator: "; "),
        facts: [
          Fact("role", function.role.description),
          Fact("sharedWith", shared?.fact(beside: function) ?? ""),
          Fact("suspectVariables", function.suspectVariables.map(\.name).joined(separator: " ")),
          Fact("reasons", reasons.map(\.1).joined(separator: " | ")),
        ],
        evidence: [function.citation] + (roles[function.role].map { [$0.citation] } ?? []),
        advice: Advice(
          "Give it a role of its own with what it uses; keep secrets in Secrets Manager.",
          command: awsCommand(
            "lambda update-function-configuration",
            [
              "region": function.arn.region, "function-name": function.name,
              "role": "NEW-ROLE-ARN",
            ])))
    }
    return Judgement(
      findings: findings,
      missing: examination.lacking(.functions, account.functions)
        + examination.lacking(.roles, .policies),
      notes: notes)
  }
}
