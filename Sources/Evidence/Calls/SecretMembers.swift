internal import Platform

/// The members of answers whose values are secrets and are never stored: environment variables and
/// user data, at any depth and of any JSON type.
///
///     {"Variables": {"STAGE": "prod", "N": 1}}      {"UserData": "IyEvYmluL3No"}
///     {"Variables": {"STAGE": "redacted sha256:6754dd6b8ecb8ab2", "N": "redacted sha256:…"}}
///
/// The name and the beginning of a digest are kept, which shows whether two functions or two
/// reviews have the same value. The mark also records whether the value contains an access key id,
/// which the checklist needs.
/// Lambda answers with `Environment.Variables`
/// (https://docs.aws.amazon.com/lambda/latest/api/API_EnvironmentResponse.html), EC2 with `UserData`
/// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResponseLaunchTemplateData.html).
struct SecretMembers {
  /// Whether the user asked to keep the values of environment variables.
  let keepsEnvironment: Bool

  private static let mark = "redacted "
  private static let keyMark = "redacted access key id "

  /// Whether `raw`, a member's name with its escapes, can be the name of a secret.
  func canBeSecret(_ raw: [UInt8]) -> Bool {
    guard let first = raw.first else { return false }
    let letter = first | 0x20
    return letter == UInt8(ascii: "u") || letter == UInt8(ascii: "v")
      || raw.contains(UInt8(ascii: "\\"))
  }

  /// Whether the members of the object `name` are environment variables.
  func areVariables(_ name: String?) -> Bool {
    !keepsEnvironment && name.map(SecretMembers.plain) == "variables"
  }

  /// Whether the whole value of `name` is a secret.
  func hides(_ name: String?, isObject: Bool) -> Bool {
    guard let name = name.map(SecretMembers.plain) else { return false }
    return name == "userdata" || name == "variables" && !keepsEnvironment && !isObject
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" && $0 != "-" }
  }

  /// The replacement for the value `text`, which is complete JSON if it is at most `limit` bytes
  /// long.
  static func mark(for text: [UInt8], limit: Int) -> [UInt8] {
    guard text.count <= limit, let document = try? JSONDocument(text) else {
      return Array(#""redacted""#.utf8)
    }
    let value = document.root
    guard !value.isNull else { return Array("null".utf8) }
    let plain = value.string ?? JSONValue(value).compactText
    let digest = SHA256Digest(of: plain).description.prefix(16)
    let mark = (AccessKeyID.isIn(plain) ? keyMark : mark) + "sha256:" + digest
    return Array("\"\(mark)\"".utf8)
  }

  /// Whether the value of a variable contains an access key id, or did before it was hidden.
  static func hasAccessKeyID(_ value: JSONNode) -> Bool {
    let text = value.string ?? JSONValue(value).compactText
    return text.hasPrefix(keyMark) || AccessKeyID.isIn(text)
  }
}
