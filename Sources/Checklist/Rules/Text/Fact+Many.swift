import Model
import Platform

extension Fact {
  /// The maximum number of values that a finding shows of a list that it can share with others.
  static let maximumValues = 100

  /// A fact with a list of values, of which at most `maximum` are shown.
  init(
    _ name: String, many values: [String], separator: String = " ",
    maximum: Int = Fact.maximumValues
  ) {
    self.init(name, Fact.text(of: values, separator: separator, maximum: maximum))
  }

  /// The first `maximum` of `values`, followed by the number of others.
  ///
  /// Without the limit, values that many findings share would make the output grow with the square
  /// of the evidence. The digest covers all values, so it also changes with a value that is not
  /// shown.
  static func text(
    of values: [String], separator: String, maximum: Int = Fact.maximumValues
  ) -> String {
    guard values.count > maximum else { return values.joined(separator: separator) }
    let digest = SHA256Digest(of: values.joined(separator: "\u{0}")).description.prefix(16)
    let shown = values.prefix(maximum).joined(separator: separator)
    return "\(shown)\(separator)and \(values.count - maximum) more (digest \(digest))"
  }
}
