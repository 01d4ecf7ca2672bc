internal import Model
internal import Platform

extension EvidenceRecord {
  /// The aliases of the account: one or none.
  static let accountAlias = EvidenceRecord(
    .aliases, in: \.accountAliases, calls: [CollectOperation.accountAliases],
    readers: [.accountAliases]
  ) { $0 }
}

extension CollectOperation {
  static let accountAliases = CollectOperation(
    command: "iam list-account-aliases", kind: .accountAlias, scope: .account,
    actions: ["iam:ListAccountAliases"], expects: "AccountAliases", file: "account-aliases")
}

extension PieceKey<String> {
  static var aliases: PieceKey<String> { PieceKey(.accountAlias) }
}

extension EvidenceReader {
  /// `iam list-account-aliases`.
  fileprivate static let accountAliases = EvidenceReader(
    recognizes: { $0.hasList("AccountAliases") },
    read: { answer, gathering in
      gathering.add(
        .aliases, gathering.texts("AccountAliases", of: answer.body),
        from: answer.file)
    })
}
