import Model

/// Whether the service control policies on the account's path keep an action from everybody.
struct ControlProtection {
  /// What the path does with an action.
  enum Verdict: Equatable {
    /// Denied, or not allowed at some step; the exemptions by principal are told.
    case kept(by: String, exemptions: [String])
    /// Denied on some resources or under some circumstances only, which keeps nobody who plans.
    case partly(String)
    /// Nothing on the path speaks against it.
    case open
  }

  let control: ControlledAccess
  /// The resources that matter, if all that there are are known: a Deny on these is enough.
  var resources: [ARN] = []

  func verdict(on action: String) -> Verdict {
    var partly: String?
    for policies in control.steps {
      let statements = policies.flatMap { policy in
        policy.document.statements.map { (policy, $0) }
      }
      for (policy, statement) in statements
      where statement.effect == .deny && ActionSet(of: statement.actions).contains(action) {
        switch reach(
          of: statement, service: action.split(separator: ":").first.map(String.init) ?? "")
        {
        case .everybody(let exemptions): return .kept(by: policy.name, exemptions: exemptions)
        case .some(let reason): partly = partly ?? "\(policy.name) denies it \(reason)"
        }
      }
      let isAllowed = statements.contains { _, statement in
        statement.effect == .allow && ActionSet(of: statement.actions).contains(action)
      }
      if !policies.isEmpty, !isAllowed {
        return .kept(by: "a step of the path that does not allow it", exemptions: [])
      }
    }
    return partly.map(Verdict.partly) ?? .open
  }

  /// Whom a Deny reaches.
  enum Reach: Equatable {
    case everybody(exemptions: [String])
    case some(String)
  }

  func reach(of statement: Statement, service: String) -> Reach {
    if statement.sparesSome { return .some("on some resources only") }
    guard statement.isOnAll(ofService: service) || coversResources(statement) else {
      return .some("on \(listed(statement.resources?.patterns ?? [])) only")
    }
    return ControlProtection.reach(of: statement.conditions)
  }

  private func coversResources(_ statement: Statement) -> Bool {
    let patterns = (statement.resources?.patterns ?? []).map { ARNPattern($0) }
    return !resources.isEmpty
      && resources.allSatisfy { arn in
        patterns.contains { $0.match(arn.description) == .yes }
      }
  }

  /// Whom a Deny under `conditions` reaches.
  static func reach(of conditions: [Condition]) -> Reach {
    var exemptions: [String] = []
    for condition in conditions {
      guard let spared = condition.sparedPrincipals else {
        return .some("under \(condition.operatorName) \(condition.key) only")
      }
      if let everyone = spared.first(where: \.sparesEveryRole) {
        return .some("to nobody, since \(everyone) is exempt")
      }
      exemptions += spared
    }
    return .everybody(exemptions: exemptions)
  }
}

extension Condition {
  /// The operator without set prefix and `IfExists`, in lower case.
  var plainOperator: String {
    var name = operatorName.lowercased()
    if let colon = name.firstIndex(of: ":") { name = String(name[name.index(after: colon)...]) }
    return name.hasSuffix("ifexists") ? String(name.dropLast("ifexists".count)) : name
  }

  /// Whether the operator says that the key is not one of the values.
  var isNegated: Bool {
    [
      "stringnotequals", "stringnotequalsignorecase", "stringnotlike", "arnnotequals", "arnnotlike",
    ].contains(plainOperator)
  }

  /// The principals that a Deny with this condition spares; nil where it is not of that form.
  ///
  /// Keys that every request holds may stand under any set prefix; of a tag that most principals
  /// lack, `ForAnyValue:` spares them all.
  var sparedPrincipals: [String]? {
    let name = key.lowercased()
    let isTag = name.hasPrefix("aws:principaltag/")
    switch (name, plainOperator) {
    case ("aws:principalisawsservice", "bool") where isAll("false"):
      return ["AWS services"]
    case ("aws:viaawsservice", "bool") where isAll("false"):
      return ["requests that AWS services make for a principal"]
    case (_, "null") where (isTag || name == "aws:assumedroot") && isAll("true"):
      return ["principals that have \(key)"]
    case ("aws:assumedroot", "bool") where isAll("false"):
      return ["root sessions of the management account"]
    default: break
    }
    let keys = ["aws:principalarn", "aws:principalorgid", "aws:principalaccount", "aws:userid"]
    guard isNegated, keys.contains(name) || isTag && !operatorName.hasPrefix("ForAnyValue") else {
      return nil
    }
    return values.map { name == "aws:principalarn" ? $0 : "\(key) \($0)" }
  }

