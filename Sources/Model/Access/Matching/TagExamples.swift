internal import Platform

/// Values of a tag that the conditions on it distinguish.
///
///     StringLike     dev-*, *-admin    dev-x, x-admin, dev-x-admin
///     NumericLessThan  5               5, 4, 6
///     StringNotEquals  other           a value in no condition
///
/// See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
/// and, for the characters of a value,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules.
struct TagExamples {
  private(set) var values: [String] = []
  private var offered: Set<String> = []
  /// Whether the values are complete.
  private(set) var isWhole = true

  private var patterns: [[WildcardPattern.Token]] = []
  private var numbers: [Double] = []
  private let unused: String

  private static let maximumPatterns = 24
  private static let longestPattern = 256
  private static let maximumValues = 96

  /// A value that is rarely in a condition.
  static let other = "other"

  /// Creates the values for `conditions` on one tag; variables are resolved in `context`.
  init(of conditions: [TagCondition], in context: RequestContext) {
    let used = Set(conditions.flatMap(\.condition.values).joined())
    unused =
      "qjzkvwy70123456789abcdefghilmnoprstux".first { !used.contains($0) }.map(String.init) ?? "q"
    for condition in conditions { read(condition, context) }
    addMiddles()
    intersect()
    let fillers = ["x", unused, unused + unused + unused, String(repeating: unused, count: 9), ""]
    for filler in fillers {
      for pattern in patterns { offer(WildcardPattern.example(of: pattern, filler: filler)) }
    }
    offer(Self.other)
    offer("any" + unused + unused)
    if values.count > Self.maximumValues {
      values = Array(values.prefix(Self.maximumValues - 2)) + values.suffix(2)
      isWhole = false
    }
  }

  private mutating func offer(_ value: String) {
    guard Self.isValue(value), offered.insert(value).inserted else { return }
    values.append(value)
  }

  /// Whether a tag can have the value.
  static func isValue(_ text: String) -> Bool {
    text.unicodeScalars.count <= 256 && text.unicodeScalars.allSatisfy(isAllowed)
  }

