internal import Model
internal import Platform

extension EvidenceRecord {
  /// The principal that called AWS.
  static let callerIdentity = EvidenceRecord(
    .callers, in: \.callerIdentity, calls: [CollectOperation.callerIdentity],
    readers: [.callerIdentity]
  ) { $0.first }
}

extension CollectOperation {
  /// The caller and its account; this call is made before all others.
  static let callerIdentity = CollectOperation(
    command: "sts get-caller-identity", kind: .callerIdentity, scope: .account,
    // Every principal can make this call: it needs no permission.
    actions: [], expects: "Account", isExpectedElsewhere: true, file: "caller-identity")
}

extension PieceKey<CallerIdentity> {
  static var callers: PieceKey<CallerIdentity> { PieceKey(.callerIdentity) }
}

extension EvidenceReader {
  /// `sts get-caller-identity`.
  fileprivate static let callerIdentity = EvidenceReader(
    recognizes: { root in
      root["Account"]?.string != nil && root["Arn"]?.string != nil && root["UserId"] != nil
    },
    read: { answer, gathering in
      let account = answer.body.string("Account") ?? ""
      gathering.mention(account, of: .callerIdentity, at: answer.body.citation)
      gathering.add(
        .callers, [CallerIdentity(account: account, arn: answer.body.string("Arn") ?? "")],
        from: answer.file)
    })
}
