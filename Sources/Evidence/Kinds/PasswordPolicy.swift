internal import Model
internal import Platform

extension EvidenceRecord {
  /// The password policy of the account.
  static let passwordPolicy = EvidenceRecord(
    .passwordPolicies, in: \.passwordPolicy,
    calls: [
      CollectOperation(
        command: "iam get-account-password-policy", kind: .passwordPolicy, scope: .account,
        actions: ["iam:GetAccountPasswordPolicy"], expects: "PasswordPolicy",
        file: "password-policy", absences: ["NoSuchEntity"])
    ],
    readers: [.passwordPolicy]
  ) { $0.first }.with { $0.namesAccount = false }
}

extension PieceKey<PasswordPolicy> {
  fileprivate static var passwordPolicies: PieceKey<PasswordPolicy> { PieceKey(.passwordPolicy) }
}

extension EvidenceReader {
  /// `iam get-account-password-policy`.
  fileprivate static let passwordPolicy = EvidenceReader(
    recognizes: { $0["PasswordPolicy"]?.kind == .object },
    read: { answer, gathering in
      guard let policy = answer.body.child("PasswordPolicy") else { return }
      gathering.compare("the password policy", policy)
      let settings = policy.node.members.map { name, value in
        Tag(key: name, value: value.string ?? value.rawText)
      }
      gathering.add(
        .passwordPolicies,
        [PasswordPolicy(settings: settings, citation: policy.citation)], from: answer.file)
    })
}
