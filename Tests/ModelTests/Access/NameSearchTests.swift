import Testing

@testable import Model

/// Texts that patterns allow together.
@Suite struct NameSearchTests {
  struct Row: CustomTestStringConvertible, Sendable {
    /// The text fits one of each of these lists.
    let fits: [[String]]
    /// And none of these.
    var mismatches: [String] = []
    var taken: Set<String> = []
    let expected: String?
    var testDescription: String {
      "\(fits) without \(mismatches) and \(taken): \(expected ?? "none")"
    }
  }

  static let rows: [Row] = [
    Row(fits: [["*"]], expected: "new"),
    Row(fits: [["a*"], ["*b"]], expected: "anewb"),
    Row(fits: [["a*"], ["b*"]], expected: nil),
    Row(fits: [["a*", "c*"], ["b*", "cd?"]], expected: "cdx"),
    Row(fits: [["*"]], mismatches: ["n*"], expected: "xk7"),
    Row(fits: [["*"]], mismatches: ["n*", "x*"], expected: "y"),
    Row(fits: [["a?"]], mismatches: ["ax", "ab*"], expected: "ay"),
    Row(fits: [["a?"]], mismatches: ["a*"], expected: nil),
    Row(fits: [["?"]], mismatches: ["?"], expected: nil),
    Row(fits: [["one"]], taken: ["one"], expected: nil),
    Row(fits: [["u*"]], taken: ["unew", "uxk7"], expected: "ux"),
    Row(fits: [["u*"]], taken: ["unew", "uxk7", "ux", "u"], expected: "uxx"),
    Row(fits: [["*a*"], ["*b*"], ["??"]], expected: "ab"),
    Row(fits: [["*-prod"], ["web-*"]], mismatches: ["web-prod"], expected: "web-new-prod"),
    Row(fits: [["aa*a"], ["a*aa"]], mismatches: ["aaa"], expected: "aanewaa"),
  ]

  @Test("the search finds a text if there is one", arguments: rows)
  func find(row: Row) {
    func tokens(_ text: String) -> [WildcardPattern.Token] { WildcardPattern(text).tokens }
    let requirements =
      row.fits.map { [NameSearch.Scope(patterns: $0.map(tokens), isNegated: false)] }
      + (row.mismatches.isEmpty
        ? [] : [[NameSearch.Scope(patterns: row.mismatches.map(tokens), isNegated: true)]])
    let answer = NameSearch(requirements, after: "") { !row.taken.contains($0) }
      .find(fillers: ["new", "xk7"])
    switch answer {
    case .found(let text):
      for patterns in row.fits {
        #expect(patterns.contains { WildcardPattern($0).matches(text) }, "\(text)")
      }
      #expect(!row.mismatches.contains { WildcardPattern($0).matches(text) }, "\(text)")
      #expect(row.expected != nil)
    case .none: #expect(row.expected == nil)
    case .unknown: Issue.record("the search was given up")
    }
  }

  @Test("a search with too many combinations reports that it was abandoned")
  func givenUp() {
    let patterns = (0..<40).map { "*\(Character(UnicodeScalar(97 + $0 % 26)!))" }
      .enumerated().map { $0.element + String(repeating: "?", count: $0.offset + 8) }
    let requirements = patterns.map {
      [NameSearch.Scope(patterns: [WildcardPattern($0).tokens], isNegated: false)]
    }
    let answer = NameSearch(requirements, after: "") { _ in false }.find(fillers: [])
    #expect(answer == .unknown)
  }
}
