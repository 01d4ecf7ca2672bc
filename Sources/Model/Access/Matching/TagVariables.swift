internal import Platform

/// Values of a tag with which a pattern that contains the variable of the tag matches a text.
///
///     role/${aws:PrincipalTag/team}-admin    role/ops-admin    team = ops
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
enum TagVariables {
  private static let prefix = Array("${aws:principaltag/".utf8)

  /// The keys of the variables in `text`, in lower case.
  static func keys(in text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return [] }
    return pieces(of: text).compactMap(\.key).uniqued
  }

  /// Whether `text` has other variables too.
  static func hasOthers(_ text: String) -> Bool {
    pieces(of: text).contains { $0.key == nil && $0.text.utf8.contains(UInt8(ascii: "$")) }
  }

  /// The text between the variables of tags, and these variables.
  private static func pieces(of text: String) -> [(text: String, key: String?)] {
    var result: [(text: String, key: String?)] = []
    var plain: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "$"), rest.prefix(prefix.count).map(lowercasedByte) == prefix,
        let close = rest.firstIndex(of: UInt8(ascii: "}"))
      {
        result.append((String(decoding: plain, as: UTF8.self), nil))
        plain = []
        let name = rest[..<close].dropFirst(prefix.count).prefix { $0 != UInt8(ascii: ",") }
        result.append(
          ("", String(decoding: name, as: UTF8.self).trimmed { $0 == " " }.lowercased()))
        rest = rest[(close + 1)...]
      } else {
        plain.append(byte)
        rest = rest.dropFirst()
      }
    }
    return result + [(String(decoding: plain, as: UTF8.self), nil)]
  }

  /// The values of the tag `key` with which `pattern` can match `text`; other variables are resolved in
  /// `context`.
  static func values(
    of key: String, in pattern: String, fitting text: String, context: RequestContext
  ) -> [String] {
    let pieces = pieces(of: pattern)
    guard let place = pieces.firstIndex(where: { $0.key == key }) else { return [] }
    func side(_ some: ArraySlice<(text: String, key: String?)>) -> WildcardPattern {
      WildcardPattern(
        some.map { $0.key == nil ? $0.text : "*" }.joined(), variablesFrom: context)
    }
    let before = side(pieces[..<place])
    let after = side(pieces[(place + 1)...])
    let bytes = Array(text.utf8)
    let starts = ends(before, fitting: bytes, fromStart: true)
    let stops = ends(after, fitting: bytes, fromStart: false)
    guard let first = starts.first, let last = starts.last else { return [] }
    var values: [String] = []
    // The longest value, then the shortest: a wildcard next to the variable matches the rest.
    for (start, stop) in [(first, stops.last), (last, stops.first), (last, stops.last)] {
      guard let stop, start <= stop else { continue }
      values.append(String(decoding: bytes[start..<stop], as: UTF8.self))
    }
    return values.uniqued.filter(TagExamples.isValue)
  }

  /// The offsets in `text` at which the text before, or after, matches the pattern.
  private static func ends(
    _ pattern: WildcardPattern, fitting text: [UInt8], fromStart: Bool
  ) -> [Int] {
    if pattern.isLiteral {
      let own = pattern.tokens.map { UInt8(truncatingIfNeeded: $0) }
      if fromStart { return text.starts(with: own) ? [own.count] : [] }
      return text.count >= own.count && text.suffix(own.count).elementsEqual(own)
        ? [text.count - own.count] : []
    }
    return text.withUnsafeBufferPointer { bytes in
      (0...text.count).filter { place in
        let part =
          fromStart
          ? UnsafeBufferPointer(rebasing: bytes[..<place])
          : UnsafeBufferPointer(rebasing: bytes[place...])
        return pattern.matches(part, variablesMatch: true)
      }
    }
  }
}
