internal import Model
internal import Platform

extension EvidenceRecord {
  /// The enabled features of centralized root access.
  static let centralizedRoot = EvidenceRecord(
    .features, in: \.centralizedRoot,
    calls: [
      // Only the management account or a delegated administrator gets an answer. See
      // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html
      CollectOperation(
        command: "iam list-organizations-features", kind: .centralizedRoot, scope: .account,
        actions: ["iam:ListOrganizationsFeatures"], expects: "EnabledFeatures",
        file: "centralized-root",
        absences: [
          "OrganizationNotFound", "OrganizationNotInAllFeaturesMode", "ServiceAccessNotEnabled",
        ],
        elsewhere: ["AccountNotManagementOrDelegatedAdministrator"])
    ],
    readers: [.centralizedRoot]
  ) { $0 }
}

extension PieceKey<String> {
  fileprivate static var features: PieceKey<String> { PieceKey(.centralizedRoot) }
}

extension EvidenceReader {
  /// `iam list-organizations-features`.
  fileprivate static let centralizedRoot = EvidenceReader(
    recognizes: { $0.hasList("EnabledFeatures") && $0["OrganizationId"] != nil },
    read: { answer, gathering in
      gathering.add(
        .features, gathering.texts("EnabledFeatures", of: answer.body),
        from: answer.file)
    })
}
