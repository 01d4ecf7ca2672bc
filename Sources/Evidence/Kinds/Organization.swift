internal import Model
internal import Platform

extension EvidenceRecord {
  /// The organization; absent if the account is not in one.
  static let organization = EvidenceRecord(
    .organizations, in: \.organization, calls: [CollectOperation.describeOrganization],
    readers: [.organization]
  ) { $0.first }.with {
    $0.complete = { $0.propagateMissingOrganization() }
    $0.dates = ["JoinedTimestamp"]
  }
}

extension CollectOperation {
  static let describeOrganization = CollectOperation(
    command: "organizations describe-organization", kind: .organization, scope: .account,
    actions: ["organizations:DescribeOrganization"], expects: "Organization",
    isExpectedElsewhere: true, file: "organization/organization", absences: [organizationsNotInUse])

  /// The error code if the account is not in an organization.
  static let organizationsNotInUse = "AWSOrganizationsNotInUse"
}

extension PieceKey<Organization> {
  fileprivate static var organizations: PieceKey<Organization> { PieceKey(.organization) }
}

extension EvidenceReader {
  /// `organizations describe-organization`.
  fileprivate static let organization = EvidenceReader(
    recognizes: { $0["Organization"]?.kind == .object },
    read: { answer, gathering in
      guard let cursor = answer.body.child("Organization"),
        let id = gathering.required("Id", of: cursor)
      else { return }
      gathering.compare("the organization", cursor)
      gathering.add(
        .organizations,
        [
          Organization(
            id: id, managementAccount: gathering.managementAccount(cursor),
            featureSet: gathering.text("FeatureSet", of: cursor), citation: cursor.citation)
        ], from: answer.file)
    })
}

extension Gathering {
  /// Marks both kinds as absent if any call says that the account is not in an organization.
  fileprivate mutating func propagateMissingOrganization() {
    guard let absence = absences[.organization] ?? absences[.controlPolicies] else { return }
    for kind in [EvidenceKind.organization, .controlPolicies] { note(absence, of: kind) }
  }

  /// The id of the management account; a text that is not an account id is reported.
  fileprivate mutating func managementAccount(_ cursor: Cursor) -> String? {
    let id = text("MasterAccountId", of: cursor) ?? text("ManagementAccountId", of: cursor)
    if let id, !id.isAccountID {
      report(cursor.problem("the management account \(id) is not an account ID"))
    }
    return id
  }
}
