extension String {
  /// This with `replacement` for each occurrence of the policy variable `variable`, written in lower
  /// case with its braces; nil if there is none. The case of variable names is ignored.
  func replacing(variable: String, with replacement: String) -> String? {
    let wanted = Array(variable.utf8)
    let bytes = Array(utf8)
    let folded = bytes.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
    var result: [UInt8] = []
    var place = 0
    while let found = folded[place...].firstRange(of: wanted) {
      result += bytes[place..<found.lowerBound]
      result += replacement.utf8
      place = found.upperBound
    }
    guard place > 0 else { return nil }
    return String(decoding: result + bytes[place...], as: UTF8.self)
  }
}
