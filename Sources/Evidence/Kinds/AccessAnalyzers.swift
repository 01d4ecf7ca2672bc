internal import Model
internal import Platform

extension EvidenceRecord {
  /// The analyzers of IAM Access Analyzer, by region.
  static let accessAnalyzers = EvidenceRecord(
    .analyzers, in: \.analyzers,
    calls: [
      CollectOperation(
        command: "accessanalyzer list-analyzers", kind: .accessAnalyzers, scope: .region,
        actions: ["access-analyzer:ListAnalyzers"], expects: "analyzers", file: "analyzers",
        followUps: [
          // The first version supports only external access findings and rejects other analyzers.
          CollectOperation.FollowUp(
            path: AnswerPath(
              "analyzers", where: .among("type", ["ACCOUNT", "ORGANIZATION"]), "arn"),
            command: "accessanalyzer list-findings"),
          CollectOperation.FollowUp(
            path: AnswerPath("analyzers", "arn"), command: "accessanalyzer list-findings-v2"),
        ])
    ],
    readers: [.accessAnalyzers]
  ) { regions in
    regions.reduce(into: [:]) { $0[$1.region, default: []] += $1.analyzers }
  }.with {
    $0.dates = ["createdAt", "lastResourceAnalyzedAt"]
    $0.regionsInUse = { account in
      (account.analyzers.value ?? [:]).values.joined().map { ($0.arn.region, $0.citation) }
    }
  }
}

/// The analyzers of one region; an empty list shows that the region was queried.
private struct RegionalAnalyzers: Sendable {
  let region: String
  let analyzers: [AccessAnalyzer]
}

extension PieceKey<RegionalAnalyzers> {
  fileprivate static var analyzers: PieceKey<RegionalAnalyzers> { PieceKey(.accessAnalyzers) }
}

extension EvidenceReader {
  /// `accessanalyzer list-analyzers`, one answer per region.
  fileprivate static let accessAnalyzers = EvidenceReader(
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
        gathering.add(
          .analyzers, [], from: answer.file,
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
      gathering.add(
        .analyzers, [RegionalAnalyzers(region: region, analyzers: analyzers)], from: answer.file,
        shortcoming: answer.shortcoming)
    })
}
