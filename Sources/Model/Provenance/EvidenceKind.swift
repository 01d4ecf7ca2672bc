/// The kinds of evidence that the checklist uses.
public enum EvidenceKind: String, CaseIterable, Hashable, Sendable {
  case authorizationDetails, credentialReport, accountSummary, virtualMFADevices, passwordPolicy
  case lastAccessed, identityProviders, accessAnalyzers, analyzerFindings
  case instances, functions, trails, recorders, organization, controlPolicies
  case callerIdentity, accountAlias, regions, recorderStatus, centralizedRoot
  case activity

  /// The display name.
  public var title: String {
    switch self {
    case .authorizationDetails: "account authorization details"
    case .credentialReport: "credential report"
    case .accountSummary: "account summary"
    case .virtualMFADevices: "virtual MFA devices"
    case .passwordPolicy: "account password policy"
    case .lastAccessed: "last-accessed details"
    case .identityProviders: "identity providers"
    case .accessAnalyzers: "access analyzers"
    case .analyzerFindings: "access analyzer findings"
    case .instances: "EC2 instances"
    case .functions: "Lambda functions"
    case .trails: "CloudTrail trails"
    case .recorders: "AWS Config recorders"
    case .organization: "organization"
    case .controlPolicies: "service control policies on the account's path"
    case .callerIdentity: "caller identity"
    case .accountAlias: "account alias"
    case .regions: "enabled regions"
    case .recorderStatus: "status of trails and recorders"
    case .centralizedRoot: "centralized root access"
    case .activity: "activity"
    }
  }

  /// The name in facts and in JSON. It must never change, because a decision is stale if its facts
  /// change.
  package var recordedTitle: String {
    self == .lastAccessed ? "service last accessed details" : title
  }

  /// Whether a review is complete without it: it only makes other evidence more precise.
  public var isOptional: Bool { self == .activity }

  /// The command that collects it.
  public var command: String {
    switch self {
    case .authorizationDetails: "aws iam get-account-authorization-details"
    case .credentialReport:
      "aws iam generate-credential-report && aws iam get-credential-report"
    case .accountSummary: "aws iam get-account-summary"
    case .virtualMFADevices: "aws iam list-virtual-mfa-devices"
    case .passwordPolicy: "aws iam get-account-password-policy"
    case .lastAccessed:
      "aws iam generate-service-last-accessed-details --granularity ACTION_LEVEL --arn ARN"
        + " && aws iam get-service-last-accessed-details --job-id ID"
    case .identityProviders:
      "aws iam list-open-id-connect-providers && aws iam list-saml-providers"
    case .accessAnalyzers: "aws accessanalyzer list-analyzers --region REGION"
    case .analyzerFindings:
      "aws accessanalyzer list-findings-v2 --analyzer-arn ARN --region REGION"
    case .instances: "aws ec2 describe-instances --region REGION"
    case .functions: "aws lambda list-functions --region REGION"
    case .trails: "aws cloudtrail describe-trails"
    case .recorders: "aws configservice describe-configuration-recorders --region REGION"
    case .organization: "aws organizations describe-organization"
    case .controlPolicies:
      "aws organizations list-policies-for-target --filter SERVICE_CONTROL_POLICY --target-id ID"
        + " (the account, each OU above it, the root), then"
        + " aws organizations describe-policy --policy-id ID"
    case .callerIdentity: "aws sts get-caller-identity"
    case .accountAlias: "aws iam list-account-aliases"
    case .regions: "aws ec2 describe-regions"
    case .recorderStatus:
      "aws cloudtrail get-trail-status --name ARN, and"
        + " aws configservice describe-configuration-recorder-status --region REGION"
    case .centralizedRoot: "aws iam list-organizations-features"
    case .activity: "aws cloudtrail lookup-events --region REGION"
    }
  }
}
