/// Which services, and actions where tracked, an identity or a policy's bearers last used.
///
/// It counts attempts, denied ones too, over at least 400 days, and lags by four hours. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html.
public struct LastAccessed: Hashable, Sendable {
  /// A service that the subject may use.
  public struct Service: Hashable, Sendable {
    /// The service prefix, such as `s3`.
    public let namespace: String
    /// The service's name for people.
    public let name: String
    /// When it was last used; nil for never in the tracked period.
    public let used: Instant?
    /// The tracked actions; nil where the job was not asked for actions, or none is tracked.
    public let actions: [Action]?

    /// A service.
    public init(namespace: String, name: String, used: Instant?, actions: [Action]?) {
      self.namespace = namespace
      self.name = name
      self.used = used
      self.actions = actions
    }
  }

  /// A tracked action of a service.
  public struct Action: Hashable, Sendable {
    /// The action without its prefix, such as `ListBuckets`.
    public let name: String
    /// When it was last used; nil for never in the tracked period.
    public let used: Instant?

    /// An action.
    public init(name: String, used: Instant?) {
      self.name = name
      self.used = used
    }
  }

  /// Whose last access it is: an ARN; the bare answer of AWS does not say.
  public let subject: ARN
  /// The services that the subject may use.
  public var services: [Service]
  /// Whether actions were asked for (`ACTION_LEVEL`).
  public let isActionLevel: Bool
  /// Whether the answer is cut off: AWS gives 100 services a page.
  public var isTruncated: Bool
  /// Where it stands in the evidence.
  public let citation: Citation

  /// The last access of `subject`.
  public init(
    subject: ARN, services: [Service], isActionLevel: Bool, isTruncated: Bool, citation: Citation
  ) {
    self.subject = subject
    self.services = services
    self.isActionLevel = isActionLevel
    self.isTruncated = isTruncated
    self.citation = citation
  }
}
