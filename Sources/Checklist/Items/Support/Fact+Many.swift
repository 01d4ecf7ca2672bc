import Model

extension Fact {
  /// What is shown of lists in facts that several findings share.
  static let mostValues = 100

  /// A fact about a list, of which at most `most` values are shown.
  ///
  /// What many findings have in common would otherwise make the output grow with the square of the
  /// evidence. The count and a digest of all values tell when one that is not shown changes.
  init(
    _ name: String, many values: [String], separator: String = " ", most: Int = Fact.mostValues
  ) {
    guard values.count > most else {
      self.init(name, values.joined(separator: separator))
      return
    }
    let digest = SHA256Digest(of: values.joined(separator: "\u{0}")).description.prefix(16)
    let shown = values.prefix(most).joined(separator: separator)
    self.init(name, "\(shown)\(separator)and \(values.count - most) more (digest \(digest))")
  }
}
