import Platform
import TestSupport
import Testing

/// What a review of the sample account has to decide, as `check --format json` reports it.
///
/// Tests take their numbers and their keys from here, so that a new item of the checklist does not
/// change them.
struct SampleReview {
  struct Item {
    let id: String
    let section: String
    let outcome: String
    /// The severity of each finding.
    let severities: [String]
  }

  let items: [Item]

  /// Read once for all tests.
  private static let current = Result { try SampleReview(evidence: Program.root + "/Sample") }

  static func read() throws -> SampleReview { try current.get() }

  init(evidence: String) throws {
    let check = try Program.run(["check", evidence, "--format", "json"])
    let report = try JSONDocument(Array(check.output.utf8)).root
    items = try #require(report["items"]).elements.map { item in
      Item(
        id: try #require(item["id"]?.string), section: try #require(item["section"]?.string),
        outcome: try #require(item["outcome"]?.string),
        severities: try #require(item["findings"]).elements.map { finding in
          try #require(finding["severity"]?.string)
        })
    }
    try #require(findings > 20, "a decision on all findings is confirmed with their number")
  }

  /// The number of findings, in a section or of a severity.
  func findings(section: String? = nil, severity: String? = nil) -> Int {
    items.filter { section == nil || $0.section == section }.flatMap(\.severities)
      .count { severity == nil || $0 == severity }
  }

  var findings: Int { findings() }

  /// The number of items that are decided as a whole, because they have no findings.
  var wholes: Int { items.count(where: \.severities.isEmpty) }

  /// The number of decisions of a complete review.
  var decisions: Int { findings + wholes }

  /// How many of them a draft calls undecided: it counts items without evidence separately.
  var undecided: Int {
    decisions - items.count { $0.severities.isEmpty && $0.outcome == "unavailable" }
  }

  /// The status line of the console, after `decided` decisions.
  func status(decided: Int) -> String { "\(decisions - decided) of \(decisions) undecided" }

  /// Keys that make all findings, and then the items without findings, not applicable.
  func decidingAll(_ note: String) -> String {
    "f*X\(note)<Enter><Count><Enter>\n"
      + (wholes == 0 ? "" : "<Esc>" + String(repeating: "nX\(note)<Enter>\n", count: wholes))
  }
}
