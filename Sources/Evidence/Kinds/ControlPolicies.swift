internal import Model
internal import Platform

extension EvidenceRecord {
  /// The service control policies on the path from the account to the root.
  static let controlPolicies = EvidenceRecord(
    .controlPolicies,
    calls: [
      CollectOperation(
        command: "organizations list-roots", kind: .controlPolicies, scope: .organization,
        actions: ["organizations:ListRoots"], expects: "Roots", isExpectedElsewhere: true,
        file: "organization/roots", absences: [CollectOperation.organizationsNotInUse]),
      CollectOperation.parents, CollectOperation.policiesForTarget,
      CollectOperation(
        command: "organizations describe-policy", kind: .controlPolicies, scope: .subject,
        actions: ["organizations:DescribePolicy"], expects: "Policy", isExpectedElsewhere: true,
        file: "organization/policy", subject: ("policy-id", "PolicyId"),
        absences: [CollectOperation.organizationsNotInUse]),
    ],
    readers: [
      .organizationRoots, .organizationParents, .policyAttachments, .controlPolicy,
    ]
  ) { assembly in
    let path = OrganizationPath(gathering: assembly.gathering, account: assembly.account.id)
    assembly.account.controlPolicies = path.evidence() ?? assembly.missing(.controlPolicies)
    if let contradiction = path.contradiction {
      assembly.gathering.flagIncomplete(.controlPolicies, contradiction)
    }
  }.with {
    $0.isPartialByRefusal = true
    $0.findGaps = { assembly in
      assembly.flagBareLevels()
      let doubts = assembly.gathering.doubts
      assembly.account.controlPoliciesAreDoubtful =
        doubts[.controlPolicies] != nil || doubts[.organization] != nil
    }
  }
}

extension CollectOperation {
  /// The maximum number of steps up to the root. Organizational units are nested at most five
  /// levels deep
  /// (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html). The
  /// limit ends the search if answers keep naming new parents.
  private static let maximumLevels = 16

  /// The first step from the account up to the root.
  static let parents = CollectOperation(
    command: "organizations list-parents", kind: .controlPolicies, scope: .subject,
    actions: ["organizations:ListParents"], expects: "Parents", isExpectedElsewhere: true,
    file: "organization/parents", subject: ("child-id", "ChildId"), maximum: maximumLevels,
    absences: [organizationsNotInUse],
    followUps: [
      // A root has no parent.
      FollowUp(
        path: AnswerPath("Parents", "Id"), command: "organizations list-parents", except: "r-"),
      FollowUp(path: AnswerPath("Parents", "Id"), command: policiesForTarget.command),
    ])

  static let policiesForTarget = CollectOperation(
    command: "organizations list-policies-for-target", kind: .controlPolicies, scope: .subject,
    arguments: ["--filter=SERVICE_CONTROL_POLICY"],
    actions: ["organizations:ListPoliciesForTarget"], expects: "Policies",
    isExpectedElsewhere: true, file: "organization/policies-for",
    subject: ("target-id", "TargetId"), absences: [organizationsNotInUse],
    followUps: [
      FollowUp(path: AnswerPath("Policies", "Id"), command: "organizations describe-policy")
    ])
}

/// The root of an organization and whether service control policies are enabled there.
struct OrganizationRoot: Sendable {
  /// Whether service control policies are in effect.
  enum Status: Hashable, Sendable {
    case enabled
    /// Not listed, or listed with another status.
    case notEnabled(String?)
    /// The answer does not show it.
    case unknown
  }

  let id: String
  let status: Status
  let citation: Citation
}

/// One step from an account up to the root.
struct OrganizationParent: Sendable {
  let child: String
  let parent: String
}

/// The policies attached to one target, from `list-policies-for-target`.
struct PolicyAttachment: Sendable {
  /// The account, organizational unit or root; nil if the answer has no envelope.
  let target: String?
  let policies: [ControlPolicy]
}

extension PieceKey<OrganizationRoot> {
  static var roots: PieceKey<OrganizationRoot> { PieceKey(.controlPolicies) }
}

extension PieceKey<OrganizationParent> {
  static var parents: PieceKey<OrganizationParent> { PieceKey(.controlPolicies) }
}

extension PieceKey<PolicyAttachment> {
  static var attachments: PieceKey<PolicyAttachment> { PieceKey(.controlPolicies) }
}

extension PieceKey<ControlPolicy> {
  static var controlPolicies: PieceKey<ControlPolicy> { PieceKey(.controlPolicies) }
}

extension EvidenceReader {
  /// `organizations list-roots`.
  fileprivate static let organizationRoots = EvidenceReader(
    recognizes: { $0.hasList("Roots") },
    read: { answer, gathering in
      let roots = gathering.list("Roots", of: answer.body).compactMap { cursor in
        gathering.required("Id", of: cursor).map { id in
          gathering.compare("root \(id)", cursor)
          return OrganizationRoot(
            id: id, status: gathering.controlPolicyStatus(of: cursor), citation: cursor.citation)
        }
      }
      gathering.add(.roots, roots, from: answer.file)
    })

