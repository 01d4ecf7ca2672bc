/// The role session that a path requires.
///
/// The caller of AssumeRole chooses the name of the session, and its tags if `sts:TagSession` is
/// allowed. See https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html.
public struct SessionRequirement: Hashable, Sendable {
  /// The session name; nil if any name is sufficient.
  public var name: String?
  /// The session tags; empty if none are needed.
  public var tags: [Tag]
  /// The changes to the tags of the user or role that another principal must make first.
  var changes: [TagChange] = []
  /// Whether another principal must first change unknown tags.
  var hasUnknownChanges = false
  /// The changes that another principal must make first, besides tags.
  private(set) var needs: Need?

  /// A change of a user or role.
  enum Need: Hashable, Sendable {
    /// A trust policy that allows the session.
    case newTrust
    /// No permissions boundary.
    case noBoundary
    /// The removal of policies.
    case removal(of: [PolicySource])
  }

  /// Creates a requirement of a session name, tags or both.
  public init(name: String? = nil, tags: [Tag] = []) {
    self.name = name
    self.tags = tags
  }

  init(changes: [TagChange]) {
    self.init()
    self.changes = changes
  }

  init(hasUnknownChanges: Bool) {
    self.init()
    self.hasUnknownChanges = hasUnknownChanges
  }

  init(needs: Need) {
    self.init()
    self.needs = needs
  }

  /// Whether every session meets it.
  var isEmpty: Bool { name == nil && tags.isEmpty && !needsOthers }

  /// Whether another principal must change the user or role first.
  var needsOthers: Bool { !changes.isEmpty || hasUnknownChanges || needs != nil }

  /// As a condition: `the session is named deploy and tagged team=data`.
  public var condition: String {
    if needs == .noBoundary { return "its permissions boundary is lifted" }
    if case .removal(let policies) = needs {
      return policies.map(\.label).joined(separator: " and ")
        + (policies.count == 1 ? " is removed" : " are removed")
    }
    if !changes.isEmpty || hasUnknownChanges {
      let texts = changes.map(\.text)
      return "the session is tagged" + (texts.isEmpty ? "" : " " + texts.joined(separator: ", "))
    }
    let parts =
      (name.map { ["named \($0)"] } ?? []) + tags.map { "tagged \($0.key)=\($0.value)" }
    return "the session is " + parts.joined(separator: " and ")
  }

  /// As the end of a phrase: `with session name deploy and session tag team=data`.
  public var text: String {
    let parts =
      (name.map { ["session name \($0)"] } ?? [])
      + tags.map { "session tag \($0.key)=\($0.value)" }
    return "with " + parts.joined(separator: " and ")
  }
}
