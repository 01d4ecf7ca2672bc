internal import Model
internal import Platform

extension EvidenceRecord {
  /// The findings of the analyzers.
  static let analyzerFindings = EvidenceRecord(
    .analyzerFindings, in: \.analyzerFindings,
    calls: [
      CollectOperation(
        command: "accessanalyzer list-findings", kind: .analyzerFindings, scope: .subject,
        actions: ["access-analyzer:ListFindings"], expects: "findings", isExpectedElsewhere: true,
        file: "findings", subject: ("analyzer-arn", "analyzerArn")),
      CollectOperation(
        command: "accessanalyzer list-findings-v2", kind: .analyzerFindings, scope: .subject,
        actions: ["access-analyzer:ListFindings"], expects: "findings", isExpectedElsewhere: true,
        file: "findings-v2", subject: ("analyzer-arn", "analyzerArn")),
    ],
    readers: [.analyzerFindings]
  ) {
    $0.unique(by: \.id)
  }.with {
    $0.findOwners = mentionOwners
    $0.dates = ["createdAt", "updatedAt", "analyzedAt"]
  }

  /// The findings of an account analyzer are about the account's own resources; only an
  /// organization analyzer covers other accounts.
  @Sendable private static func mentionOwners(_ assembly: inout Assembly, own: String) {
    let analyzers = (assembly.account.analyzers.value ?? [:]).values.flatMap(\.self)
    guard !analyzers.isEmpty, !analyzers.contains(where: { $0.type.hasPrefix("ORGANIZATION") })
    else { return }
    for finding in assembly.account.analyzerFindings.value ?? [] where finding.account != own {
      assembly.gathering.mention(
        finding.account ?? "", of: .analyzerFindings, at: finding.citation)
    }
  }
}

extension PieceKey<AnalyzerFinding> {
  fileprivate static var analyzerFindings: PieceKey<AnalyzerFinding> { PieceKey(.analyzerFindings) }
}

extension EvidenceReader {
  /// `accessanalyzer list-findings` and `list-findings-v2`.
  fileprivate static let analyzerFindings = EvidenceReader(
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
      gathering.add(
        .analyzerFindings, findings, from: answer.file,
        shortcoming: answer.shortcoming)
    })
}
