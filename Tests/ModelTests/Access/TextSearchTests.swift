import Testing

@testable import Model

/// Whether a text meets clauses about patterns.
@Suite struct TextSearchTests {
  /// `+` before a pattern that must fit; `-` before one that must not; alternatives are parted by `
  /// or `.
  private static func answer(_ clauses: [String], budget: Int = 1 << 20) -> TextSearch.Answer {
    var search = TextSearch([WildcardPattern.star])
    for clause in clauses {
      let patterns = clause.dropFirst().split(separator: " or ").map {
        WildcardPattern(String($0)).tokens
      }
      search.require([TextSearch.Scope(patterns: patterns, isNegated: clause.hasPrefix("-"))])
    }
    var budget = budget
    return search.example(&budget)
  }

  @Test(
    "a text that meets all clauses is found",
    arguments: [
      ["+a*", "+*b"], ["+a*", "-ab*"], ["+?", "-a"], ["+*x*y*", "-x*", "-*y"],
      ["+app-*", "-app-?", "-app-??", "-app-"], ["+a* or b*", "-a*"], ["+*", "-?*"],
      ["+*a??????????????????????????????"], ["-*a*", "-*0*"],
    ])
  func found(clauses: [String]) throws {
    guard case .found(let text) = Self.answer(clauses) else {
      Issue.record("none found for \(clauses)")
      return
    }
    for clause in clauses {
      let fits = clause.dropFirst().split(separator: " or ").contains {
        WildcardPattern(String($0)).matches(text)
      }
      #expect(fits == clause.hasPrefix("+"), "\(text) and \(clause)")
    }
  }

  @Test(
    "if no text meets all clauses, none is found",
    arguments: [
      ["+a*", "-a*"], ["+a?*", "-a*"], ["+a*", "-a", "-a?*"], ["+?*", "-?", "-??*"],
      ["+*a", "+*b"], ["+???", "+????"], ["+a* or b*", "-a*", "-b*"], ["+x", "+y"],
      ["+*-api", "-*api"], ["+dev-*", "-d*"],
    ])
  func none(clauses: [String]) {
    #expect(Self.answer(clauses) == .none)
  }

  @Test("if the work exceeds the limit, the answer is unknown")
  func open() {
    let letters = String(repeating: "?", count: 40)
    #expect(Self.answer(["+*a\(letters)", "+*b\(letters)"], budget: 10_000) == .open)
  }
}
