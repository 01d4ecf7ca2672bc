internal import Model
internal import Platform

/// The analyzers of one region; an empty list shows that the region was queried.
struct RegionalAnalyzers: Sendable {
  let region: String
  let analyzers: [AccessAnalyzer]
}

extension EvidenceReader {
  /// `accessanalyzer list-analyzers`, one answer per region.
  static let accessAnalyzers = EvidenceReader(
    kind: .accessAnalyzers,
    recognizes: { $0.hasList("analyzers") },
    read: { answer, gathering in
      let list = gathering.list("analyzers", of: answer.body)
      let analyzers = list.compactMap { cursor -> AccessAnalyzer? in
        guard let arn = gathering.required("arn", of: cursor).map(ARN.init),
          let type = gathering.required("type", of: cursor),
          let status = gathering.required("status", of: cursor)
        else { return nil }
        gathering.compare("analyzer \(arn)", cursor)
        if !arn.isValid("access-analyzer", "analyzer/") {
          gathering.report(cursor.problem("\(arn) is not the ARN of an analyzer"))
        }
        gathering.checkRegion(arn.region, of: answer, at: cursor)
        // An organization analyzer belongs to the management account or a delegated administrator.
        if !type.hasPrefix("ORGANIZATION") {
          gathering.mention(arn.account, of: .accessAnalyzers, at: cursor.citation)
        }
        return AccessAnalyzer(
          arn: arn, name: cursor.string("name") ?? arn.resourceName, type: type, status: status,
          citation: cursor.citation)
      }
      guard let region = answer.region ?? analyzers.first?.arn.region else {
        gathering.analyzers.add(
          [], from: answer.file,
          shortcoming: "\(answer.file) contains no analyzer and does not state its region")
        return
      }
      if !gathering.mislabelled.contains(answer.file) {
        gathering.regionsAsked[.accessAnalyzers, default: []].insert(region)
      }
      if !answer.isTruncated {
        gathering.compareList(
          "analyzers in \(region)", analyzers.map(\.arn.description), at: answer.body)
      }
      gathering.analyzers.add(
        [RegionalAnalyzers(region: region, analyzers: analyzers)], from: answer.file,
        shortcoming: answer.shortcoming)
    })

  /// `accessanalyzer list-findings` and `list-findings-v2`.
  static let analyzerFindings = EvidenceReader(
    kind: .analyzerFindings,
    // Other programs store their findings in an object.
    recognizes: { $0.hasList("findings") && $0["findings"]?.kind != .object },
    read: { answer, gathering in
      let list = gathering.list("findings", of: answer.body)
      let findings = list.compactMap { cursor -> AnalyzerFinding? in
        guard let id = gathering.required("id", of: cursor),
          let status = gathering.required("status", of: cursor)
        else { return nil }
        // Both versions of the API return the same finding with different members.
        gathering.compare(
          "finding \(id)\(cursor.node.has("findingType") ? " (v2)" : "")", cursor)
        if !["ACTIVE", "ARCHIVED", "RESOLVED"].contains(status) {
          gathering.report(cursor.problem("finding \(id) has the unknown status \(status)"))
        }
        if cursor.node.has("isPublic"), cursor.boolean("isPublic") == nil {
          gathering.report(
            cursor.problem("expected true or false in member isPublic; collect the findings again"))
        }
        let type = gathering.text("findingType", of: cursor)
        if let type, !AnalyzerFinding.isKnown(type: type) {
          gathering.report(cursor.problem("finding \(id) has the unknown type \(type)"))
        }
        let owner = gathering.text("resourceOwnerAccount", of: cursor)
        if let owner, !owner.isAccountID {
          gathering.report(
            cursor.problem("finding \(id): resourceOwnerAccount is not an account ID"))
        }
        let principals = cursor.node["principal"]?.members.map { name, value in
          "\(name) \(value.string ?? value.rawText)"
        }
        return AnalyzerFinding(
          id: id, resource: cursor.string("resource"),
          resourceType: cursor.string("resourceType"),
          account: owner, type: type ?? "ExternalAccess",
          status: status, isPublic: cursor.boolean("isPublic") ?? false,
          principal: principals?.joined(separator: ", "),
          actions: cursor.node["action"]?.elements.compactMap(\.string) ?? [],
          citation: cursor.citation)
      }
      if let analyzer = answer.asked("analyzerArn"), !answer.isTruncated {
        gathering.compareList(
          "findings of \(analyzer)\(answer.asked("command").map { " (\($0))" } ?? "")",
          findings.map(\.id), at: answer.body)
      }
      gathering.analyzerFindings.add(
        findings, from: answer.file,
        shortcoming: answer.shortcoming)
    })
}
