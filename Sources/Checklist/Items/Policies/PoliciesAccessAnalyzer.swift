import Model

extension Item {
  /// Requires an external access analyzer in each region in use, without active findings.
  package static let policiesAccessAnalyzer = Item(
    "policies.access-analyzer", section: .policies, origin: .checklist,
    title: "Access Analyzer enabled",
    requirement: "Access Analyzer is active in every region in use, and its findings are resolved.",
    reporting: Reporting(
      effort: .quick, priority: 100, groupPredicate: "open to principals outside the account",
      consequence: "Data or credentials are reachable from outside the account."),
    guidance: Guidance(
      why: """
        Access Analyzer proves which buckets, keys and roles can be used from outside, but only in \
        regions where an analyzer is active. An active finding is access from outside that nobody \
        has confirmed as intended.
        """,
      look: """
        Public access first, then accounts that nobody recognizes. An organization-wide analyzer \
        is in another account and not part of this evidence: ask for its findings.
        """,
      justification: """
        A region that the organization's analyzer covers, if its findings were reviewed. Intended \
        access, once the finding is archived in Access Analyzer.
        """)
  ) { examination in
    var judgement = AnalyzerCoverageRule(account: examination.account).judgement()
    AnalyzerFindingsRule(account: examination.account).evaluate(&judgement)
    return judgement
  }
}

/// Whether each region in use has an active external access analyzer.
private struct AnalyzerCoverageRule {
  let account: Account

  func judgement() -> Judgement {
    var judgement = Judgement()
    // Instances and functions show which regions are in use. Without this evidence, a region could
    // be overlooked.
    let instances = judgement.take(account.instances, .instances) ?? []
    let functions = judgement.take(account.functions, .functions) ?? []
    guard let analyzers = judgement.take(account.analyzers, .accessAnalyzers) else {
      return judgement
    }
    var uses: [String: Set<String>] = [:]
    for instance in instances where instance.state != "terminated" {
      if let region = instance.region { uses[region, default: []].insert("instances") }
    }
    for function in functions where !function.arn.region.isEmpty {
      uses[function.arn.region, default: []].insert("functions")
    }
    for trail in account.trails.value ?? [] {
      if let region = trail.region { uses[region, default: []].insert("trails") }
    }
    for region in analyzers.keys { uses[region, default: []].insert("analyzers") }
    if uses.isEmpty {
      judgement.noteMissing(.accessAnalyzers, "no region was queried")
    }
    for (region, use) in uses.sorted(by: { $0.key < $1.key }) {
      guard let present = analyzers[region] else {
        let words = use.sorted().joined(separator: ", ")
        judgement.noteMissing(
          .accessAnalyzers, "region \(region) is in use (\(words)) but was not queried",
          command: awsCommand("accessanalyzer list-analyzers", ["region": region]))
        continue
      }
      guard !present.contains(where: \.findsExternalAccess) else { continue }
      judgement.findings.append(finding(region, present))
    }
    return judgement
  }

  private func finding(_ region: String, _ present: [AccessAnalyzer]) -> Deviation {
    let others = present.map { "\($0.name) (\($0.type), \($0.status))" }.sorted()
      .joined(separator: ", ")
    let words = present.map { "\($0.name) (\($0.words))" }.sorted().joined(separator: ", ")
    return Deviation(
      "region", region,
      subject: Subject(kind: .region, name: region, arn: nil), severity: .medium,
      summary: "\(region) has no active external-access analyzer"
        + (others.isEmpty ? "" : "; its other analyzers do not report external access: \(words)"),
      facts: [Fact("region", region), Fact("analyzers", others.isEmpty ? "none" : others)],
      evidence: present.map(\.citation)
        + (present.isEmpty
          ? account.analyzers.files.map { Citation(file: $0, place: "", line: nil) } : []),
      advice: Advice(
        "Create an external-access analyzer for the account, or one for the whole organization in its"
          + " delegated administrator account (--type=ORGANIZATION).",
        command: awsCommand(
          "accessanalyzer create-analyzer",
          ["region": region, "analyzer-name": "external-access", "type": "ACCOUNT"])))
  }
}

/// The active findings of external access analyzers.
private struct AnalyzerFindingsRule {
  let account: Account

  func evaluate(_ judgement: inout Judgement) {
    guard let found = findings(&judgement) else { return }
    var seen: Set<String> = []
    var counts: [String: Int] = [:]
    var foreign = 0
    for finding in found where finding.status == "ACTIVE" {
      // Both versions of the API list the same finding.
      guard seen.insert(finding.id).inserted else { continue }
      guard finding.isExternal else {
        counts[finding.type, default: 0] += 1
        continue
      }
      // An owner that cannot be read counts as this account.
      if let owner = finding.account, owner.isAccountID, let own = account.id, owner != own {
        foreign += 1
        continue
      }
      judgement.findings.append(self.finding(finding))
    }
    if !counts.isEmpty {
      let words = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      judgement.notes.append(
        "Active findings that are not about external access: \(words.joined(separator: ", "))")
    }
    if foreign > 0 {
      judgement.notes.append("Active findings about other accounts' resources: \(foreign)")
    }
  }

