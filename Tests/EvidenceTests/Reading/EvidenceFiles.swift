@testable import Evidence
@testable import Model
@testable import Platform

/// Evidence files that a test defines.
struct EvidenceFiles {
  var files: [(name: String, bytes: [UInt8])] = []

  init(_ files: KeyValuePairs<String, String>) {
    self.files = files.map { ($0.key, Array($0.value.utf8)) }
  }

  /// Loads the account from the files, or throws the error.
  func account(asOf: String? = nil) throws(EvidenceError) -> Account {
    try EvidenceLoader.load(files: files, asOf: asOf.flatMap { Instant($0) })
  }

  /// One page of authorization details around the given lists.
  static func details(
    users: String = "", groups: String = "", roles: String = "", policies: String = ""
  ) -> String {
    """
    {"UserDetailList": [\(users)], "GroupDetailList": [\(groups)], "RoleDetailList": [\(roles)],
     "Policies": [\(policies)], "IsTruncated": false}
    """
  }

  /// The statement of the trust policy of `role`.
  static let statement =
    #"{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}"#

  static let role = """
    {"Path": "/", "RoleName": "Deploy", "RoleId": "AROAEXAMPLEEXAMPLE001",
     "Arn": "arn:aws:iam::123456789012:role/Deploy", "CreateDate": "2025-01-01T00:00:00+00:00",
     "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [\(statement)]},
     "RoleLastUsed": {}, "RolePolicyList": [], "AttachedManagedPolicies": []}
    """

  static let reportHeader = """
    user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,\
    password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,\
    access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,\
    access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,\
    access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,\
    cert_1_last_rotated,cert_2_active,cert_2_last_rotated
    """
}
