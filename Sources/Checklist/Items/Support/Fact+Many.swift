import Model

extension Fact {
  /// How many values of a list that findings may share are shown in each of them.
  static let mostValues = 100

  /// A fact about a list, of which at most `most` values are shown.
  init(
    _ name: String, many values: [String], separator: String = " ", most: Int = Fact.mostValues
  ) {
    self.init(name, Fact.text(of: values, separator: separator, most: most))
  }

  /// The first `most` of `values`, and how many more there are.
  ///
  /// What many findings have in common would otherwise make the output grow with the square of the
  /// evidence. The digest is of all values: it tells when one that is not shown changes.
  static func text(
    of values: [String], separator: String, most: Int = Fact.mostValues
  ) -> String {
    guard values.count > most else { return values.joined(separator: separator) }
    let digest = SHA256Digest(of: values.joined(separator: "\u{0}")).description.prefix(16)
    let shown = values.prefix(most).joined(separator: separator)
    return "\(shown)\(separator)and \(values.count - most) more (digest \(digest))"
  }
}
