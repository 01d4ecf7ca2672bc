internal import Model
internal import Platform

extension EvidenceRecord {
  /// The counts of entities, and the state of the root user.
  static let accountSummary = EvidenceRecord(
    .summaries, in: \.summary,
    calls: [
      CollectOperation(
        command: "iam get-account-summary", kind: .accountSummary, scope: .account,
        actions: ["iam:GetAccountSummary"], expects: "SummaryMap", file: "account-summary")
    ],
    readers: [.accountSummary]
  ) { summaries in
    summaries.first.map { first in
      AccountSummary(
        numbers: summaries.reduce(into: [:]) { $0.merge($1.numbers) { known, _ in known } },
        citation: first.citation)
    }
  }.with { $0.namesAccount = false }
}

extension PieceKey<AccountSummary> {
  static var summaries: PieceKey<AccountSummary> { PieceKey(.accountSummary) }
}

extension EvidenceReader {
  /// `iam get-account-summary`.
  fileprivate static let accountSummary = EvidenceReader(
    recognizes: { $0["SummaryMap"]?.kind == .object },
    read: { answer, gathering in
      guard let map = answer.body.child("SummaryMap") else { return }
      var numbers: [String: Int] = [:]
      for (name, value) in map.node.members {
        if let number = value.integer {
          numbers[name] = number
        } else {
          gathering.report(
            map.problem("expected a whole number in \(name); collect the account summary again"))
        }
      }
      gathering.compare("the account summary", map)
      gathering.add(
        .summaries, [AccountSummary(numbers: numbers, citation: map.citation)], from: answer.file)
    })
}
