import Model

extension Item {
  /// Requires a Deny on the actions that stop or change the recording; one finding per service.
  package static let organizationTrailConfigSCP = Item(
    "organization.trail-config-scp", section: .organization, origin: .checklist,
    title: "SCP: CloudTrail, Config",
    requirement: "Service control policies protect CloudTrail and AWS Config.",
    reporting: Reporting(
      effort: .change, priority: 150,
      consequence: "An intruder with administrator access can switch off the audit trail."),
    guidance: Guidance(
      why: """
        An intruder with enough permissions stops the recording first. A service control policy \
        applies to all users and roles of the account except service-linked roles, including \
        administrators and the root user.
        """,
      look: """
        The exempt principals, and whether anyone can create another principal that matches the \
        exemption. Service control policies never apply to the management account: protect its \
        trail by other means.
        """,
      justification: """
        The trail is an organization trail, which member accounts cannot change, and a landing \
        zone restores the Config recorder within minutes.
        """)
  ) { examination in
    let trails = examination.trailARNs.filter { $0.account == examination.engine.accountID }
    let regions = Set(trails.map(\.region))
    let advice = Advice(
      "Attach a service control policy to the account's OU. It must deny these actions to all"
        + " principals except a named role.")
    let cloudTrail = examination.controlJudgement(
      part: "cloudtrail",
      actions: [
        "cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail",
        "cloudtrail:PutEventSelectors",
      ],
      // A trail can only be changed in its home region.
      region: regions.count == 1 ? regions.first : nil,
      what: "CloudTrail is not fully protected", severity: .high, exceptNamedRole: true,
      advice: advice
    ) { action in
      // A Deny that names each existing trail is as good as a Deny on all trails. Organization
      // trails belong to another account; they count only if the account has no trails of its own.
      let named = (trails.isEmpty ? examination.trailARNs : trails).map {
        ControlTarget(action, on: $0.description)
      }
      // A name has three characters or more. See
      // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html.
      let all = [ControlTarget(action, on: examination.arns(of: "cloudtrail", "trail/???*"))]
      let isNamed = !trails.isEmpty || examination.control.names(action, named)
      return named.isEmpty || !isNamed ? all : named
    }
    let config = examination.controlJudgement(
      part: "config",
      actions: [
        "config:StopConfigurationRecorder", "config:DeleteConfigurationRecorder",
        "config:PutConfigurationRecorder", "config:DeleteDeliveryChannel",
      ],
      what: "AWS Config is not fully protected", severity: .medium, exceptNamedRole: true,
      advice: advice
    ) { action in
      [ControlTarget(action, on: examination.arns(of: "config", "configuration-recorder/?*"))]
    }
    return cloudTrail + config
  }

  /// Requires a Deny on creating users and access keys, with which an intruder would keep access.
  package static let organizationIAMUserSCP = Item(
    "organization.iam-user-scp", section: .organization, origin: .guide,
    title: "SCP: IAM users",
    requirement: "A service control policy denies creating IAM users and access keys.",
    reporting: Reporting(
      effort: .change, priority: 230,
      consequence: "New long-term credentials can be created at any time."),
    guidance: Guidance(
      why: "The access key of an IAM user keeps working after passwords change and sessions end.",
      look: "The exempt principals, and whether roles could replace the existing users.",
      justification: "The account needs IAM users for a named partner or device.")
  ) { examination in
    examination.controlJudgement(
      part: nil,
      actions: ["iam:CreateUser", "iam:CreateAccessKey"],
      region: examination.engine.partition.mainRegion,
      what: "IAM users or access keys can be created", severity: .low,
      advice: Advice(
        "Attach a service control policy that denies iam:CreateUser and iam:CreateAccessKey.")
    ) { action in
      [ControlTarget(action, on: examination.arns(of: "iam", "user/?*"))]
    }
  }
}

extension ControlledAccess {
  /// Whether, for each of `targets`, a single statement denies the action on it.
  fileprivate func names(_ action: String, _ targets: [ControlTarget]) -> Bool {
    targets.allSatisfy { target in
      denials.contains { $0.actions.contains(action) && $0.covers(target) }
    }
  }
}

extension Examination {
  /// The ARNs of the trails; empty unless the evidence is whole and has the ARN of each.
  fileprivate var trailARNs: [ARN] {
    let trails = account.trails.isWhole ? account.trails.value ?? [] : []
    let arns = trails.compactMap(\.arn)
    return arns.count == trails.count ? arns : []
  }

  /// The ARN pattern of a kind of resource in this account; ARNs of IAM have no region.
  fileprivate func arns(of service: String, _ resource: String) -> String {
    let region = service == "iam" ? "" : "*"
    return "arn:\(engine.partition.id):\(service):\(region):\(engine.accountID ?? "*"):\(resource)"
  }
}
