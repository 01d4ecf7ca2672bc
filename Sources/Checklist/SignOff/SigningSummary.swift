internal import Model
internal import Platform

extension ReviewSession {
  /// The names of the people who made the current decisions.
  public var authors: Set<String> { Set(decisions.values.map(\.by.name)) }
}

/// What a person signs, as lines to read before the signature.
public struct SigningSummary: Sendable {
  /// The lines: names and values.
  public let lines: [(name: String, value: String)]
  /// What the signer should check, each in one sentence.
  public let warnings: [String]

  /// The summary of `statement` on the review of `assessment` in `session`.
  ///
  /// - Parameters:
  ///   - key: The type, fingerprint and comment of the key, or its file.
  ///   - comment: The comment of the key; nil if it has none.
  ///   - drafts: The number of unfinished decisions.
  public init(
    _ statement: SignedStatement, of assessment: Assessment, _ session: ReviewSession, key: String,
    comment: String?, drafts: Int
  ) {
    let readiness = Readiness(assessment, session, at: statement.at)
    let decisions = Disposition.allCases.compactMap { disposition in
      readiness.decisions[disposition].map { "\($0) \(disposition.title)" }
    }
    lines = [
      ("signer", "\(statement.signer), as \(statement.role.rawValue)"),
      ("key", key),
      ("account", statement.account ?? "unknown"),
      (
        "evidence",
        "as of \(statement.asOf.map { CalendarDay(containing: $0).description } ?? "unknown"), "
          + statement.evidence.count.counted("file")
      ),
      (
        "results",
        "\(assessment.items.count.counted("item")), \(assessment.findings.count.counted("finding"))"
      ),
      ("decisions", decisions.joined(separator: ", ")),
      ("history", statement.history.entries.counted("entry", plural: "entries")),
    ]
    var warnings: [String] = []
    if drafts > 0 {
      warnings.append(
        "\(drafts.counted("draft")) \(drafts == 1 ? "is" : "are") not part of the review")
    }
    let authors = session.authors
    if statement.role == .reviewer, !authors.isEmpty, !authors.contains(statement.signer) {
      warnings.append(
        "no decision is by \(statement.signer); the decisions are by "
          + authors.sorted().joined(separator: ", "))
    }
    if let comment, !SigningSummary.comment(comment, names: statement.signer) {
      warnings.append("the comment of the key, \(comment), does not name \(statement.signer)")
    }
    self.warnings = warnings
  }

  /// Whether the comment of a key names the person, as `ann` or `ann@laptop` does. A comment without
  /// letters names nobody else.
  private static func comment(_ comment: String, names name: String) -> Bool {
    let user = comment.prefix { $0 != "@" }.lowercased()
    guard user.contains(where: \.isLetter) else { return true }
    return name.lowercased() == user
      || name.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber })
        .contains { user.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).contains($0) }
  }
}
