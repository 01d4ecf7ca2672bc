/// How many columns a character takes on a terminal.
///
/// Our own table and not `wcwidth`: that one depends on the locale, says -1 to everything in a C
/// locale, and a frame must have the same columns in a test as on the auditor's screen.
enum CharacterWidth {
  /// The columns of one scalar: 2 for East Asian wide ones, 0 for marks that sit on the one before.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    let code = scalar.value
    // Latin, Greek without its accents and everything else below has neither kind.
    if code < 0x300 { return 1 }
    if contains(code, in: zero) { return 0 }
    return contains(code, in: wide) ? 2 : 1
  }

  /// Binary search among ranges that are stored as first, last, first, last, ….
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
