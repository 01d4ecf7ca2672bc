public import Platform

/// The last use of services, and of actions if tracked, by an identity or by all principals with a
/// policy.
///
/// Attempts count, even if denied, over at least 400 days, with a delay of four hours. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html.
public struct LastAccessed: Hashable, Sendable {
  /// A service that the subject can use.
  public struct Service: Hashable, Sendable {
    /// The service prefix, such as `s3`.
    public let namespace: String
    /// The display name of the service.
    public let name: String
    /// The time of the last use; nil for never in the tracking period.
    public let used: Instant?
    /// The tracked actions; nil if the job had no action level, or none is tracked.
    public let actions: [Action]?

    /// Creates a service.
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
    /// The time of the last use; nil for never in the tracking period.
    public let used: Instant?

    /// Creates an action.
    public init(name: String, used: Instant?) {
      self.name = name
      self.used = used
    }
  }

  /// The ARN of the subject, which the response of AWS does not contain.
  public let subject: ARN
  /// The services that the subject can use.
  public var services: [Service]
  /// Whether the job had the level `ACTION_LEVEL`.
  public let isActionLevel: Bool
  /// Whether the response is truncated: AWS returns 100 services per page.
  public var isTruncated: Bool
  /// The position in the evidence.
  public let citation: Citation

  /// Creates the last-accessed details of `subject`.
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
