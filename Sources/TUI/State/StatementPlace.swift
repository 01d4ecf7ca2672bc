import Model

/// A statement on the page that prints its document.
struct StatementPlace: Hashable, Sendable {
  let subject: PageSubject
  /// Which document of the page: 0 for a policy's own or a role's trust, then the inline policies.
  let document: Int
  let index: Int

  var landmark: TextPane.Landmark { .statement(document: document, index: index) }
}

extension Inventory {
  /// Where a statement that bears on `subject` is printed; nil where its policy has no page.
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

  /// Where a statement of a role's trust policy is printed.
  func place(ofTrust statement: Statement, of role: ARN) -> StatementPlace? {
    guard case .role(let number)? = page(of: role) else { return nil }
    return StatementPlace(subject: .role(number), document: 0, index: statement.index)
  }
}
