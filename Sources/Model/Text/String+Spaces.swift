extension StringProtocol {
  /// The text without the spaces at its beginning and end.
  var trimmed: String {
    let start = drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
