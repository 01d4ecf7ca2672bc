/// The customer managed policies and the identities that have them: a principal that can edit a
/// policy changes all of these identities.
struct OwnPolicies: Sendable {
  /// The policies of each principal and its groups, by the index of the principal.
  let ofSubject: [[ARN]]
  private let list: TargetList
  private let bearers: [[Int]]

  init(_ engine: AccessEngine) {
    let ofSubject = engine.subjects.map { subject in
      subject.policies.compactMap(\.source.arn).filter { $0.account == engine.accountID }.uniqued
    }
    var places: [ARN: Int] = [:]
    var bearers: [[Int]] = []
    for (subject, policies) in ofSubject.enumerated() {
      for policy in policies {
        if let place = places[policy] {
          bearers[place].append(subject)
        } else {
          places[policy] = bearers.count
          bearers.append([subject])
        }
      }
    }
    let names = places.sorted { $0.value < $1.value }.map(\.key.description)
    list = TargetList(Array(names.indices), in: TargetIndex(names))
    self.ofSubject = ofSubject
    self.bearers = bearers
  }

  /// The principals with a policy that one of `patterns` can match.
  func bearers(maybeIn patterns: [String]?) -> some Sequence<Int> {
    list.maybe(in: patterns).lazy.flatMap { bearers[$0] }
  }
}
