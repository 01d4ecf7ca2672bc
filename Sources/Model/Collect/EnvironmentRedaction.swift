/// Takes the values out of the environments of Lambda functions before anything is written.
///
///     {"Variables": {"STAGE": "prod"}}
///     {"Variables": {"STAGE": "redacted sha256:6754dd6b8ecb8ab2"}}
///
/// The name and the beginning of a digest stay, so that it shows whether two functions or two
/// quarters have the same; and what the checklist asks of a value, whether it has the form of an access
/// key id.
enum EnvironmentRedaction {
  private static let mark = "redacted "
  private static let keyMark = "redacted access key id "

  /// The answer of `lambda list-functions` without the values.
  static func redacted(_ answer: JSONNode) -> JSONValue {
    redacted(JSONValue(answer))
  }

  private static func redacted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): .array(elements.map(redacted))
    case .object(let members):
      .object(
        members.map { member in
          JSONMember(
            member.name,
            member.name == "Variables" ? hidden(member.value) : redacted(member.value))
        })
    default: value
    }
  }

  private static func hidden(_ variables: JSONValue) -> JSONValue {
    guard let members = variables.members else { return variables }
    return .object(
      members.map { member in
        let text = member.value.string ?? member.value.compactText
        let digest = SHA256Digest(of: text).description.prefix(16)
        return JSONMember(
          member.name,
          .string((AccessKeyID.isOne(text) ? keyMark : mark) + "sha256:" + digest))
      })
  }

  /// Whether `value` stands for one that had the form of an access key id.
  static func hidesAccessKeyID(_ value: String) -> Bool { value.hasPrefix(keyMark) }
}
