internal import Platform

extension Arguments {
  /// The value of `option`, parsed by `parse`; nil if it was not given.
  package func value<Value>(
    _ option: Option, expected: String, _ parse: (String) -> Value?
  ) throws(UsageError) -> Value? {
    guard let text = self[option] else { return nil }
    guard let value = parse(text) else {
      throw .wrongValue(option: option.name, value: text, expected: expected)
    }
    return value
  }

  /// The value of `option`, one of its choices that `parse` knows; nil if it was not given.
  package func choice<Value>(
    _ option: Option, _ parse: (String) -> Value?
  ) throws(UsageError) -> Value? {
    try value(option, expected: option.choices.asChoice, parse)
  }

  /// The value of `option`, a whole number in `range` of `unit`, such as "days"; nil if it was not
  /// given.
  package func number(
    _ option: Option, in range: ClosedRange<Int>, of unit: String? = nil
  ) throws(UsageError) -> Int? {
    let what = unit.map { "a number of \($0)" } ?? "a number"
    return try value(
      option, expected: "\(what) from \(range.lowerBound) to \(range.upperBound)"
    ) {
      Int($0).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// The value of `option`, which a form requires.
  package func required(_ option: Option) throws(UsageError) -> String {
    guard let text = self[option] else {
      throw .missingOption(option.title, choices: option.choices)
    }
    return text
  }

  /// The file that `option` names; nil for standard output, which is also the meaning of `-`.
  package func outputFile(_ option: Option) -> String? {
    self[option].flatMap { $0 == "-" ? nil : $0 }
  }
}
