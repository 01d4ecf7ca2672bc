import Model

/// Parts of tests about tags.
enum TagScene {
  static func tags(_ tags: [String: String]) -> [Model.Tag] {
    tags.sorted { $0.key < $1.key }.map { Model.Tag(key: $0.key, value: $0.value) }
  }

  /// A statement of a trust policy for the account or, if named, a user of it.
  static func trust(
    _ user: String? = nil, _ actions: String = #""sts:AssumeRole""#, when: String? = nil,
    effect: String = "Allow"
  ) -> String {
    let principal = user.map { "user/\($0)" } ?? "root"
    let condition = when.map { #","Condition":\#($0)"# } ?? ""
    return
      #"{"Effect":"\#(effect)","Principal":{"AWS":"arn:aws:iam::123456789012:\#(principal)"},"#
      + #""Action":[\#(actions)]\#(condition)}"#
  }

  /// A Deny of all principals in a trust policy.
  static func denial(_ actions: String = #""sts:AssumeRole""#, when: String) -> String {
    #"{"Effect":"Deny","Principal":"*","Action":[\#(actions)],"Condition":\#(when)}"#
  }

  static let dev = "arn:aws:iam::123456789012:role/dev"

  /// A condition on a tag of the caller.
  static func own(_ operation: String, _ value: String, _ key: String = "k") -> String {
    #"{"\#(operation)":{"aws:PrincipalTag/\#(key)":\#(value)}}"#
  }

  static let withTags = #""sts:AssumeRole","sts:TagSession""#
}