  /// Whether a tag can have the key; keys that begin with `aws:` are reserved.
  static func isKey(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.count <= 128 && !text.lowercased().hasPrefix("aws:")
      && text.unicodeScalars.allSatisfy(isAllowed)
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || " _.:/=+-@".unicodeScalars.contains(scalar)
    }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || scalar.properties.isWhitespace || scalar.properties.generalCategory == .nonspacingMark
  }

  private mutating func read(_ condition: TagCondition, _ context: RequestContext) {
    guard let form = condition.condition.form else { return }
    for value in condition.condition.values {
      switch form.comparison {
      case .null: break
      case .bool: for truth in ["true", "false"] { offer(truth) }
      case .numericEquals, .numericLessThan, .numericLessThanEquals, .numericGreaterThan,
        .numericGreaterThanEquals:
        readNumber(value)
      case .dateEquals, .dateLessThan, .dateLessThanEquals, .dateGreaterThan,
        .dateGreaterThanEquals:
        readDate(value)
      case .ipAddress:
        offer(value)
        for address in [String(value.prefix { $0 != "/" }), "192.0.2.77", "2001:db8::77"] {
          offer(address)
        }
      case .binaryEquals: offer(value)
      case .stringEqualsIgnoreCase:
        readText(condition, value, wildcards: false, context)
        readText(condition, value.lowercased(), wildcards: false, context)
      case .stringEquals: readText(condition, value, wildcards: false, context)
      case .stringLike, .arnEquals, .arnLike:
        readText(condition, value, wildcards: true, context)
      }
    }
  }

  private mutating func readText(
    _ condition: TagCondition, _ value: String, wildcards: Bool, _ context: RequestContext
  ) {
    let pattern = WildcardPattern(
      value, wildcards: wildcards, variablesFrom: condition.hasVariables ? context : nil)
    if pattern.tokens.contains(WildcardPattern.nothing) { return }
    if pattern.isLiteral { return offer(WildcardPattern.text(of: pattern.tokens)) }
    guard !patterns.contains(pattern.tokens) else { return }
    if patterns.count == Self.maximumPatterns || pattern.tokens.count > Self.longestPattern {
      isWhole = false
    } else {
      patterns.append(pattern.tokens)
    }
  }

  /// The number, and numbers on either side of it.
  private mutating func readNumber(_ text: String) {
    offer(text)
    if let whole = Int64(text) {
      for other in [whole.subtractingReportingOverflow(1), whole.addingReportingOverflow(1)]
      where !other.overflow {
        offer(String(other.partialValue))
      }
    }
    guard let number = Double(text), number.isFinite else { return }
    numbers.append(number)
    if Int64(text) == nil {
      let step = max(1, number.magnitude)
      for other in [number - step, number + step] { offer(Self.text(of: other)) }
    }
  }

  private static func text(of number: Double) -> String {
    Int64(exactly: number).map(String.init) ?? String(number)
  }

  /// Values between the numbers: `2.5` for above 2 and below 3.
  private mutating func addMiddles() {
    let sorted = numbers.sorted().prefix(Self.maximumPatterns)
    for (low, high) in zip(sorted, sorted.dropFirst()) where low < high {
      offer(Self.text(of: low + (high - low) / 2))
    }
  }

  /// The moment, and the seconds before and after it.
  private mutating func readDate(_ text: String) {
    offer(text)
    let number = Int64(text)
    guard let seconds = number ?? Instant(text)?.seconds else { return }
    for other in [seconds.subtractingReportingOverflow(1), seconds.addingReportingOverflow(1)]
    where !other.overflow {
      let moment = other.partialValue
      offer(number == nil ? Instant(seconds: moment).description : String(moment))
    }
  }

  /// Adds patterns for the texts that several patterns match.
  private mutating func intersect() {
    var next = 1
    while next < patterns.count {
      for earlier in 0..<next {
        guard
          let common = WildcardPattern.intersection(patterns[earlier], patterns[next]),
          common.count <= Self.longestPattern, !patterns.contains(common)
        else { continue }
        if patterns.count >= Self.maximumPatterns {
          isWhole = false
          return
        }
        patterns.append(common)
      }
      next += 1
    }
  }
}

/// A condition on a tag, and whether its policy has variables.
struct TagCondition: Hashable, Sendable {
  let condition: Condition
  let hasVariables: Bool
  /// Whether a value of the condition contains a variable.
  private let usesContext: Bool

  init(condition: Condition, hasVariables: Bool) {
    self.condition = condition
    self.hasVariables = hasVariables
    usesContext = hasVariables && condition.values.contains { $0.contains("${") }
  }

  /// Whether it is met if its key has `value`, or is missing.
  func holds(_ value: String?, in context: RequestContext) -> Truth {
    if !usesContext, let form = condition.form, form.comparison == .stringEquals,
      form.quantifier == nil
    {
      guard let value else { return Truth(form.ifExists || form.isNegated) }
      return Truth(
        condition.values.contains { $0.utf8.elementsEqual(value.utf8) } != form.isNegated)
    }
    var known = usesContext ? context : RequestContext()
    known[condition.key] = value.map { .values([$0]) } ?? .absent
    return condition.evaluate(in: known, variables: hasVariables)
  }
}

extension WildcardPattern {
  /// A text that matches the pattern, with `filler` for each `*`.
  fileprivate static func example(of tokens: [Token], filler: String) -> String {
    let one = filler.utf8.first ?? UInt8(ascii: "x")
    let bytes = tokens.flatMap { token -> [UInt8] in
      switch token {
      case star, segmentStar, variable: Array(filler.utf8)
      case Self.one: [one]
      default: [UInt8(truncatingIfNeeded: token)]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
