/// Where in an answer the values stand that further calls ask about, such as
/// `Policies[?!contains(Arn, ':iam::aws:')].Arn`.
///
/// It is data and no closure, so that the collector follows it here and the script that a client
/// runs follows it with `--query` (https://jmespath.org/specification.html).
struct AnswerPath: Sendable {
  /// Which elements of a list count.
  enum Condition: Sendable {
    case any
    /// Those whose member has one of the values.
    case among(String, [String])
    /// Those whose member has not the value.
    case isNot(String, String)
    /// Those whose member does not hold the text.
    case lacks(String, String)
  }

  let list: String
  let condition: Condition
  let member: String

  init(_ list: String, where condition: Condition = .any, _ member: String) {
    self.list = list
    self.condition = condition
    self.member = member
  }

  /// The values in an answer, each once, in its order.
  func values(in answer: JSONNode) -> [String] {
    var seen: Set<String> = []
    return (answer[list]?.elements ?? []).compactMap { element in
      value { element[$0]?.string }
    }.filter { seen.insert($0).inserted }
  }

  /// The value of an element of the list whose members `string` gives; nil if it does not count.
  func value(in string: (String) -> String?) -> String? {
    let isMeant =
      switch condition {
      case .any: true
      case .among(let name, let values): string(name).map(values.contains) ?? false
      case .isNot(let name, let value): string(name) != value
      case .lacks(let name, let text): string(name)?.contains(text) == false
      }
    return isMeant ? string(member) : nil
  }

  /// The members of an element that are looked at.
  var members: [String] {
    switch condition {
    case .any: [member]
    case .among(let name, _), .isNot(let name, _), .lacks(let name, _): [name, member]
    }
  }

  /// The same in the words of `aws --query`.
  var query: String {
    let filter =
      switch condition {
      case .any: ""
      case .among(let name, let values):
        "?" + values.map { "\(name)=='\($0)'" }.joined(separator: " || ")
      case .isNot(let name, let value): "?\(name)!='\(value)'"
      case .lacks(let name, let text): "?!contains(\(name), '\(text)')"
      }
    return "\(list)[\(filter)].\(member)"
  }
}
