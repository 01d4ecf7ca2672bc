import Testing

@testable import Reports

/// Days, which no format breaks.
@Suite struct DayTextTests {
  private static func parts(_ text: String) -> [String]? {
    DayText.parts(of: text)?.map { $0.isDay ? "«\($0.text)»" : String($0.text) }
  }

  @Test(
    "days are found in the text around them",
    arguments: [
      ("2026-11-24", ["«2026-11-24»"]), ("on 2026-11-24.", ["on ", "«2026-11-24»", "."]),
      ("2026-11-24 to 2026-12-01", ["«2026-11-24»", " to ", "«2026-12-01»"]),
      ("é (2026-11-24)", ["é (", "«2026-11-24»", ")"]),
      ("12-2026-11-24", nil), ("x2026-11-24", nil), ("2026-11-24-a", nil), ("2026-11-2", nil),
      ("2026-11-241", nil), ("é2026-11-24", nil), ("2026_11_24", nil), ("", nil),
    ] as [(String, [String]?)])
  func days(_ text: String, _ parts: [String]?) {
    #expect(Self.parts(text) == parts)
  }
}
