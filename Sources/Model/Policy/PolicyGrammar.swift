internal import Platform

/// The forms of actions and resources that IAM stores in a policy; another form is damage.
///
/// The rules are those of
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html and of the
/// errors of `CreatePolicy`: "Actions/Conditions must be prefaced by a vendor", "can contain only
/// one colon", "must be in ARN format or "*"", "Partition … is not valid", "Resource vendor must be
/// fully qualified". Forms for which IAM has no known rule are valid: unknown services and actions,
/// incomplete ARNs (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html),
/// and wildcards anywhere.
enum PolicyGrammar {
  /// Whether `text` is `*` or `service:Action`, in printable ASCII without spaces. A pattern with a
  /// wildcard and without a colon is valid too, because it is evaluated like any other.
  static func isAction(_ text: String) -> Bool {
    var colons = 0
    var hasWildcard = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: ":"): colons += 1
      case UInt8(ascii: "*"), UInt8(ascii: "?"): hasWildcard = true
      case 0x21...0x7E: break
      default: return false
      }
    }
    if colons == 0 { return hasWildcard }
    return colons == 1 && text.utf8.first != UInt8(ascii: ":")
      && text.utf8.last != UInt8(ascii: ":")
  }

  /// Whether `text` is `*`, an ARN, or a pattern that an ARN can match. It has no invisible
  /// characters, and no white space at its ends; names of S3 objects can contain spaces.
  static func isResource(_ text: String) -> Bool {
    guard VisibleText.isPlain(text) || text.unicodeScalars.allSatisfy(VisibleText.isVisible),
      text.first?.isWhitespace == false, text.last?.isWhitespace == false
    else { return false }
    let fixed = fixedPart(of: text)
    let isWhole = fixed.count == text.utf8.count
    let parts = fixed.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count > 1 || isWhole else { return "arn".utf8.starts(with: parts[0]) }
    guard parts[0].elementsEqual("arn".utf8), parts.count > 1 else { return false }
    guard parts.count > 2 || isWhole else { return "aws".utf8.starts(with: parts[1].prefix(3)) }
    guard isPartition(parts[1]), parts.count > 2 else { return false }
    guard parts.count > 3 || isWhole else { return true }
    guard !parts[2].isEmpty else { return false }
    // IAM adds the missing parts of an incomplete ARN, but not behind an empty part.
    return !isWhole || parts.count > 5 || !parts.dropFirst(3).dropLast().contains(where: \.isEmpty)
  }

  /// The bytes of `text` before its first wildcard or variable.
  private static func fixedPart(of text: String) -> Substring.UTF8View {
    var previous: UInt8 = 0
    let end = text.utf8.indices.first { place in
      let byte = text.utf8[place]
      defer { previous = byte }
      return byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
        || byte == UInt8(ascii: "{") && previous == UInt8(ascii: "$")
    }
    guard let end else { return text[...].utf8 }
    let isVariable = text.utf8[end] == UInt8(ascii: "{")
    return text[..<(isVariable ? text.utf8.index(before: end) : end)].utf8
  }

  /// `aws`, or `aws-` and the name of another partition.
  private static func isPartition(_ name: Substring.UTF8View) -> Bool {
    name.elementsEqual("aws".utf8) || name.starts(with: "aws-".utf8)
  }
}
