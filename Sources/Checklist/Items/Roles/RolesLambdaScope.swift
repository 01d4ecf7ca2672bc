import Model

extension Item {
  /// Reports one finding per function, with all reasons.
  package static let rolesLambdaScope = Item(
    "roles.lambda-scope", section: .roles, origin: .checklist,
    title: "Lambda roles scoped",
    requirement: "Each Lambda function has its own role, limited to what the function does.",
    reporting: Reporting(
      effort: .change, priority: 60,
      consequence: "A flaw in the function's code exposes everything that its role can reach."),
    guidance: Guidance(
      why: """
        A bug in a function's code or in one of its libraries gives its role to anyone who sends \
        the right input. A shared role has the permissions that any of its functions needs.
        """,
      look: """
        Compare what the function does with what its role allows. The evidence names environment \
        variables that look like keys: check in the AWS console whether the keys are real.
        """,
      justification: """
        Functions that are deployed together, do one job and need the same few actions can share \
        a narrow role.
        """)
  ) { examination in
    let account = examination.account
    let functions = account.functions.value ?? []
    let roles = Dictionary(examination.identities.roles.map { ($0.arn, $0) }) { first, _ in first }
    let sharing = Dictionary(grouping: functions, by: \.role).mapValues(RoleSharing.init)
    let rolesAreWhole = examination.missing(.roles).isEmpty
    var notes: [String] = []
    let findings = functions.compactMap { function -> Deviation? in
      var reasons: [Reason] = []
      if let role = roles[function.role] {
        let privilege = examination.privilege(of: role.arn)
        if privilege.isAdministrator {
          reasons.append(
            Reason(
              .critical, "role \(role.name) has administrator access",
              fact: "its role \(role.name) has administrator access"))
        } else if privilege.isHigh {
          let services = privilege.services
          reasons.append(
            Reason(
              .high, "role \(role.name) has full access to \(servicesText(services))",
              fact: "its role \(role.name) has all of \(services.joined(separator: ", "))"))
        }
      } else if rolesAreWhole, function.role.account == account.id {
        let name = function.role.resourceName
        reasons.append(
          Reason(
            .medium, "role \(name) does not exist", fact: "its role \(name) does not exist"))
      }
      let shared = sharing[function.role].flatMap { $0.others > 0 ? $0 : nil }
      if let shared {
        let others = shared.text(beside: function)
        reasons.append(
          Reason(
            .medium, "shares role \(function.role.resourceName) with \(others)",
            fact: "it shares its role with \(others)"))
      }
      let suspects = Dictionary(grouping: function.suspectVariables, by: \.reason)
      for variable in function.suspectVariables {
        let alike = (suspects[variable.reason] ?? []).map(\.name)
        reasons.append(
          Reason(
            .high,
            // The first variable of each kind mentions the others.
            alike.first != variable.name
              ? ""
              : alike.count == 1
                ? "environment variable \(variable.name) looks like an AWS key (\(variable.reason))"
                : "environment variables \(englishList(alike)) look like AWS keys (for each of them, \(variable.reason))",
            fact: "its variable \(variable.name) looks like an AWS key: \(variable.reason)"))
      }
      if let error = function.environmentError {
        notes.append(
          "Lambda did not return the environment variables of \(function.name): \(error).")
      }
      guard let severity = reasons.map(\.severity).min() else { return nil }
      let subject = Subject(kind: .function, name: function.name, arn: function.arn)
      return Deviation(
        subject.kind.rawValue, subject.name, function.arn.region,
        subject: subject, severity: severity,
        summary:
          "\(function.name): \(reasons.map(\.text).filter { !$0.isEmpty }.joined(separator: "; "))",
        facts: [
          Fact("role", function.role.description),
          Fact("sharedWith", shared?.fact(beside: function) ?? ""),
          Fact("suspectVariables", function.suspectVariables.map(\.name).joined(separator: " ")),
          Fact("reasons", reasons.map(\.fact).joined(separator: " | ")),
        ],
        evidence: [function.citation] + (roles[function.role].map { [$0.citation] } ?? []),
        advice: lambdaAdvice(
          function, needsRole: reasons.count > function.suspectVariables.count),
        detail: .function(suspectVariables: function.suspectVariables.map(\.name)))
    }
    return Judgement(
      findings: findings,
      missing: examination.missing(.functions, account.functions)
        + examination.missing(.roles, .policies),
      notes: notes)
  }
}

/// A reason for a finding about a function.
private struct Reason {
  let severity: Severity
  /// The reason, for a sentence that begins with the function's name.
  let text: String
  /// The reason as a fact. This text must never change, because a decision is stale if its facts
  /// change.
  let fact: String

  init(_ severity: Severity, _ text: String, fact: String) {
    self.severity = severity
    self.text = text
    self.fact = fact
  }
}

private func lambdaAdvice(_ function: LambdaFunction, needsRole: Bool) -> Advice {
  let role = "Give the function its own role with the permissions that it uses."
  let keys = """
    Check whether the values of these variables are AWS keys. If they are, deactivate the keys, and \
    let the function use the permissions of its role. Keep other secrets in Secrets Manager.
    """
  let texts = (needsRole ? [role] : []) + (function.suspectVariables.isEmpty ? [] : [keys])
  return Advice(
    texts.joined(separator: " "),
    command: needsRole
      ? awsCommand(
        "lambda update-function-configuration",
        [
          "region": function.arn.region, "function-name": function.name, "role": "NEW-ROLE-ARN",
        ]) : nil)
}
