/// The ARN of a role session: `arn:aws:sts::123456789012:assumed-role/deploy/alice`.
///
/// It contains the role's name without its path. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns.
package struct SessionARN: Hashable, Sendable {
  /// The id of the role's account.
  package let account: String
  /// The role's name.
  package let role: String
  /// The session's name.
  package let session: String

  /// Parses the ARN; nil if `text` is not a role session.
  package init?(_ text: String) {
    let arn = ARN(text)
    let parts = arn.resource.split(separator: "/", omittingEmptySubsequences: false)
    guard arn.service == "sts", parts.count == 3, parts[0] == "assumed-role",
      parts.allSatisfy({ !$0.isEmpty })
    else { return nil }
    account = arn.account
    role = String(parts[1])
    session = String(parts[2])
  }

  /// Whether `text` is a valid session name; a principal with a wildcard names no session. See
  /// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html.
  static func isName(_ text: String) -> Bool {
    let bytes = text.utf8
    return (2...64).contains(bytes.count) && bytes.allSatisfy(isNameByte)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_+=,.@-".utf8.contains(byte)
    }
  }

  /// Whether it is a session of `subject`. Role names are unique regardless of case, but ARNs are
  /// compared with case.
  func isSession(of subject: AccessSubject) -> Bool {
    subject.kind == .role && subject.name == role && subject.arn.account == account
  }
}
