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
  /// The lines of the statement that stands at `citation`, as the page of `subject` prints them.
  func statementLines(_ citation: Citation, on subject: PageSubject) -> [TextLine]? {
    for document in documents(of: subject) {
      guard let document,
        let statement = document.statements.first(where: { $0.citation == citation })
      else { continue }
      return PolicyListing(document.text)?.statementLines(of: statement.index)
    }
    return nil
  }

  /// The documents of a page, by their numbers there.
  func documents(of subject: PageSubject) -> [PolicyDocument?] {
    switch subject {
    case .policy(let number): [policies[number].document]
    case .controlPolicy(let number): [controlPolicies[number].policy?.document]
    case .role(let number):
      [roles[number].trust] + roles[number].identity.inlinePolicies.map(\.document)
    case .user(let number): [nil] + users[number].identity.inlinePolicies.map(\.document)
    case .group(let number): [nil] + groups[number].identity.inlinePolicies.map(\.document)
    }
  }

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
