// The values after a name and a separator, and after a name and a space.
extension SecretScan {
  /// Hides the value after a separator if the name before it indicates a secret.
  mutating func takeNamedValue(after separator: Int) {
    guard let name = SecretName(before: separator, in: bytes) else { return }
    // "=>", "==" and ":=".
    let sign = bytes[separator]
    let isDouble = has("=", at: index) || sign == UInt8(ascii: "=") && has(">", at: index)
    let next = isDouble && sign != UInt8(ascii: ">") ? index + 1 : index
    let start = end(from: next, while: Self.isBlank)
    guard start < bytes.count else { return }
    if Self.isBreak(bytes[start]) { return takeValueBelow(name, from: start) }
    let isBlock = "|>".utf8.contains(bytes[start]) && bytes[separator] == UInt8(ascii: ":")
    if isBlock {
      // A block of YAML: its content begins on the next line.
      let head = end(from: start) { "|>+-0123456789 ".utf8.contains($0) }
      if head < bytes.count, Self.isBreak(bytes[head]) { return takeValueBelow(name, from: head) }
    }
    let (value, isQuoted) = value(from: start, name)
    let join: SecretName.Join =
      switch bytes[separator] {
      case UInt8(ascii: "|"): .cell
      case UInt8(ascii: ":") where !isQuoted: .colon
      default: .value
      }
    if name.hides(bytes[value], join) { hide(from: value.lowerBound, to: value.upperBound) }
  }

  /// Hides the value on the next line that is not empty.
  private mutating func takeValueBelow(_ name: SecretName, from lineEnd: Int) {
    var start = end(from: lineEnd, while: Self.isSpace)
    // An element of a list in YAML.
    if has("- ", at: start) { start = end(from: start + 1, while: Self.isBlank) }
    guard start < bytes.count else { return }
    let (value, isQuoted) = value(from: start, name)
    let rest = end(from: value.upperBound + (isQuoted ? 1 : 0), while: Self.isBlank)
    let isAlone = rest >= bytes.count || Self.isBreak(bytes[rest])
    guard name.hidesBelow(bytes[value], isAlone: isAlone) else { return }
    hide(from: value.lowerBound, to: value.upperBound)
  }

  /// The value at `start`, without its quotes.
  private func value(from start: Int, _ name: SecretName) -> (Range<Int>, isQuoted: Bool) {
    guard !has("[redacted]", at: start) else { return (start..<start + 10, false) }
    // The first element of a list.
    var start = end(from: start) { $0 == 0x20 || $0 == UInt8(ascii: "[") }
    // A Python byte string: b'…'.
    if has("b'", at: start) || has("b\"", at: start) { start += 1 }
    let escape = end(from: start) { $0 == UInt8(ascii: "\\") }
    if escape < bytes.count, Self.isQuote(bytes[escape]) {
      return (escape + 1..<endOfQuoted(from: escape + 1, escapes: escape - start), true)
    }
    let isWholeLine = name.takesLine(bytes[start...])
    let stop = endOfPlain(from: start) { byte in
      byte != UInt8(ascii: "<")
        && (isWholeLine || !Self.isSpace(byte) && !",;&}".utf8.contains(byte))
    }
    return (start..<stop, false)
  }

  /// The end of the text after a quote, which is at `start - 1`.
  private func endOfQuoted(from start: Int, escapes: Int) -> Int {
    let (quote, isEncoded) = (bytes[start - 1], view.isEncoded[start - 1])
    var place = start
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "\\") {
        let run = end(from: place) { $0 == UInt8(ascii: "\\") }
        if escapes > 0, run < bytes.count, bytes[run] == quote, run - place <= escapes {
          return place
        }
        place = min(bytes.count, escapes > 0 ? run : place + 2)
      } else if bytes[place] == quote, escapes == 0, view.isEncoded[place] == isEncoded {
        return place
      } else {
        place += 1
      }
    }
    return bytes.count
  }

  /// The end of a value without quotes. An encoded delimiter is a part of it.
  private func endOfPlain(from start: Int, while isInside: (UInt8) -> Bool) -> Int {
    bytes.indices[start...].first { place in
      let byte = bytes[place]
      return !view.isEncoded[place]
        && (Self.isBreak(byte) || Self.isQuote(byte) || !isInside(byte))
    } ?? bytes.count
  }

  /// Hides the value of an option, or the value in `password value`, after the end of a word.
  mutating func takeSpacedValue(after place: Int) {
    guard let kind = SecretName.spaced(before: place, in: bytes) else { return }
    let isWords = kind == .words
    if isWords, !Self.isSpace(bytes[place]) { return }
    // ["--password", "value"]
    var start = end(from: place) { byte in
      isWords ? Self.isSpace(byte) : Self.isBlank(byte) || Self.isQuote(byte) || byte == 0x2C
    }
    if isWords {
      for verb in ["is ", "was "] where bytes[start...].starts(with: verb.utf8) {
        start = end(from: start + verb.utf8.count, while: Self.isBlank)
      }
      if start < bytes.count, Self.isQuote(bytes[start]) { start += 1 }
    }
    guard start > place, start < bytes.count else { return }
    let isQuoted = Self.isQuote(bytes[start - 1])
    let stop =
      isQuoted
      ? endOfQuoted(from: start, escapes: 0) : endOfPlain(from: start) { !Self.isSpace($0) }
    let value = bytes[start..<stop]
    guard SecretForm.canHide(value), let first = value.first else { return }
    switch kind {
    case .option:
      guard isQuoted && first != UInt8(ascii: "-") || !"-<[({".utf8.contains(first),
        !SecretForm.isOrdinary(value)
      else { return }
      hide(from: start, to: stop)
    case .user:
      guard let colon = value.firstIndex(of: UInt8(ascii: ":")), colon + 1 < stop,
        first != UInt8(ascii: "+"), bytes[colon + 1] != UInt8(ascii: "/")
      else { return }
      hide(from: colon + 1, to: stop)
    case .words:
      guard SecretForm.isOpaque(value), !value.starts(with: "http".utf8) else { return }
      hide(from: start, to: stop)
    }
  }
}
