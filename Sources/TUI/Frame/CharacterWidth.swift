/// The number of columns that a character takes on a terminal.
///
/// This table replaces `wcwidth`, which depends on the locale and returns -1 for most characters in
/// a C locale. A frame must have the same columns in a test as on the auditor's screen.
enum CharacterWidth {
  /// The columns of one scalar: 2 for wide East Asian characters, 0 for combining marks.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    let code = scalar.value
    // Below this code point there are only Latin letters and symbols, neither wide nor combining.
    if code < 0x300 { return 1 }
    if contains(code, in: zero) { return 0 }
    return contains(code, in: wide) ? 2 : 1
  }

  /// Binary search in ranges stored as first, last, first, last, ….
  private static func contains(_ code: UInt32, in ranges: [UInt32]) -> Bool {
    var low = 0
    var high = ranges.count / 2
    while low < high {
      let middle = (low + high) / 2
      if ranges[2 * middle + 1] < code { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count / 2 && ranges[2 * low] <= code
  }
}
