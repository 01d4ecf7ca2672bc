/// An EC2 instance, as far as an IAM audit cares.
public struct Instance: Hashable, Sendable {
  /// The instance id.
  public let id: String
  /// The `Name` tag.
  public let name: String?
  /// `running`, `stopped`, `terminated`, …
  public let state: String
  /// The region; nil if the evidence does not say.
  public let region: String?
  /// The owner's account; nil if the evidence does not say.
  public let account: String?
  /// The instance profile; nil if it has none.
  public let profile: ARN?
  /// Its tags.
  public let tags: [Tag]
  /// Where it is in the evidence.
  public let citation: Citation

  /// An instance.
  public init(
    id: String, name: String?, state: String, region: String?, account: String?, profile: ARN?,
    tags: [Tag] = [], citation: Citation
  ) {
    self.id = id
    self.name = name
    self.state = state
    self.region = region
    self.account = account
    self.profile = profile
    self.tags = tags
    self.citation = citation
  }
}

/// A Lambda function, as far as an IAM audit cares. The values of its variables are never read.
public struct LambdaFunction: Hashable, Sendable {
  /// A variable of the environment that looks like an AWS credential.
  public struct SuspectVariable: Hashable, Sendable {
    /// The variable's name.
    public let name: String
    /// Why it looks like one: its name, or the form of its value.
    public let reason: String

    /// A variable that looks like a credential for `reason`.
    public init(name: String, reason: String) {
      self.name = name
      self.reason = reason
    }
  }

  /// The function's name.
  public let name: String
  /// The full name.
  public let arn: ARN
  /// The execution role.
  public let role: ARN
  /// The runtime, such as `python3.12`; nil for container images.
  public let runtime: String?
  /// The variables that look like AWS credentials.
  public let suspectVariables: [SuspectVariable]
  /// Why AWS did not print the environment, if it did not.
  public let environmentError: String?
  /// Where it is in the evidence.
  public let citation: Citation

  /// A function.
  public init(
    name: String, arn: ARN, role: ARN, runtime: String?, suspectVariables: [SuspectVariable],
    environmentError: String?, citation: Citation
  ) {
    self.name = name
    self.arn = arn
    self.role = role
    self.runtime = runtime
    self.suspectVariables = suspectVariables
    self.environmentError = environmentError
    self.citation = citation
  }
}

/// An OpenID Connect or SAML identity provider.
public struct IdentityProvider: Hashable, Sendable {
  /// How the provider speaks.
  public enum Kind: String, Sendable {
    case oidc = "OpenID Connect"
    case saml = "SAML"
  }

  /// How the provider speaks.
  public let kind: Kind
  /// The full name.
  public let arn: ARN
  /// The URL without its scheme (OpenID Connect).
  public let url: String?
  /// The audiences that it accepts (OpenID Connect); nil if the evidence does not say.
  public let clientIDs: [String]?
  /// Where it is in the evidence.
  public let citation: Citation

  /// A provider.
  public init(kind: Kind, arn: ARN, url: String?, clientIDs: [String]?, citation: Citation) {
    self.kind = kind
    self.arn = arn
    self.url = url
    self.clientIDs = clientIDs
    self.citation = citation
  }
}

/// An IAM Access Analyzer analyzer, which works in one region.
public struct AccessAnalyzer: Hashable, Sendable {
  /// The full name.
  public let arn: ARN
  /// The analyzer's name.
  public let name: String
  /// `ACCOUNT`, `ORGANIZATION` (external access), `…_UNUSED_ACCESS`, `…_INTERNAL_ACCESS`.
  public let type: String
  /// `ACTIVE`, `CREATING`, `DISABLED`, `FAILED`.
  public let status: String
  /// Where it is in the evidence.
  public let citation: Citation

  /// An analyzer.
  public init(arn: ARN, name: String, type: String, status: String, citation: Citation) {
    self.arn = arn
    self.name = name
    self.type = type
    self.status = status
    self.citation = citation
  }

  /// Whether it reports access from outside the account or the organization, and works.
  public var findsExternalAccess: Bool {
    (type == "ACCOUNT" || type == "ORGANIZATION") && status == "ACTIVE"
  }
}

/// A finding of IAM Access Analyzer.
public struct AnalyzerFinding: Hashable, Sendable {
  /// The finding's id.
  public let id: String
  /// The resource it speaks of: an ARN.
  public let resource: String?
  /// The resource's type, such as `AWS::S3::Bucket`.
  public let resourceType: String?
  /// The owner of the resource.
  public let account: String?
  /// `ExternalAccess`, `UnusedIAMRole`, …; version 1 prints none and knows external access only.
  public let type: String
  /// `ACTIVE`, `ARCHIVED`, `RESOLVED`.
  public let status: String
  /// Whether anyone at all has access.
  public let isPublic: Bool
  /// Who has access, where the answer says.
  public let principal: String?
  /// What they may do, where the answer says.
  public let actions: [String]
  /// Where it is in the evidence.
  public let citation: Citation

  /// A finding.
  public init(
    id: String, resource: String?, resourceType: String?, account: String?, type: String,
    status: String, isPublic: Bool, principal: String?, actions: [String], citation: Citation
  ) {
    self.id = id
    self.resource = resource
    self.resourceType = resourceType
    self.account = account
    self.type = type
    self.status = status
    self.isPublic = isPublic
    self.principal = principal
    self.actions = actions
    self.citation = citation
  }
}

/// What records events: a CloudTrail trail or an AWS Config recorder.
public struct Recorder: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its full name, where it has one.
  public let arn: ARN?
  /// Its home region; nil if the evidence does not say.
  public let region: String?
  /// Whether it records all regions; nil if the evidence does not say.
  public let coversAllRegions: Bool?
  /// Whether it is recording; nil if the evidence does not hold its status.
  public var isRecording: Bool?
  /// Where it is in the evidence.
  public let citation: Citation

  /// A trail or recorder.
  public init(
    name: String, arn: ARN?, region: String?, coversAllRegions: Bool?, isRecording: Bool?,
    citation: Citation
  ) {
    self.name = name
    self.arn = arn
    self.region = region
    self.coversAllRegions = coversAllRegions
    self.isRecording = isRecording
    self.citation = citation
  }
}

/// A region as `ec2 describe-regions` lists it.
///
/// See https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Region.html.
public struct AccountRegion: Hashable, Sendable {
  /// Its name, such as `eu-west-1`.
  public let name: String
  /// `opt-in-not-required`, `opted-in` or `not-opted-in`, or `DISABLED` and the like of
  /// `account list-regions`; nil if the answer does not say.
  public let optInStatus: String?
  /// Where it is in the evidence.
  public let citation: Citation

  /// The region `name`.
  public init(name: String, optInStatus: String?, citation: Citation) {
    self.name = name
    self.optInStatus = optInStatus
    self.citation = citation
  }

  /// Whether the account can have resources there.
  public var isEnabled: Bool { optInStatus != "not-opted-in" && optInStatus != "DISABLED" }
}