  /// `organizations list-parents`, in an envelope that names the child.
  fileprivate static let organizationParents = EvidenceReader(
    recognizes: { $0.hasList("Parents") },
    read: { answer, gathering in
      guard let child = answer.asked("ChildId") else {
        gathering.refuse(
          answer.body.problem(
            "this response does not identify the child; wrap it in an envelope with ChildId"))
        return
      }
      gathering.compare("the parent of \(child)", answer.body)
      gathering.add(
        .parents,
        gathering.list("Parents", of: answer.body).compactMap { cursor in
          gathering.required("Id", of: cursor).map { OrganizationParent(child: child, parent: $0) }
        }, from: answer.file)
    })

  /// `organizations list-policies-for-target`, in an envelope that names the target.
  fileprivate static let policyAttachments = EvidenceReader(
    recognizes: { root in
      root["Policies"]?.elements.first.map { $0["Type"] != nil }
        ?? (root["Policies"]?.kind == .array)
    },
    read: { answer, gathering in
      if let filter = answer.asked("filter"), filter != "SERVICE_CONTROL_POLICY" { return }
      var isAboutOthers = false
      let policies = gathering.list("Policies", of: answer.body).compactMap {
        cursor -> ControlPolicy? in
        guard gathering.isControlPolicy(cursor, filter: answer.asked("filter")) else {
          isAboutOthers = true
          return nil
        }
        return gathering.required("Id", of: cursor).map { id in
          ControlPolicy(
            id: id, name: cursor.string("Name") ?? id, arn: ARN(cursor.string("Arn") ?? ""),
            document: nil, citation: cursor.citation)
        }
      }
      // One answer contains policies of one type.
      if isAboutOthers, policies.isEmpty { return }
      if let target = answer.asked("TargetId") {
        gathering.compare("the policies attached to \(target)", answer.body)
      }
      gathering.add(
        .attachments, [PolicyAttachment(target: answer.asked("TargetId"), policies: policies)],
        from: answer.file,
        shortcoming: answer.shortcoming)
    })

  /// `organizations describe-policy`, whose `Content` is JSON in a string.
  fileprivate static let controlPolicy = EvidenceReader(
    recognizes: { $0["Policy"]?["PolicySummary"] != nil },
    read: { answer, gathering in
      guard let policy = answer.body.child("Policy"), let summary = policy.child("PolicySummary"),
        gathering.isControlPolicy(summary, filter: nil),
        let id = gathering.required("Id", of: summary)
      else { return }
      let name = summary.string("Name") ?? id
      gathering.compare("policy \(id)", policy)
      gathering.add(
        .controlPolicies,
        [
          ControlPolicy(
            id: id, name: name, arn: ARN(summary.string("Arn") ?? ""),
            document: gathering.document("Content", of: policy, owner: "policy \(name)"),
            citation: policy.citation)
        ], from: answer.file)
    })
}

extension Gathering {
  /// The status of service control policies in the `PolicyTypes` of a root. AWS lists only the types
  /// that are enabled or about to change. See
  /// https://docs.aws.amazon.com/organizations/latest/APIReference/API_Root.html.
  fileprivate mutating func controlPolicyStatus(of root: Cursor) -> OrganizationRoot.Status {
    let types = list("PolicyTypes", of: root)
    guard let kind = root.node["PolicyTypes"]?.kind, kind == .array || kind == .object else {
      return .unknown
    }
    var isReadable = true
    for element in types {
      guard let type = text("Type", of: element) else {
        isReadable = false
        continue
      }
      guard type == "SERVICE_CONTROL_POLICY" else { continue }
      guard let status = text("Status", of: element) else { return .unknown }
      return status == "ENABLED" ? .enabled : .notEnabled(status)
    }
    return isReadable ? .notEnabled(nil) : .unknown
  }

  /// Whether the policy at `cursor` is a service control policy. A type that AWS does not use, or
  /// that `filter` excludes, is reported. New types have names like the known ones: see
  /// https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html.
  fileprivate mutating func isControlPolicy(_ cursor: Cursor, filter: String?) -> Bool {
    let own = "SERVICE_CONTROL_POLICY"
    guard let type = text("Type", of: cursor), type != own else { return true }
    let isKnown =
      type.contains("POLICY")
      && type.utf8.allSatisfy {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      }
    if !isKnown || filter == own {
      report(cursor.problem("unexpected policy type \(type); this entry was skipped"))
    }
    return false
  }
}

extension Assembly {
  /// Makes the SCPs partial if a level has none although they are enabled: AWS does not let the last
  /// one be detached, so the answer is damaged. It is evaluated as a level that limits nothing. See
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_policies_detach.html.
  fileprivate mutating func flagBareLevels() {
    let bare = account.controlPolicies.value?.path.filter(\.isBare) ?? []
    for step in bare {
      gathering.flagIncomplete(
        .controlPolicies,
        "no policy is attached to \(step.target), but AWS requires at least one on each level")
    }
    guard !bare.isEmpty else { return }
    account.controlPolicies = account.controlPolicies.map { policies in
      var policies = policies
      policies.path = policies.path.map {
        ControlPolicies.Step(target: $0.target, policies: $0.policies)
      }
      return policies
    }
  }
}