  private func isAll(_ value: String) -> Bool {
    !values.isEmpty && values.allSatisfy { $0.lowercased() == value }
  }
}

extension String {
  /// Whether a principal pattern fits every role: `*`, `arn:aws:iam::*:*`, `…:role/*`.
  fileprivate var sparesEveryRole: Bool {
    let pattern = ARNPattern(self)
    return pattern.matchesEverything
      || ["Deploy", "zz/q9"].allSatisfy { name in
        ["000000000000", "999999999999"].allSatisfy { account in
          pattern.match("arn:aws:iam::\(account):role/\(name)") == .yes
        }
      }
  }
}

extension Examination {
  /// The account or organization as the subject of what no policy on its path does.
  var organizationSubject: Subject {
    Subject(kind: .account, name: account.id ?? "account", arn: nil)
  }

  /// The way that a person reads: `account 1 › OU ou-x › root r-y`.
  var pathText: String {
    (account.controlPolicies.value?.path ?? []).map { step in
      let names = step.policies.map(\.name).sorted().joined(separator: " ")
      return "\(step.kind) \(step.target) [\(names)]"
    }.joined(separator: " › ")
  }

  /// The finding that the path lacks something: `near` says what comes near to it, and `elsewhere`
  /// are policies that would do it but stand on another path.
  func absenceFinding(
    _ item: String, summary: String, near: [String], elsewhere: [ControlPolicy] = [],
    advice: Advice
  ) -> Finding {
    let subject = organizationSubject
    let why = ([control.unboundReason].compactMap { $0 } + near).joined(separator: "; ")
    let onPath = (account.controlPolicies.value?.path ?? []).flatMap(\.policies)
    return Finding(
      item, subject.kind.rawValue, subject.name, subject: subject, severity: .medium,
      summary: why.isEmpty ? summary : "\(summary) (\(why))",
      facts: [Fact("near", near.joined(separator: " | ")), Fact("path", pathText)],
      evidence: (onPath + elsewhere).map(\.citation), advice: advice)
  }

  /// Judges whether the path keeps `actions`: one finding for what it leaves open.
  ///
  /// What partial evidence does not show may be denied by a step that it lacks, so a finding needs
  /// the whole path.
  func controlJudgement(
    item: String, part: String?, actions: [String], on resources: [ARN] = [], what: String,
    severity: Severity, advice: Advice
  ) -> Judgement {
    var notes: [String] = []
    var open: [String] = []
    var reasons: [String] = []
    if let reason = control.unboundReason {
      open = actions
      reasons = [reason]
    } else {
      guard account.controlPolicies.isWhole else {
        return Judgement(missing: lacking(.controlPolicies, account.controlPolicies))
      }
      let protection = ControlProtection(control: control, resources: resources)
      for action in actions {
        switch protection.verdict(on: action) {
        case .kept(let policy, let exemptions):
          let spared =
            exemptions.isEmpty ? "" : ", except for \(exemptions.joined(separator: ", "))"
          notes.append("\(action) is kept by \(policy)\(spared).")
        case .partly(let reason):
          open.append(action)
          reasons.append("\(action): \(reason)")
        case .open: open.append(action)
        }
      }
    }
    guard !open.isEmpty else { return Judgement(notes: notes) }
    let subject = organizationSubject
    let why = reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))"
    let finding = Finding(
      item, parts: [subject.kind.rawValue, subject.name] + (part.map { [$0] } ?? []),
      subject: subject, severity: severity,
      summary: "\(what): nothing on the path denies \(open.joined(separator: ", "))\(why)",
      facts: [
        Fact("open", open.joined(separator: " ")),
        Fact("reasons", reasons.joined(separator: " | ")),
        Fact("path", pathText),
      ],
      evidence: (account.controlPolicies.value?.path ?? []).flatMap(\.policies).map(\.citation),
      advice: advice)
    return Judgement(findings: [finding], notes: notes)
  }
}

extension Judgement {
  /// Both judgements as one.
  static func + (left: Judgement, right: Judgement) -> Judgement {
    Judgement(
      findings: left.findings + right.findings,
      missing: left.missing + right.missing.filter { !left.missing.contains($0) },
      notes: left.notes + right.notes)
  }
}
