/// The facts that the collector needs from an answer; everything else is only written to its file.
struct AnswerFacts {
  /// The members and lists to extract from an answer.
  struct Query {
    /// The member that every answer has.
    let expects: String
    /// The lists whose elements lead to further calls.
    var paths: [AnswerPath] = []

    /// The top-level members that show whether the answer is ready.
    var states: [String] = []

    /// Whether the text of the top-level member `name` determines the next step.
    func needs(_ name: String) -> Bool {
      name == "IsTruncated" || name == "Marker" || states.contains(name)
    }
  }

  /// Whether the answer has the expected member.
  var hasExpected = false
  /// The top-level members that are strings.
  var strings: [String: String] = [:]
  /// The first string in the expected list.
  var first: String?
  /// Whether the answer reports another page; the value can have any JSON type.
  var isTruncated = false
  /// The values of each path, in the order of the answer.
  var values: [[String]]

  init(_ query: Query) { values = Array(repeating: [], count: query.paths.count) }
}
