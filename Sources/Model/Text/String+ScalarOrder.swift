extension String {
  /// Whether this text comes before `other` by the numbers of its characters.
  ///
  /// This order is the same for ever and in every language; Swift's own also knows which texts
  /// are the same to a reader, which other tools that sort our members do not.
  public func precedesByScalar(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
