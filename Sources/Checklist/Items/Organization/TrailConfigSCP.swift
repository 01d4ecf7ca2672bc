import Model

extension Item {
  /// The actions that blind the record of what happened, by service: one finding a service.
  static let organizationTrailConfigSCP = Item(
    "organization.trail-config-scp", section: .organization, origin: .checklist,
    title: "Service control policies protect CloudTrail and Config",
    guidance: Guidance(
      why: """
        The first thing an intruder with power does is to stop the recording. A service control \
        policy holds against every principal of the account, administrators and root included.
        """,
      look: """
        Which principals are exempt, and whether they are named so that nobody can make another \
        that fits. The management account is never bound: its trail needs other guards.
        """,
      justification: """
        The trail is the organization's own, which member accounts cannot change, and Config is \
        recorded by a landing zone that mends it within minutes.
        """)
  ) { examination in
    examination.controlJudgement(
      item: "organization.trail-config-scp", part: "cloudtrail",
      actions: [
        "cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail",
        "cloudtrail:PutEventSelectors",
      ],
      // A Deny that names each trail there is does as well as one on all.
      on: examination.trailARNs,
      what: "CloudTrail can be stopped, deleted or changed", severity: .high,
      advice: Advice("Attach a policy to the account's OU that denies these, but for a named role.")
    )
      + examination.controlJudgement(
        item: "organization.trail-config-scp", part: "config",
        actions: [
          "config:StopConfigurationRecorder", "config:DeleteConfigurationRecorder",
          "config:PutConfigurationRecorder", "config:DeleteDeliveryChannel",
        ],
        what: "AWS Config can be stopped, deleted or changed", severity: .medium,
        advice: Advice(
          "Attach a policy to the account's OU that denies these, but for a named role."))
  }

  /// Creating users or keys is how an intruder stays.
  static let organizationIAMUserSCP = Item(
    "organization.iam-user-scp", section: .organization, origin: .guide,
    title: "A service control policy denies creating IAM users and keys",
    guidance: Guidance(
      why: "A user with a key is access that outlives every password change and every session.",
      look: "Which exemptions there are, and whether the users that exist could be roles.",
      justification: "An account that must hold users, for a partner or device, and says which.")
  ) { examination in
    examination.controlJudgement(
      item: "organization.iam-user-scp", part: nil,
      actions: ["iam:CreateUser", "iam:CreateAccessKey"],
      what: "IAM users and keys can be made", severity: .low,
      advice: Advice("Attach a policy that denies iam:CreateUser and iam:CreateAccessKey."))
  }
}

extension Examination {
  /// The trails, if the evidence holds and names all of them.
  fileprivate var trailARNs: [ARN] {
    let trails = account.trails.isWhole ? account.trails.value ?? [] : []
    let arns = trails.compactMap(\.arn)
    return arns.count == trails.count ? arns : []
  }
}
