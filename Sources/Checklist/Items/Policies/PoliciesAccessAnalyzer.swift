import Model

extension Item {
  /// Access Analyzer is regional: a region in use needs an active analyzer for external access.
  /// Unused- and internal-access analyzers are other things.
  static let policiesAccessAnalyzer = Item(
    "policies.access-analyzer", section: .policies, origin: .checklist,
    title: "Access Analyzer watches every region in use, and its findings are settled",
    guidance: Guidance(
      why: """
        It proves by reasoning, not by guessing, which buckets, roles, keys and queues somebody \
        outside the account can reach.
        """,
      look: "Each active finding: who has access to what, and whether that was meant.",
      justification: """
        Access that was meant: archive the finding with a rule that names the partner, so that the \
        next one stands out.
        """)
  ) { examination in
    let account = examination.account
    var missing = examination.lacking(.accessAnalyzers, account.analyzers)
    let asked = account.analyzers.value ?? [:]
    var findings: [Finding] = []
    let inUse = examination.regionsInUse
    for region in inUse.union(asked.keys).sorted() {
      guard let analyzers = asked[region] else {
        if account.analyzers.value != nil {
          missing.append(
            MissingEvidence(
              .accessAnalyzers, reason: "region \(region) is in use and was not asked",
              command: awsCommand("accessanalyzer list-analyzers", ["region": region])))
        }
        continue
      }
      guard !analyzers.contains(where: \.findsExternalAccess) else { continue }
      let subject = Subject(kind: .region, name: region, arn: nil)
      let others = analyzers.map { "\($0.name) (\($0.type), \($0.status))" }
      findings.append(
        Finding(
          id: FindingID("policies.access-analyzer", subject),
          item: ItemID("policies.access-analyzer"), subject: subject, severity: .medium,
          summary: others.isEmpty
            ? "region \(region) has no analyzer"
            : "region \(region) has no active analyzer for external access, only \(others.joined(separator: ", "))",
          facts: [Fact("analyzers", others.joined(separator: " | "))],
          evidence: analyzers.map(\.citation),
          advice: Advice(
            "Create one; it costs nothing.",
            command: awsCommand(
              "accessanalyzer create-analyzer",
              ["region": region, "analyzer-name": "external-access", "type": "ACCOUNT"]))))
    }
    let external = ["ExternalAccess", "PublicAccess"]
    let all = account.analyzerFindings.value ?? []
    findings += all.filter { $0.status == "ACTIVE" && external.contains($0.type) }
      .map(examination.finding(on:))
    if asked.values.contains(where: { $0.contains(where: \.findsExternalAccess) }) {
      missing += examination.lacking(.analyzerFindings, account.analyzerFindings)
    }
    let unused = all.count { $0.status == "ACTIVE" && !external.contains($0.type) }
    return Judgement(
      findings: findings, missing: missing,
      notes: unused > 0
        ? ["\(unused) active findings of unused or internal access are not judged here."] : [])
  }
}

extension Examination {
  /// The regions that the evidence shows something in.
  var regionsInUse: Set<String> {
    let instances = (account.instances.value ?? []).filter { $0.state != "terminated" }
    let functions = (account.functions.value ?? []).map(\.arn.region).filter { !$0.isEmpty }
    return Set(instances.compactMap(\.region) + functions)
  }

  fileprivate func finding(on found: AnalyzerFinding) -> Finding {
    let resource = found.resource ?? found.id
    let arn = ARN(resource)
    let subject = Subject(
      kind: .resource, name: arn.isComplete ? arn.resourceName : resource,
      arn: arn.isComplete ? arn : nil)
    let who = found.isPublic ? "anyone" : found.principal ?? "someone outside"
    let what = found.actions.isEmpty ? "" : " by \(found.actions.joined(separator: ", "))"
    return Finding(
      id: FindingID("policies.access-analyzer", subject, found.id),
      item: ItemID("policies.access-analyzer"), subject: subject,
      severity: found.isPublic ? .critical : .high,
      summary: "\(who) can reach \(found.resourceType ?? "a resource")\(what)",
      facts: [
        Fact("resource", resource), Fact("principal", found.principal ?? "not said"),
        Fact("public", String(found.isPublic)),
        Fact("actions", found.actions.joined(separator: " ")),
      ],
      evidence: [found.citation],
      advice: Advice(
        "Take the access away in the resource's policy, or archive the finding if it was meant."))
  }
}
