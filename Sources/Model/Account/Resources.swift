/// The properties of an EC2 instance that an IAM audit needs.
public struct Instance: Hashable, Sendable {
  /// The instance id.
  public let id: String
  /// The `Name` tag.
  public let name: String?
  /// `running`, `stopped`, `terminated`, …
  public let state: String
  /// The region; nil if it is not in the evidence.
  public let region: String?
  /// The id of the owner's account; nil if it is not in the evidence.
  public let account: String?
  /// The instance profile; nil if it has none.
  public let profile: ARN?
  /// Its tags.
  public let tags: [Tag]
  /// Where it is in the evidence.
  public let citation: Citation

  /// Creates an instance.
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

/// The properties of a Lambda function that an IAM audit needs, without the values of its
/// variables.
public struct LambdaFunction: Hashable, Sendable {
  /// An environment variable that looks like an AWS credential.
  public struct SuspectVariable: Hashable, Sendable {
    /// The variable's name.
    public let name: String
    /// The reason why it looks like one: its name, or the form of its value.
    public let reason: String

    /// Creates a variable that looks like a credential for `reason`.
    public init(name: String, reason: String) {
      self.name = name
      self.reason = reason
    }
  }

  /// The function's name.
  public let name: String
  /// The ARN.
  public let arn: ARN
  /// The execution role.
  public let role: ARN
  /// The runtime, such as `python3.12`; nil for container images.
  public let runtime: String?
  /// The variables that look like AWS credentials.
  public let suspectVariables: [SuspectVariable]
  /// The error code if AWS did not return the environment.
  public let environmentError: String?
  /// The position in the evidence.
  public let citation: Citation

  /// Creates a function.
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
  /// The protocol of the provider.
  public enum Kind: String, Sendable {
    case oidc = "OpenID Connect"
    case saml = "SAML"
  }

  /// The protocol of the provider.
  public let kind: Kind
  /// The ARN.
  public let arn: ARN
  /// The URL without its scheme (OpenID Connect).
  public let url: String?
  /// The accepted audiences (OpenID Connect); nil if they are not in the evidence.
  public let clientIDs: [String]?
  /// The position in the evidence.
  public let citation: Citation

  /// Creates a provider.
  public init(kind: Kind, arn: ARN, url: String?, clientIDs: [String]?, citation: Citation) {
    self.kind = kind
    self.arn = arn
    self.url = url
    self.clientIDs = clientIDs
    self.citation = citation
  }
}

/// An analyzer of IAM Access Analyzer, which covers one region.
public struct AccessAnalyzer: Hashable, Sendable {
  /// The ARN.
  public let arn: ARN
  /// The analyzer's name.
  public let name: String
  /// `ACCOUNT`, `ORGANIZATION` (external access), `…_UNUSED_ACCESS`, `…_INTERNAL_ACCESS`.
  public let type: String
  /// `ACTIVE`, `CREATING`, `DISABLED`, `FAILED`.
  public let status: String
  /// The position in the evidence.
  public let citation: Citation

  /// Creates an analyzer.
  public init(arn: ARN, name: String, type: String, status: String, citation: Citation) {
    self.arn = arn
    self.name = name
    self.type = type
    self.status = status
    self.citation = citation
  }

  /// Whether it is active and reports access from outside the account or the organization.
  public var findsExternalAccess: Bool {
    (type == "ACCOUNT" || type == "ORGANIZATION") && status == "ACTIVE"
  }
}

/// A finding of IAM Access Analyzer.
public struct AnalyzerFinding: Hashable, Sendable {
  /// The finding's id.
  public let id: String
  /// The ARN of the resource.
  public let resource: String?
  /// The resource's type, such as `AWS::S3::Bucket`.
  public let resourceType: String?
  /// The owner of the resource.
  public let account: String?
  /// `ExternalAccess`, `UnusedIAMRole`, …; version 1 of the API returns only external access,
  /// without a type.
  public let type: String
  /// `ACTIVE`, `ARCHIVED`, `RESOLVED`.
  public let status: String
  /// Whether everyone has access.
  public let isPublic: Bool
  /// The principal that has access, if the answer contains it.
  public let principal: String?
  /// The actions that the principal can use, if the answer contains them.
  public let actions: [String]
  /// The position in the evidence.
  public let citation: Citation

  /// Creates a finding.
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

extension AnalyzerFinding {
  /// Whether the finding is about access from outside. An unknown type counts as such.
  package var isExternal: Bool {
    type == "ExternalAccess" || !AnalyzerFinding.isKnown(type: type)
  }

  /// Whether `type` is a finding type of Access Analyzer; new types of unused and internal access
  /// can be added. See
  /// https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_FindingSummaryV2.html.
  package static func isKnown(type: String) -> Bool {
    guard type != "ExternalAccess" else { return true }
    return (type.hasPrefix("Unused") || type.hasPrefix("Internal"))
      && type.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
      }
  }
}

/// A CloudTrail trail or an AWS Config recorder.
public struct Recorder: Hashable, Sendable {
  /// The name.
  public let name: String
  /// The ARN, if it has one.
  public let arn: ARN?
  /// The home region; nil if it is not in the evidence.
  public let region: String?
  /// Whether it records all regions; nil if that is not in the evidence.
  public let coversAllRegions: Bool?
  /// Whether it is recording; nil if its status is not in the evidence.
  public var isRecording: Bool?
  /// The position in the evidence.
  public let citation: Citation

  /// Creates a trail or recorder.
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

/// A region in the answer of `ec2 describe-regions`.
///
/// See https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Region.html.
public struct AccountRegion: Hashable, Sendable {
  /// The name, such as `eu-west-1`.
  public let name: String
  /// `opt-in-not-required`, `opted-in` or `not-opted-in`, or a status of `account list-regions`
  /// such as `DISABLED`; nil if it is not in the evidence.
  public let optInStatus: String?
  /// The position in the evidence.
  public let citation: Citation

  /// Creates the region `name`.
  public init(name: String, optInStatus: String?, citation: Citation) {
    self.name = name
    self.optInStatus = optInStatus
    self.citation = citation
  }

  /// Whether the region is enabled for the account.
  public var isEnabled: Bool { optInStatus != "not-opted-in" && optInStatus != "DISABLED" }
}
