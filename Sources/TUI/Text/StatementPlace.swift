import Model

/// The position of a statement on the page that shows its document.
struct StatementPlace: Hashable, Sendable {
  let subject: PageSubject
  /// The document on the page: 0 for a policy or a trust policy, then the inline policies.
  let document: Int
  let index: Int

  var landmark: TextPane.Landmark { .statement(document: document, index: index) }
}

extension Inventory {
  /// The lines of the statement at `citation` on the page of `subject`.
  func statementLines(_ citation: Citation, on subject: PageSubject) -> [TextLine]? {
    for document in documents(of: subject) {
      guard let document,
        let statement = document.statements.first(where: { $0.citation == citation })
      else { continue }
      return PolicyListing(document.text)?.statementLines(of: statement.index)
    }
    return nil
  }

  /// The position of a statement that affects `subject`; nil if its policy has no page.
  func place(of statement: PolicyStatement, on subject: PageSubject) -> StatementPlace? {
    let source = statement.source
    let index = statement.statement.index
    if let arn = source.arn {
      return page(of: arn).map { StatementPlace(subject: $0, document: 0, index: index) }
    }
    let holder = source.group.map { page(ofGroup: $0) } ?? subject
    guard let holder, let policies = identity(of: holder)?.inlinePolicies,
      let number = policies.firstIndex(where: { $0.citation == source.citation })
    else { return nil }
    return StatementPlace(subject: holder, document: number + 1, index: index)
  }

  /// The position of a statement of a role's trust policy.
  func place(ofTrust statement: Statement, of role: ARN) -> StatementPlace? {
    guard case .role(let number)? = page(of: role) else { return nil }
    return StatementPlace(subject: .role(number), document: 0, index: statement.index)
  }
}
