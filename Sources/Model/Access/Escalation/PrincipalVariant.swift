/// A variant of a principal: a user or role after it, or another principal, has changed its tags, or a
/// session of a role with session tags or with a name that policies distinguish.
///
/// Conditions on `aws:PrincipalTag` do not stop a principal that can set the tag. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html.
///
/// A class, because each attempt at a path refers to it.
final class PrincipalVariant: Sendable {
  /// The principal after the change.
  let subject: AccessSubject
  let access: EffectiveAccess
  let power: PrincipalPower
  /// Whether its own policies give it other permissions than the unchanged principal has.
  let hasOtherAccess: Bool
  /// The calls by which the principal tags itself before the change, with their answers.
  let requests: [(call: TagRequest, decision: AccessDecision)]
  /// The session that it needs, or the tags that another principal must change first.
  let session: SessionRequirement
  /// Whether it represents variants that are too many to try; its tags are unknown.
  let isHypothetical: Bool

  init(
    subject: AccessSubject, access: EffectiveAccess, power: PrincipalPower,
    hasOtherAccess: Bool = true,
    requests: [(call: TagRequest, decision: AccessDecision)] = [],
    session: SessionRequirement = SessionRequirement(), isHypothetical: Bool = false
  ) {
    self.subject = subject
    self.access = access
    self.power = power
    self.hasOtherAccess = hasOtherAccess
    self.requests = requests
    var session = session
    session.name = subject.session
    self.session = session
    self.isHypothetical = isHypothetical
  }

  /// Whether the principal is as the evidence shows it, in any session.
  var isUnchanged: Bool { requests.isEmpty && session.isEmpty && !isHypothetical }
}

/// A principal after calls that change its own tags. Each call can enable the next.
struct SelfTagging {
  /// The principal after the calls.
  let subject: AccessSubject
  let requests: [(call: TagRequest, decision: AccessDecision)]

  private static let maximumResults = 32
  private static let maximumDecisions = 512
  private static let maximumCalls = 4

  /// The ways in which `subject` can change its tags to meet `choices`, the fewest calls first, and
  /// whether they are complete.
  static func results(
    of subject: AccessSubject, _ choices: TagChoices, in engine: AccessEngine
  ) -> (all: [SelfTagging], isWhole: Bool) {
    var results: [SelfTagging] = []
    var waiting = [SelfTagging(subject: subject, requests: [])][...]
    var seen: Set<Set<Tag>> = [Set(subject.identity.tags)]
    var decisions = 0
    var isWhole = true
    while let state = waiting.popFirst() {
      let plans = choices.plans(for: state.subject.identity.tags)
      isWhole = isWhole && plans.isWhole
      // Several changes that are not allowed in one call can be allowed one after another.
      let parts = plans.all.filter { $0.count > 1 }.flatMap { $0.map { [$0] } }
      var areRefused = false
      for (place, plan) in (plans.all + parts).enumerated() {
        if place == plans.all.count, !areRefused { break }
        let tags = state.subject.identity.tags.applying(plan)
        guard !seen.contains(Set(tags)) else { continue }
        guard decisions < maximumDecisions, results.count < maximumResults else {
          return (results, false)
        }
        let requests = TagRequest.requests(plan, on: state.subject)
        decisions += requests.count
        let answered = requests.map {
          (call: $0, decision: engine.decide($0.request, by: state.subject))
        }
        guard answered.allSatisfy(\.decision.isOpenOrContained) else {
          areRefused = true
          continue
        }
        seen.insert(Set(tags))
        let next = SelfTagging(
          subject: state.subject.with(tags: tags), requests: state.requests + answered)
        results.append(next)
        if next.requests.count < maximumCalls { waiting.append(next) }
      }
      // If one call can carry out every plan, further calls add nothing.
      if !areRefused, plans.isWhole { break }
    }
    return (results, isWhole)
  }
}
