/// What a role session must carry so that a path is open to it.
///
/// Whoever assumes a role chooses the session's name, and its tags where `sts:TagSession` is
/// allowed. See https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html.
public struct SessionRequirement: Hashable, Sendable {
  /// The session name; nil where any name will do.
  public var name: String?
  /// The session tags; empty where none are needed.
  public var tags: [Tag]

  /// The requirement of a session name, tags or both.
  public init(name: String? = nil, tags: [Tag] = []) {
    self.name = name
    self.tags = tags
  }

  /// Whether every session meets it.
  var isEmpty: Bool { name == nil && tags.isEmpty }

  /// As a condition: `its session is named deploy and tagged team=data`.
  public var condition: String {
    let parts =
      (name.map { ["named \($0)"] } ?? []) + tags.map { "tagged \($0.key)=\($0.value)" }
    return "its session is " + parts.joined(separator: " and ")
  }

  /// As the end of a phrase: `with session name deploy and session tag team=data`.
  public var text: String {
    let parts =
      (name.map { ["session name \($0)"] } ?? [])
      + tags.map { "session tag \($0.key)=\($0.value)" }
    return "with " + parts.joined(separator: " and ")
  }
}

/// The ARN of a role session: `arn:aws:sts::123456789012:assumed-role/deploy/alice`.
///
/// It holds the role's name without its path. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns.
struct SessionARN: Hashable, Sendable {
  let account: String
  let role: String
  let session: String

  /// Nil where `text` names no role session.
  init?(_ text: String) {
    let arn = ARN(text)
    let parts = arn.resource.split(separator: "/", omittingEmptySubsequences: false)
    guard arn.service == "sts", parts.count == 3, parts[0] == "assumed-role" else { return nil }
    account = arn.account
    role = String(parts[1])
    session = String(parts[2])
  }

  /// Whether AWS takes `text` for a session name: a principal with a wildcard names no session. See
  /// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html.
  static func isName(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z0-9_+=,.@-]{2,64}/) != nil
  }

  /// Whether it is a session of `subject`. Role names are unique without regard to case, and ARNs
  /// compare with it.
  func isSession(of subject: AccessSubject) -> Bool {
    subject.kind == .role && subject.name == role && subject.arn.account == account
  }
}