  /// The findings. Without an external access analyzer there are none, and none are missing.
  private func findings(_ judgement: inout Judgement) -> [AnalyzerFinding]? {
    let analyzers = account.analyzers.value.map { $0.values.flatMap { $0 } }
    if let analyzers, account.analyzers.isWhole, !analyzers.contains(where: \.findsExternalAccess) {
      return account.analyzerFindings.value
    }
    return judgement.take(account.analyzerFindings, .analyzerFindings)
  }

  /// A finding of Access Analyzer as a finding of the item. The first version of the API names the
  /// principal, the second does not: if both responses exist, the one with the principal is used.
  private func finding(_ finding: AnalyzerFinding) -> Deviation {
    let fuller =
      finding.principal == nil
      ? account.analyzerFindings.value?.first { $0.id == finding.id && $0.principal != nil }
      : nil
    let principal = (fuller ?? finding).principal
    let actions = (fuller ?? finding).actions.sorted()
    let resource = finding.resource ?? "a resource"
    let arn = finding.resource.map { ARN($0) }.flatMap { $0.isComplete ? $0 : nil }
    let isPublic = finding.isPublic || fuller?.isPublic == true
    let who =
      isPublic
      ? "anyone"
      : principal.map(principalText) ?? "a principal outside the zone of trust"
    return Deviation(
      "finding", finding.id,
      subject: Subject(kind: .resource, name: resource, arn: arn),
      severity: isPublic ? .critical : .high,
      summary: "\(words(of: resource, arn, finding.resourceType)) can be accessed by \(who)"
        + (actions.isEmpty ? "" : " (\(listed(actions)))"),
      facts: [
        Fact("findingId", finding.id), Fact("resource", resource),
        Fact("resourceType", finding.resourceType ?? "unknown"),
        Fact("isPublic", String(isPublic)), Fact("principal", principal ?? "unknown"),
        Fact("actions", actions.isEmpty ? "unknown" : actions.joined(separator: ", ")),
      ],
      evidence: [finding.citation] + (fuller.map { [$0.citation] } ?? []),
      advice: Advice(
        """
        If the access is not intended, remove it from the resource's policy. If it is, archive the \
        finding in Access Analyzer.
        """,
        command: command(archiving: finding, arn)),
      detail: .externalAccess(resourceType: finding.resourceType))
  }

  /// The command with the region and the analyzer of the finding, as far as they are known: the file
  /// of the finding contains the region in its name, if it was collected.
  private func command(archiving finding: AnalyzerFinding, _ resource: ARN?) -> String? {
    let analyzers = (account.analyzers.value ?? [:]).mapValues { $0.filter(\.findsExternalAccess) }
      .filter { !$0.value.isEmpty }
    let own = resource.flatMap { $0.region.isEmpty ? nil : $0.region }
    let named = analyzers.keys.filter { finding.citation.file.contains("-\($0).") }
    let region = own ?? (named.count == 1 ? named.first : nil)
    let candidates = region.flatMap { analyzers[$0] } ?? []
    return awsCommand(
      "accessanalyzer update-findings",
      [
        "region": region ?? "REGION",
        "analyzer-arn": candidates.count == 1 ? candidates[0].arn.description : "ANALYZER_ARN",
        "ids": finding.id, "status": "ARCHIVED",
      ])
  }
}

/// The principal of a finding, for a sentence; Access Analyzer writes `AWS 111122223333`, `AWS *`.
private func principalText(_ principal: String) -> String {
  let parts = principal.split(separator: " ", maxSplits: 1).map(String.init)
  guard parts.count == 2 else { return principal }
  if parts[0] == "AWS", parts[1] == "*" { return "any AWS principal" }
  if parts[1].isAccountID { return "AWS account \(parts[1])" }
  let arn = ARN(parts[1])
  guard parts[0] == "Federated", arn.isComplete,
    let slash = arn.resource.firstIndex(of: "/")
  else { return parts[1] }
  return "identity provider \(arn.resource[arn.resource.index(after: slash)...])"
}

/// The resource of a finding, for a sentence. The ARN of a bucket contains only its name.
private func words(of resource: String, _ arn: ARN?, _ type: String?) -> String {
  guard let arn else { return resource }
  return type == "AWS::S3::Bucket" ? "S3 bucket \(arn.resource)" : arn.resourceText
}

extension AccessAnalyzer {
  /// The type and the status for a sentence: `unused access, active`.
  fileprivate var words: String {
    let kind =
      type.hasSuffix("_UNUSED_ACCESS")
      ? "unused access"
      : type.hasSuffix("_INTERNAL_ACCESS") ? "internal access" : "external access"
    return "\(kind), \(status.lowercased())"
  }
}
