/// `text` quoted as one word of a POSIX shell.
///
/// Plain words are unchanged. Other words are in single quotes, in which only the quote is special.
/// Text with bytes other than printable ASCII is written in octal (`$'\033'`, POSIX 2024), so that
/// pasted text can neither end a paste, nor begin a line, nor look like something else.
package func shellQuoted(_ text: String) -> String {
  let bytes = text.utf8
  if !bytes.isEmpty, bytes.allSatisfy(isPlain) { return text }
  if bytes.allSatisfy({ (0x20...0x7E).contains($0) }) {
    return singleQuoted(text)
  }
  var quoted = "$'"
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\\"): quoted += "\\" + String(UnicodeScalar(byte))
    case 0x20...0x7E: quoted += String(UnicodeScalar(byte))
    default:
      let digits = String(byte, radix: 8)
      quoted += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
  }
  return quoted + "'"
}

/// `text` in single quotes, in which only the quote is special: one word of any POSIX shell.
package func singleQuoted(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
    + "'"
}

private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: "_-./:@+,".utf8.contains(byte)
  }
}
