/// The kinds of evidence that the checklist uses.
public enum EvidenceKind: String, CaseIterable, Hashable, Sendable {
  case authorizationDetails, credentialReport, accountSummary, virtualMFADevices, passwordPolicy
  case lastAccessed, identityProviders, accessAnalyzers, analyzerFindings
  case instances, functions, trails, recorders, organization, controlPolicies
  case callerIdentity, accountAlias, regions, recorderStatus, centralizedRoot
  case activity

  /// The display name.
  public var title: String { words.title }

  /// The name in facts and in JSON. It must never change, because a decision is stale if its facts
  /// change.
  package var recordedTitle: String { words.recordedTitle ?? words.title }

  /// Whether a review is complete without it: it only makes other evidence more precise.
  public var isOptional: Bool { words.isOptional }

  /// The command that collects it.
  public var command: String { words.command }

  /// What the checklist and the reports say about a kind.
  private struct Words {
    let title: String
    let command: String
    /// The name in facts and in JSON, if the title is a later one.
    let recordedTitle: String?
    let isOptional: Bool

    init(
      _ title: String, command: String, recordedTitle: String? = nil, isOptional: Bool = false
    ) {
      self.title = title
      self.command = command
      self.recordedTitle = recordedTitle
      self.isOptional = isOptional
    }
  }

  private var words: Words {
    switch self {
    case .authorizationDetails:
      Words("account authorization details", command: "aws iam get-account-authorization-details")
    case .credentialReport:
      Words(
        "credential report",
        command: "aws iam generate-credential-report && aws iam get-credential-report")
    case .accountSummary:
      Words("account summary", command: "aws iam get-account-summary")
    case .virtualMFADevices:
      Words("virtual MFA devices", command: "aws iam list-virtual-mfa-devices")
    case .passwordPolicy:
      Words("account password policy", command: "aws iam get-account-password-policy")
    case .lastAccessed:
      Words(
        "last-accessed details",
        command:
          "aws iam generate-service-last-accessed-details --granularity ACTION_LEVEL --arn ARN"
          + " && aws iam get-service-last-accessed-details --job-id ID",
        recordedTitle: "service last accessed details")
    case .identityProviders:
      Words(
        "identity providers",
        command: "aws iam list-open-id-connect-providers && aws iam list-saml-providers")
    case .accessAnalyzers:
      Words("access analyzers", command: "aws accessanalyzer list-analyzers --region REGION")
    case .analyzerFindings:
      Words(
        "access analyzer findings",
        command: "aws accessanalyzer list-findings-v2 --analyzer-arn ARN --region REGION")
    case .instances:
      Words("EC2 instances", command: "aws ec2 describe-instances --region REGION")
    case .functions:
      Words("Lambda functions", command: "aws lambda list-functions --region REGION")
    case .trails:
      Words("CloudTrail trails", command: "aws cloudtrail describe-trails")
    case .recorders:
      Words(
        "AWS Config recorders",
        command: "aws configservice describe-configuration-recorders --region REGION")
    case .organization:
      Words("organization", command: "aws organizations describe-organization")
    case .controlPolicies:
      Words(
        "service control policies on the account's path",
        command:
          "aws organizations list-policies-for-target --filter SERVICE_CONTROL_POLICY --target-id ID"
          + " (the account, each OU above it, the root), then"
          + " aws organizations describe-policy --policy-id ID")
    case .callerIdentity:
      Words("caller identity", command: "aws sts get-caller-identity")
    case .accountAlias:
      Words("account alias", command: "aws iam list-account-aliases")
    case .regions:
      Words("enabled regions", command: "aws ec2 describe-regions")
    case .recorderStatus:
      Words(
        "status of trails and recorders",
        command: "aws cloudtrail get-trail-status --name ARN, and"
          + " aws configservice describe-configuration-recorder-status --region REGION")
    case .centralizedRoot:
      Words("centralized root access", command: "aws iam list-organizations-features")
    case .activity:
      Words("activity", command: "aws cloudtrail lookup-events --region REGION", isOptional: true)
    }
  }
}
