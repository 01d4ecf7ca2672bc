import Evidence

@testable import Checklist
@testable import Model

extension DamagedFolder {
  /// A small account with evidence of every kind, on which every item fails.
  static func failing() -> DamagedFolder {
    var folder = DamagedFolder(files: [])
    for (name, text) in identities + reports + workloads + analyzers + organization {
      folder.set(name, text)
    }
    return folder
  }

  private static let account = "123456789012"

  private static func policy(_ statement: String) -> String {
    #"{"Version": "2012-10-17", "Statement": [\#(statement)]}"#
  }

  private static func allow(_ actions: String, on resource: String = "*") -> String {
    policy(#"{"Effect": "Allow", "Action": [\#(actions)], "Resource": ["\#(resource)"]}"#)
  }

  private static func trust(_ principal: String, _ action: String = "sts:AssumeRole") -> String {
    policy(#"{"Effect": "Allow", "Principal": {\#(principal)}, "Action": ["\#(action)"]}"#)
  }

  private static func role(_ name: String, _ trust: String, _ inline: String) -> String {
    """
    {"Path": "/", "RoleName": "\(name)", "RoleId": "AROA\(name)", "CreateDate": "2025-01-01T00:00:00Z",
     "Arn": "arn:aws:iam::\(account):role/\(name)", "AssumeRolePolicyDocument": \(trust),
     "InstanceProfileList": [], "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": \(inline)}],
     "AttachedManagedPolicies": [], "Tags": [], "RoleLastUsed": {}}
    """
  }

  private static var identities: [(String, String)] {
    let lambda = trust(#""Service": ["lambda.amazonaws.com"]"#)
    let provider = "arn:aws:iam::\(account):oidc-provider/token.actions.githubusercontent.com"
    let roles = [
      role("fn", lambda, allow(#""*""#)),
      role("store", trust(#""AWS": ["arn:aws:iam::999999999999:root"]"#), allow(#""s3:*""#)),
      role(
        "ci", trust(#""Federated": ["\#(provider)"]"#, "sts:AssumeRoleWithWebIdentity"),
        allow(#""s3:GetObject""#)),
      role(
        "climber", lambda,
        allow(#""iam:CreatePolicyVersion", "iam:CreateRole", "iam:PutRolePolicy""#)),
    ].joined(separator: ",\n")
    return [
      (
        "details.json",
        """
        {"UserDetailList": [{"Path": "/", "UserName": "ci-build", "UserId": "AIDA1", "GroupList": ["admins"],
          "Arn": "arn:aws:iam::\(account):user/ci-build", "CreateDate": "2025-01-01T00:00:00Z",
          "AttachedManagedPolicies": []}],
         "GroupDetailList": [{"Path": "/", "GroupName": "admins", "GroupId": "AGPA1", "GroupPolicyList": [],
          "Arn": "arn:aws:iam::\(account):group/admins", "CreateDate": "2025-01-01T00:00:00Z",
          "AttachedManagedPolicies": [{"PolicyName": "all",
            "PolicyArn": "arn:aws:iam::\(account):policy/all"}]}],
         "RoleDetailList": [\(roles)],
         "Policies": [{"PolicyName": "all", "PolicyId": "ANPA1", "Path": "/", "DefaultVersionId": "v1",
          "Arn": "arn:aws:iam::\(account):policy/all", "AttachmentCount": 1, "IsAttachable": true,
          "PermissionsBoundaryUsageCount": 0, "CreateDate": "2025-01-01T00:00:00Z",
          "UpdateDate": "2025-01-01T00:00:00Z", "PolicyVersionList": [{"VersionId": "v1",
           "Document": \(allow(#""*""#)), "IsDefaultVersion": true,
           "CreateDate": "2025-01-01T00:00:00Z"}]}],
         "IsTruncated": false}
        """
      ),
      (
        "account-summary.json",
        """
        {"SummaryMap": {"AccountMFAEnabled": 0, "AccountAccessKeysPresent": 1, "Users": 1, "Groups": 1,
          "Roles": 4, "Policies": 1}}
        """
      ),
      (
        "oidc-providers.json",
        #"{"OpenIDConnectProviderList": [{"Arn": "\#(provider)"}]}"#
      ),
      (
        "last-accessed/role-fn.json",
        """
        {"Request": {"command": "iam get-service-last-accessed-details",
          "Arn": "arn:aws:iam::\(account):role/fn"},
         "Response": {"JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL",
          "JobCreationDate": "2026-11-19T00:00:00Z", "IsTruncated": false, "ServicesLastAccessed": [
           {"ServiceName": "S3", "ServiceNamespace": "s3", "TotalAuthenticatedEntities": 0},
           {"ServiceName": "IAM", "ServiceNamespace": "iam", "TotalAuthenticatedEntities": 1,
            "LastAuthenticated": "2026-11-01T00:00:00Z"}]}}
        """
      ),
    ]
  }

  private static var reports: [(String, String)] {
    let dates = "2025-01-01T00:00:00+00:00"
    let rows = [
      "<root_account>,arn:aws:iam::\(account):root,\(dates),true,2026-11-10T00:00:00+00:00,\(dates),N/A,"
        + "false,true,\(dates),\(dates),false,N/A,N/A,false,false",
      "ci-build,arn:aws:iam::\(account):user/ci-build,\(dates),true,\(dates),\(dates),N/A,"
        + "false,true,\(dates),\(dates),false,N/A,N/A,false,false",
    ]
    return [("credential-report.csv", ([header] + rows).joined(separator: "\n"))]
  }

  private static let workloads: [(String, String)] = [
    (
      "regions.json",
      #"{"Regions": [{"RegionName": "eu-west-1", "OptInStatus": "opt-in-not-required"}]}"#
    ),
    ("functions-eu-west-1.json", functions("eu-west-1", "one", "two")),
    (
      "instances-eu-west-1.json",
      """
      {"Reservations": [{"OwnerId": "\(account)", "ReservationId": "r-1", "Instances": [
        {"InstanceId": "i-1", "State": {"Code": 16, "Name": "running"},
         "LaunchTime": "2026-01-01T00:00:00Z", "Placement": {"AvailabilityZone": "eu-west-1a"}}]}]}
      """
    ),
  ]

  private static let analyzers: [(String, String)] = [
    (
      "analyzers-eu-west-1.json",
      """
      {"analyzers": [{"arn": "arn:aws:access-analyzer:eu-west-1:\(account):analyzer/a", "name": "a",
        "type": "ACCOUNT", "status": "ACTIVE", "createdAt": "2025-01-01T00:00:00Z"}]}
      """
    ),
    (
      "findings-eu-west-1.json",
      """
      {"findings": [{"id": "f1", "status": "ACTIVE", "resource": "arn:aws:s3:::b",
        "resourceType": "AWS::S3::Bucket", "resourceOwnerAccount": "\(account)", "isPublic": true,
        "principal": {"AWS": "*"}, "action": ["s3:GetObject"], "updatedAt": "2026-11-19T00:00:00Z"}]}
      """
    ),
  ]

  private static var organization: [(String, String)] {
    func asked(_ command: String, _ member: String, _ id: String, _ response: String) -> String {
      #"{"Request": {"command": "organizations \#(command)", "\#(member)": "\#(id)"},"#
        + #" "Response": \#(response)}"#
    }
    let content =
      #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","#
      + #"\"Action\":\"*\",\"Resource\":\"*\"}]}"#
    let summary =
      #"{"Id": "p-1", "Name": "all", "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": false,"#
      + #" "Arn": "arn:aws:organizations::111111111111:policy/o-1/service_control_policy/p-1"}"#
    return [
      (
        "organization/organization.json",
        """
        {"Organization": {"Id": "o-1", "MasterAccountId": "111111111111", "FeatureSet": "ALL",
          "Arn": "arn:aws:organizations::111111111111:organization/o-1"}}
        """
      ),
      (
        "organization/parents-\(account).json",
        asked("list-parents", "ChildId", account, #"{"Parents": [{"Id": "r-1", "Type": "ROOT"}]}"#)
      ),
      (
        "organization/policies-for-\(account).json",
        asked("list-policies-for-target", "TargetId", account, #"{"Policies": [\#(summary)]}"#)
      ),
      (
        "organization/policies-for-r-1.json",
        asked("list-policies-for-target", "TargetId", "r-1", #"{"Policies": [\#(summary)]}"#)
      ),
      (
        "organization/policy-p-1.json",
        asked(
          "describe-policy", "PolicyId", "p-1",
          #"{"Policy": {"PolicySummary": \#(summary), "Content": "\#(content)"}}"#)
      ),
    ]
  }
}
