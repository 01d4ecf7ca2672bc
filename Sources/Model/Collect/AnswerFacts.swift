/// What the collector must know of an answer to go on: the rest only goes to the disk.
struct AnswerFacts {
  /// What is looked for.
  struct Query {
    /// The member that the answer always has.
    let expects: String
    /// The lists whose elements lead to further calls.
    var paths: [AnswerPath] = []

    /// Members at the top that tell what to do next.
    static let members: Set<String> = Set(
      ["IsTruncated", "Marker"]
        + CollectOperation.all.flatMap { operation in
          [
            operation.busy?.member, operation.preparation?.done?.member,
            operation.preparation?.job?.member,
          ].compactMap(\.self)
        })
  }

  /// Whether the member is there that the answer always has.
  var hasExpected = false
  /// The strings among the members at the top.
  var strings: [String: String] = [:]
  /// The first string of the list that is expected.
  var first: String?
  /// Whether the answer says that another page follows, in whatever type.
  var isTruncated = false
  /// The values that each path leads to, in the order of the answer.
  var values: [[String]]

  init(_ query: Query) { values = Array(repeating: [], count: query.paths.count) }
}
