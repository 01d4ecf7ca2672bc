internal import Platform

/// The place of the values in an answer that further calls ask about, such as
/// `Policies[?!contains(Arn, ':iam::aws:')].Arn`.
///
/// It is data rather than a closure, so that the collector can evaluate it directly and the script
/// for a client can pass it to `--query` (https://jmespath.org/specification.html).
struct AnswerPath: Sendable {
  /// Selects elements of a list.
  enum Condition: Sendable {
    case any
    /// Elements whose member has one of the values.
    case among(String, [String])
    /// Elements whose member does not have the value.
    case isNot(String, String)
    /// Elements whose member does not contain the text.
    case doesNotContain(String, String)
  }

  let list: String
  let condition: Condition
  let member: String

  init(_ list: String, where condition: Condition = .any, _ member: String) {
    self.list = list
    self.condition = condition
    self.member = member
  }

  /// The distinct values in an answer, in its order.
  func values(in answer: JSONNode) -> [String] {
    var seen: Set<String> = []
    return (answer[list]?.elements ?? []).compactMap { element in
      value { element[$0]?.string }
    }.filter { seen.insert($0).inserted }
  }

  /// The value of a list element, whose members `string` returns; nil if the condition is not met.
  func value(in string: (String) -> String?) -> String? {
    let isSelected =
      switch condition {
      case .any: true
      case .among(let name, let values): string(name).map(values.contains) ?? false
      case .isNot(let name, let value): string(name) != value
      case .doesNotContain(let name, let text): string(name)?.contains(text) == false
      }
    return isSelected ? string(member) : nil
  }

  /// The members of an element that the path reads.
  var members: [String] {
    switch condition {
    case .any: [member]
    case .among(let name, _), .isNot(let name, _), .doesNotContain(let name, _): [name, member]
    }
  }

  /// The path as an argument of `aws --query`.
  var query: String {
    let filter =
      switch condition {
      case .any: ""
      case .among(let name, let values):
        "?" + values.map { "\(name)=='\($0)'" }.joined(separator: " || ")
      case .isNot(let name, let value): "?\(name)!='\(value)'"
      case .doesNotContain(let name, let text): "?!contains(\(name), '\(text)')"
      }
    return "\(list)[\(filter)].\(member)"
  }
}
