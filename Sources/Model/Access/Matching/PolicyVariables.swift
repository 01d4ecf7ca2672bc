internal import Platform

/// Replaces policy variables in patterns by their values, as far as these are known.
///
/// A variable without a value takes the default in the policy (`${key, 'text'}`). Without a
/// default, or if the key has several values, the pattern matches nothing. An unknown variable can
/// match anything. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
extension WildcardPattern {
  /// A token that matches no text.
  static let nothing: Token = 260

  /// Parses the pattern `text` with the values in `context`.
  init(
    _ text: String, ignoringCase: Bool = false, wildcards: Bool = true,
    variablesFrom context: RequestContext?
  ) {
    var tokens: [Token] = []
    func append(_ bytes: some Sequence<UInt8>) {
      tokens += bytes.map { Token(ignoringCase ? lowercasedByte($0) : $0) }
    }
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      if let context, byte == UInt8(ascii: "$"), bytes.first == UInt8(ascii: "{"),
        let close = bytes.firstIndex(of: UInt8(ascii: "}"))
      {
        let name = bytes[(bytes.startIndex + 1)..<close]
        bytes = bytes[(close + 1)...]
        if name.count == 1 {
          append(name)
          continue
        }
        switch Self.value(of: String(decoding: name, as: UTF8.self), in: context) {
        case .values(let values) where values.count == 1: append(values[0].utf8)
        case .values: tokens.append(Self.nothing)
        case .absent: tokens.append(Self.nothing)
        case .fitting(let patterns):
          append(Self.commonBeginning(of: patterns).utf8)
          tokens.append(Self.variable)
        case .unknown, .spellings, .valuesOrAbsent, .fittingOrAbsent, .resourceOfAccount:
          tokens.append(Self.variable)
        }
      } else if wildcards, byte == UInt8(ascii: "*") {
        if tokens.last != Self.star { tokens.append(Self.star) }
      } else if wildcards, byte == UInt8(ascii: "?") {
        tokens.append(Self.one)
      } else {
        append(CollectionOfOne(byte))
      }
    }
    self.init(tokens: tokens, ignoresCase: ignoringCase)
  }

  /// The common beginning of all texts that match one of `patterns`.
  private static func commonBeginning(of patterns: [String]) -> String {
    let beginnings = patterns.map { $0.prefix { $0 != "*" && $0 != "?" } }
    guard let first = beginnings.first else { return "" }
    return beginnings.dropFirst().reduce(String(first)) { common, next in
      String(zip(common, next).prefix { $0 == $1 }.map(\.0))
    }
  }

  private static func value(
    of variable: String, in context: RequestContext
  ) -> RequestContext.Knowledge {
    let parts = variable.split(separator: ",", maxSplits: 1)
    // The key of a tag can contain spaces.
    let key = parts.first.map { $0.trimmed { $0 == " " } } ?? ""
    let known = context[key]
    guard known == .absent, parts.count == 2, let open = parts[1].firstIndex(of: "'"),
      let close = parts[1].lastIndex(of: "'"), open < close
    else { return known }
    return .values([String(parts[1][parts[1].index(after: open)..<close])])
  }
}
