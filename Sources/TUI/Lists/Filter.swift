import Checklist
import Model
import Platform

/// The filter of a list: terms that must all match.
///
///     status:undecided severity:>=high !kind:role due:<30d note:"break glass" deploy
///     └ a status                       └ not      └ a date └ with spaces      └ a word, anywhere
struct Filter: Hashable, Sendable {
  /// The filter as typed.
  let text: String
  /// The terms, all of which must match.
  let terms: [Term]
  /// The error in the first invalid term; invalid terms are ignored. Nil if all are valid.
  let errorMessage: String?
  /// What the first unfinished term requires; unfinished terms are ignored. Nil if all are complete.
  let missing: String?

  /// A condition, possibly negated.
  struct Term: Hashable, Sendable {
    let condition: FilterCondition
    let isNegated: Bool
  }

  static let none = Filter("")

  /// The keys that a term can start with.
  static let keys = [
    "status", "severity", "kind", "outcome", "section", "item", "policy", "statement", "tag",
    "note", "owner", "ticket", "author", "due", "expires", "decided", "saved",
  ]

  /// Parses a filter; while it is being typed, it can end in the middle of a term. `saved` contains
  /// the filters that `saved:NAME` can name.
  init(_ text: String, saved: [String: String] = [:]) {
    self.text = text
    var terms: [Term] = []
    var errorMessage: String?
    var missing: String?
    for word in Filter.words(of: text) {
      let isNegated = word.hasPrefix("!")
      let body = isNegated ? word.dropFirst() : word[...]
      guard !body.isEmpty else { continue }
      do throws(FilterError) {
        if let condition = try FilterCondition(body, saved: saved) {
          terms.append(Term(condition: condition, isNegated: isNegated))
        } else {
          missing = missing ?? "\(body) is not complete"
        }
      } catch {
        errorMessage = errorMessage ?? error.message
      }
    }
    self.terms = terms
    self.errorMessage = errorMessage
    self.missing = missing
  }

  /// The words of a filter; spaces within quotes are part of a word.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character == " ", !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Whether the filter matches everything.
  var isEmpty: Bool { terms.isEmpty }

  /// Whether all terms match.
  func admits(_ row: some Filterable) -> Bool {
    terms.allSatisfy { $0.condition.holds(for: row) != $0.isNegated }
  }
}

/// The properties of a row that a filter can test.
protocol Filterable {
  /// The day to which relative dates refer.
  var today: CalendarDay { get }
  func contains(_ word: SearchWord) -> Bool
  func has(_ status: ReviewStatus) -> Bool
  func hasSeverity(in severities: [Severity]) -> Bool
  func isOfKind(_ kind: Subject.Kind) -> Bool
  func hasOutcome(_ outcome: Outcome) -> Bool
  func hasTag(_ word: SearchWord) -> Bool
  /// Whether the row is about a policy whose name contains the word.
  func concerns(policy word: SearchWord) -> Bool
  /// Whether a policy statement that the row is about contains the word.
  func hasStatement(with word: SearchWord) -> Bool
  func isOf(item word: SearchWord) -> Bool
  func isIn(_ sections: [Section]) -> Bool
  /// Whether a decision on the row meets a condition.
  func hasDecision(where condition: (Decision) -> Bool) -> Bool
}

/// An invalid term.
struct FilterError: Error, Hashable, Sendable {
  let message: String
}
