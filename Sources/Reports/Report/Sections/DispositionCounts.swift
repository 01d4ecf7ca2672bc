internal import Checklist

/// The number of findings with each decision.
struct DispositionCounts {
  private var counts: [Disposition?: Int] = [:]

  init(_ findings: [ReportedFinding]) {
    for finding in findings { counts[finding.verdict.disposition, default: 0] += 1 }
  }

  subscript(kind: Disposition?) -> Int { counts[kind] ?? 0 }

  /// The decisions in the order of tables and charts; nil is undecided.
  static let kinds: [Disposition?] = [
    nil, .remediate, .justified, .pass, .notApplicable, .falsePositive,
  ]

  /// The parts of a bar.
  var parts: [Chart.Part] {
    DispositionCounts.kinds.compactMap { kind in
      self[kind] == 0
        ? nil : Chart.Part(count: self[kind], style: kind.style, sign: kind.sign)
    }
  }

  static var legend: String {
    kinds.map { "\($0.sign) \($0.shortTitle.lowercased())" }.joined(separator: ", ")
  }

  /// The meaning of a sign of a chart.
  static func meaning(of sign: String) -> String {
    kinds.first { $0.sign == sign }?.shortTitle.lowercased() ?? sign
  }
}

extension Disposition? {
  /// The class of the style sheet.
  fileprivate var style: String { self?.rawValue ?? "undecided" }

  /// A letter for charts.
  fileprivate var sign: String {
    switch self {
    case nil: "?"
    case .remediate: "R"
    case .justified: "J"
    case .pass: "P"
    case .notApplicable: "N"
    case .falsePositive: "F"
    }
  }

  /// The decision in a table.
  var shortTitle: String {
    switch self {
    case nil: "Undecided"
    case .remediate: "Remediate"
    case .justified: "Justified"
    case .pass: "Passed"
    case .notApplicable: "Not applicable"
    case .falsePositive: "False positive"
    }
  }
}
