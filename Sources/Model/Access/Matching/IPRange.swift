/// An IP address, or a range in CIDR notation, IPv4 or IPv6.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress.
struct IPRange: Hashable, Sendable {
  private let address: [UInt8]
  private let prefix: Int

  /// Parses `text`; nil if invalid.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let address = Self.parse(parts[0]) else { return nil }
    let bits = address.count * 8
    var prefix = bits
    if parts.count == 2 {
      guard parts[1].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(parts[1]),
        number <= bits
      else { return nil }
      prefix = number
    }
    self.address = address
    self.prefix = prefix
  }

  /// Whether `other`, an address or a range, is completely inside this one.
  func contains(_ other: IPRange) -> Bool {
    guard other.address.count == address.count, other.prefix >= prefix else { return false }
    for (index, byte) in address.enumerated() {
      let bits = min(8, max(0, prefix - index * 8))
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
      if byte & mask != other.address[index] & mask { return false }
    }
    return true
  }

  private static func parse(_ text: Substring) -> [UInt8]? {
    text.utf8.contains(UInt8(ascii: ":")) ? version6(text) : version4(text)
  }

  private static func version4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard !part.isEmpty, part.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
        let byte = UInt8(part)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  /// Eight groups of hexadecimal digits, with `::` for a run of zeros; the last two can be an IPv4
  /// address.
  private static func version6(_ text: Substring) -> [UInt8]? {
    guard let gap = doubleColon(in: text) else {
      return groups(text).flatMap { $0.count == 16 ? $0 : nil }
    }
    guard let head = groups(text[..<gap.lowerBound]), let tail = groups(text[gap.upperBound...]),
      head.count + tail.count <= 14
    else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  private static func doubleColon(in text: Substring) -> Range<Substring.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      let next = text.index(after: start)
      if text[start] == ":", next < text.endIndex, text[next] == ":" {
        return start..<text.index(after: next)
      }
      start = next
    }
    return nil
  }

  private static func groups(_ text: Substring) -> [UInt8]? {
    if text.isEmpty { return [] }
    var bytes: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")) {
        guard let last = version4(part) else { return nil }
        bytes += last
      } else {
        guard part.count <= 4, let group = UInt16(part, radix: 16), part.first != "+" else {
          return nil
        }
        bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
      }
    }
    return bytes
  }
}
