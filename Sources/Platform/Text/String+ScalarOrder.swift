extension String {
  /// Whether this text comes before `other` in the order of code points.
  ///
  /// This order never changes and is the same in every language. Swift's own order considers
  /// canonical equivalence, which other tools that sort JSON members do not.
  public func precedesByScalar(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
