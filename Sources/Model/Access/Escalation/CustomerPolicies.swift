/// The customer managed policies and the identities that have them: a principal that can edit a
/// policy changes all of these identities.
struct CustomerPolicies: Sendable {
  /// The policies of each principal and its groups, by the index of the principal.
  let ofSubject: [[ARN]]
  private let list: TargetList
  private let attachedPrincipals: [[Int]]

  init(_ engine: AccessEngine) {
    let ofSubject = engine.subjects.map { subject in
      subject.policies.compactMap(\.source.arn).filter { $0.account == engine.accountID }.uniqued
    }
    var places: [ARN: Int] = [:]
    var attachedPrincipals: [[Int]] = []
    for (subject, policies) in ofSubject.enumerated() {
      for policy in policies {
        if let place = places[policy] {
          attachedPrincipals[place].append(subject)
        } else {
          places[policy] = attachedPrincipals.count
          attachedPrincipals.append([subject])
        }
      }
    }
    let names = places.sorted { $0.value < $1.value }.map(\.key.description)
    list = TargetList(Array(names.indices), in: TargetIndex(names))
    self.ofSubject = ofSubject
    self.attachedPrincipals = attachedPrincipals
  }

  /// The principals with a policy that one of `patterns` can match.
  func attachedPrincipals(possiblyMatching patterns: [String]?) -> some Sequence<Int> {
    list.possibleMatches(in: patterns).lazy.flatMap { attachedPrincipals[$0] }
  }
}
