internal import Model

/// Finds the path from the account to the root of its organization, and the policies along it.
struct OrganizationPath {
  private let gathering: Gathering
  private let account: String?
  /// The policies with their documents, by id.
  private let documents: [String: ControlPolicy]

  init(gathering: Gathering, account: String?) {
    self.gathering = gathering
    self.account = account
    documents = Dictionary(
      gathering[.controlPolicies].pieces.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The policies along the path; nil if no file contains any.
  func evidence() -> Evidence<ControlPolicies>? {
    var files = gathering[.attachments].files + gathering[.controlPolicies].files
    if files.isEmpty, gathering[.roots].pieces.contains(where: { $0.notEnabled != nil }) {
      files = gathering[.roots].files
    }
    guard !files.isEmpty else { return nil }
    let attached = Dictionary(grouping: gathering[.attachments].pieces.filter { $0.target != nil })
    {
      $0.target ?? ""
    }
    let (targets, isWholeWay) = way(knownTargets: Set(attached.keys))
    var reasons: [String] = []
    if !isWholeWay {
      reasons.append(
        "the path from the account to the root is not in the"
          + " evidence")
    }
    if let reason = gathering[.attachments].shortcoming { reasons.append(reason) }
    let roots = self.roots(above: targets.last)
    let isEnabled = roots.contains { $0.status == .enabled }
    let notEnabled = isEnabled ? nil : roots.lazy.compactMap(\.notEnabled).first
    let steps = targets.map { target -> ControlPolicies.Step in
      guard let answers = attached[target] else {
        reasons.append("the policies attached to \(target) are not in the evidence")
        return ControlPolicies.Step(target: target, policies: [])
      }
      let policies = answers.flatMap(\.policies).map(completed)
      for policy in policies where policy.document == nil {
        reasons.append("the document of policy \(policy.name) is not in the evidence")
      }
      return ControlPolicies.Step(
        target: target, policies: policies, isBare: policies.isEmpty && isEnabled)
    }
    let onPath = Set(steps.flatMap(\.policies).map(\.id))
    var seen = onPath
    let others =
      (gathering[.controlPolicies].pieces + gathering[.attachments].pieces.flatMap(\.policies))
      .filter { seen.insert($0.id).inserted }
      .map(completed)
    let value = ControlPolicies(path: steps, unattached: others, notEnabled: notEnabled)
    // What is attached does not matter where no policy is in effect.
    guard !reasons.isEmpty, notEnabled == nil else { return .collected(value, files: files) }
    return .partial(value, files: files, reason: reasons.uniqued.joined(separator: "; "))
  }

  /// That policies are attached below a root on which they are not enabled; nil if none are.
  ///
  /// AWS detaches all policies of a type that is disabled, so that one of the answers is out of date.
  /// See https://docs.aws.amazon.com/organizations/latest/userguide/disable-policy-type.html.
  var contradiction: String? {
    let (targets, _) = way(knownTargets: Set(gathering[.attachments].pieces.compactMap(\.target)))
    let onPath = Set(targets)
    let isAttached = gathering[.attachments].pieces.contains { attachment in
      !attachment.policies.isEmpty && (attachment.target.map(onPath.contains) ?? true)
    }
    guard isAttached, let root = roots(above: targets.last).lazy.compactMap(\.notEnabled).first
    else { return nil }
    return "\(root.text), but policies are attached"
  }

  /// The root at the end of the path. An organization has one root, so that others count only if the
  /// answer does not show this one.
  private func roots(above target: String?) -> [OrganizationRoot] {
    let same = gathering[.roots].pieces.filter { $0.id == target }
    return same.isEmpty ? gathering[.roots].pieces : same
  }

  /// The targets from the account to the root. Without evidence of parents, the targets with known
  /// policies are used, and the path may be incomplete.
  private func way(knownTargets: Set<String>) -> (targets: [String], isWhole: Bool) {
    var parents: [String: String] = [:]
    for step in gathering[.parents].pieces { parents[step.child] = step.parent }
    guard let account else { return ([], false) }
    guard parents[account] != nil else {
      let order = knownTargets.filter { $0 == account || $0.hasPrefix("ou-") || $0.hasPrefix("r-") }
      return (order.sorted { rank($0) < rank($1) }, false)
    }
    var way = [account]
    var seen: Set<String> = [account]
    while let last = way.last, let parent = parents[last], seen.insert(parent).inserted {
      way.append(parent)
    }
    return (way, way.last?.hasPrefix("r-") == true)
  }

  private func rank(_ target: String) -> String {
    (target.hasPrefix("r-") ? "2" : target.hasPrefix("ou-") ? "1" : "0") + target
  }

  private func completed(_ policy: ControlPolicy) -> ControlPolicy {
    if policy.document != nil { return policy }
    if let known = documents[policy.id] {
      return ControlPolicy(
        id: known.id, name: known.name, arn: known.arn, document: known.document,
        citation: known.citation)
    }
    guard policy.id == "p-FullAWSAccess" else { return policy }
    return ControlPolicy(
      id: policy.id, name: policy.name, arn: policy.arn,
      document: fullAccess(citation: policy.citation), citation: policy.citation)
  }

  /// The AWS managed policy with this id, whose content is the same in every organization: see
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
  private func fullAccess(citation: Citation) -> PolicyDocument {
    let statement = Statement(
      index: 0, sid: nil, effect: .allow, principals: nil, actions: .only(["*"]),
      resources: .only(["*"]), conditions: [], citation: citation)
    return PolicyDocument(
      version: "2012-10-17", statements: [statement],
      text:
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
      citation: citation)
  }
}

extension OrganizationRoot {
  /// Itself, if service control policies are not enabled on it.
  fileprivate var notEnabled: ControlPolicies.NotEnabled? {
    guard case .notEnabled(let status) = status else { return nil }
    return ControlPolicies.NotEnabled(root: id, status: status, citation: citation)
  }
}
