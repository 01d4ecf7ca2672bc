internal import Model
internal import Platform

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

extension EvidenceReader {
  /// `organizations describe-organization`.
  static let organization = EvidenceReader(
    kind: .organization,
    recognizes: { $0["Organization"]?.kind == .object },
    read: { answer, gathering in
      guard let cursor = answer.body.child("Organization"),
        let id = gathering.required("Id", of: cursor)
      else { return }
      gathering.compare("the organization", cursor)
      gathering.organizations.add(
        [
          Organization(
            id: id, managementAccount: gathering.managementAccount(cursor),
            featureSet: gathering.text("FeatureSet", of: cursor), citation: cursor.citation)
        ], from: answer.file)
    })

  /// `organizations list-roots`.
  static let organizationRoots = EvidenceReader(
    kind: .controlPolicies,
    recognizes: { $0.hasList("Roots") },
    read: { answer, gathering in
      let roots = gathering.list("Roots", of: answer.body).compactMap { cursor in
        gathering.required("Id", of: cursor).map { id in
          gathering.compare("root \(id)", cursor)
          return OrganizationRoot(
            id: id, status: gathering.controlPolicyStatus(of: cursor), citation: cursor.citation)
        }
      }
      gathering.roots.add(roots, from: answer.file)
    })

  /// `organizations list-parents`, in an envelope that names the child.
  static let organizationParents = EvidenceReader(
    kind: .controlPolicies,
    recognizes: { $0.hasList("Parents") },
    read: { answer, gathering in
      guard let child = answer.asked("ChildId") else {
        gathering.refuse(
          answer.body.problem(
            "this response does not identify the child; wrap it in an envelope with ChildId"))
        return
      }
      gathering.compare("the parent of \(child)", answer.body)
      gathering.parents.add(
        gathering.list("Parents", of: answer.body).compactMap { cursor in
          gathering.required("Id", of: cursor).map { OrganizationParent(child: child, parent: $0) }
        }, from: answer.file)
    })

  /// `organizations list-policies-for-target`, in an envelope that names the target.
  static let policyAttachments = EvidenceReader(
    kind: .controlPolicies,
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
      gathering.attachments.add(
        [PolicyAttachment(target: answer.asked("TargetId"), policies: policies)],
        from: answer.file,
        shortcoming: answer.shortcoming)
    })

  /// `organizations describe-policy`, whose `Content` is JSON in a string.
  static let controlPolicy = EvidenceReader(
    kind: .controlPolicies,
    recognizes: { $0["Policy"]?["PolicySummary"] != nil },
    read: { answer, gathering in
      guard let policy = answer.body.child("Policy"), let summary = policy.child("PolicySummary"),
        gathering.isControlPolicy(summary, filter: nil),
        let id = gathering.required("Id", of: summary)
      else { return }
      let name = summary.string("Name") ?? id
      gathering.compare("policy \(id)", policy)
      gathering.controlPolicies.add(
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

  /// The id of the management account; a text that is not an account id is reported.
  fileprivate mutating func managementAccount(_ cursor: Cursor) -> String? {
    let id = text("MasterAccountId", of: cursor) ?? text("ManagementAccountId", of: cursor)
    if let id, !id.isAccountID {
      report(cursor.problem("the management account \(id) is not an account ID"))
    }
    return id
  }
}
