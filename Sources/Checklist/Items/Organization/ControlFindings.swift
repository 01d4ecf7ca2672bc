import Model
import Platform

extension Examination {
  /// The account, as the subject of findings about its service control policies.
  var organizationSubject: Subject {
    Subject(kind: .account, name: account.id ?? "account", arn: nil)
  }

  /// The policies attached from the account up to the root, as text:
  /// `account 1 [a] › OU ou-x [b] › root r-y []`.
  var pathText: String {
    (account.controlPolicies.value?.path ?? []).map { step in
      let names = step.policies.map(\.name).sorted().joined(separator: " ")
      return "\(step.kind) \(step.target) [\(names)]"
    }.joined(separator: " › ")
  }

  /// The users and roles that are missing from the evidence; without them, it is unknown which
  /// principals are exempt.
  var missingPrincipals: [MissingEvidence] { missing(.users, .roles) }

  /// The missing evidence about the account's organization.
  var missingOrganization: [MissingEvidence] {
    let missing = self.missing(.organization, account.organization)
    return missing.isEmpty
      ? [MissingEvidence(.organization, reason: "does not show the account's place in it")]
      : missing
  }

  /// The finding that no policy on the path has a required effect. `near` says why policies that
  /// come close do not count; `elsewhere` are policies that are attached to other targets.
  func absenceFinding(
    summary: String, near: [NearMiss], elsewhere: [ControlPolicy] = [],
    severity: Severity = .medium, control missing: MissingControl, advice: Advice
  ) -> Deviation {
    let subject = organizationSubject
    let why = ([control.unboundReason].compactMap { $0 } + near.map(\.words))
      .filter { !$0.isEmpty }.joined(separator: "; ")
    let onPath = (account.controlPolicies.value?.path ?? []).flatMap(\.policies)
    return Deviation(
      subject.kind.rawValue, subject.name, subject: subject, severity: severity,
      summary: why.isEmpty ? summary : "\(summary) (\(why))",
      facts: [Fact("near", near.map(\.fact).joined(separator: " | ")), Fact("path", pathText)],
      evidence: rootEvidence + (onPath + elsewhere).map(\.citation), advice: advice,
      detail: .missingControl(missing))
  }

  /// The citation that shows that service control policies are not enabled; empty if there is none.
  private var rootEvidence: [Citation] {
    (account.controlPolicies.value?.notEnabled).map { [$0.citation] } ?? []
  }

  /// Evaluates whether the path denies `actions`, with one finding for those that it does not deny.
  ///
  /// `part` distinguishes the finding from others of the item. `exceptNamedRole` says whether a policy
  /// should exempt a role. `targets` returns the resources of
  /// an action, and `region` is the region of its requests. With partial evidence there is no
  /// finding, because a policy that the evidence does not show could deny the actions.
  func controlJudgement(
    part: String?, actions: [String], region: String? = nil, what: String,
    severity: Severity, exceptNamedRole: Bool = false, advice: Advice,
    targets: (String) -> [ControlTarget]
  ) -> Judgement {
    var judgement = Judgement()
    var open: [String] = []
    var reasons: [(reason: String, actions: [String])] = []
    if control.unboundReason != nil {
      open = actions
    } else {
      guard account.controlPolicies.isWhole else {
        return Judgement(missing: missing(.controlPolicies, account.controlPolicies))
      }
      let protection = ControlProtection(
        principals: ControlledPrincipals(
          engine, control, isWhole: missingPrincipals.isEmpty, region: region), of: actions)
      for action in actions {
        let done = targets(action)
        switch protection.verdict(on: action, done: done) {
        case .denied(let policies, let reach):
          let tags = protection.tagsToTake(for: action)
          judgement.notes.append(
            reach.note("\(action) is denied by \(listed(policies))")
              + (tags.isEmpty
                ? "" : " A principal that can tag itself with \(listed(tags)) is also exempt."))
          if protection.dependsOnPrincipals(action, done: done) {
            for gap in missingPrincipals { judgement.noteMissing(gap) }
          }
        case .open(let found):
          open.append(action)
          for reason in found {
            if let index = reasons.firstIndex(where: { $0.reason == reason }) {
              reasons[index].actions.append(action)
            } else {
              reasons.append((reason, [action]))
            }
          }
        case .organizationUnknown:
          for gap in missingOrganization { judgement.noteMissing(gap) }
        }
      }
    }
    guard !open.isEmpty else { return judgement }
    let texts =
      [control.unboundReason].compactMap { $0 }
      + reasons.map { reason, actions in
        actions == open ? reason : "\(actions.joined(separator: ", ")): \(reason)"
      }
    let subject = organizationSubject
    judgement.findings.append(
      Deviation(
        parts: [subject.kind.rawValue, subject.name] + (part.map { [$0] } ?? []),
        subject: subject, severity: severity,
        summary: "\(what): no service control policy denies \(open.asChoice)"
          + (texts.isEmpty ? "" : " (\(texts.joined(separator: "; ")))"),
        facts: [
          Fact("open", open.joined(separator: " ")),
          Fact("reasons", texts.joined(separator: " | ")),
          Fact("path", pathText),
        ],
        evidence: rootEvidence
          + (account.controlPolicies.value?.path ?? []).flatMap(\.policies).map(\.citation),
        advice: advice,
        detail: .missingControl(.actions(open, exceptNamedRole: exceptNamedRole))))
    return judgement
  }
}

extension ControlReach {
  /// `statement`, followed by the exempt principals.
  func note(_ statement: String) -> String {
    var note = statement
    if !exempt.isEmpty { note += ", except for \(exempt.joined(separator: ", "))" }
    if !undecided.isEmpty {
      let isOne =
        undecided.count == 1 && !["roles ", "users "].contains(where: undecided[0].hasPrefix)
      note +=
        "; whether \(undecided.joined(separator: ", ")) \(isOne ? "is" : "are") exempt"
        + " depends on session tags or other conditions"
    }
    return note + "."
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
