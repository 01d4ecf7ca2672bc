/// A principal as it can be: a user or role that tags itself or that another one tags, or a session of a
/// role that is started with session tags or with a name that policies tell apart.
///
/// Conditions on `aws:PrincipalTag` bar nobody who can set the tag. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html.
///
/// It is an object, since each attempt of the principal at a path refers to it.
final class PrincipalVariant: Sendable {
  /// The principal after the change.
  let subject: AccessSubject
  let access: EffectiveAccess
  let power: PrincipalPower
  /// Whether its own policies give it other permissions than the unchanged principal has.
  let hasOtherAccess: Bool
  /// The calls by which the principal tags itself before the change, with their answers.
  let requests: [(call: TagRequest, decision: AccessDecision)]
  /// What its session must have been given, or who has it must have tagged.
  let session: SessionRequirement
  /// Whether its tags stand for others, of which there are too many to try.
  let isSupposed: Bool

  init(
    subject: AccessSubject, access: EffectiveAccess, power: PrincipalPower,
    hasOtherAccess: Bool = true,
    requests: [(call: TagRequest, decision: AccessDecision)] = [],
    session: SessionRequirement = SessionRequirement(), isSupposed: Bool = false
  ) {
    self.subject = subject
    self.access = access
    self.power = power
    self.hasOtherAccess = hasOtherAccess
    self.requests = requests
    var session = session
    session.name = subject.session
    self.session = session
    self.isSupposed = isSupposed
  }

  /// Whether the principal is as the evidence shows it, in any session.
  var isUnchanged: Bool { requests.isEmpty && session.isEmpty && !isSupposed }
}

/// The calls that tag a principal step by step, where one call can enable the next.
struct OwnTagging {
  /// The principal after the calls.
  let subject: AccessSubject
  let requests: [(call: TagRequest, decision: AccessDecision)]

  private static let mostResults = 32
  private static let mostDecisions = 512
  private static let mostCalls = 4

  /// What `subject` can make of its tags so that it meets `choices`, with the fewest calls first, and
  /// whether the limits left nothing out.
  static func results(
    of subject: AccessSubject, _ choices: TagChoices, in engine: AccessEngine
  ) -> (all: [OwnTagging], isWhole: Bool) {
    var results: [OwnTagging] = []
    var waiting = [OwnTagging(subject: subject, requests: [])][...]
    var seen: Set<Set<Tag>> = [Set(subject.identity.tags)]
    var decisions = 0
    var isWhole = true
    while let state = waiting.popFirst() {
      let plans = choices.plans(for: state.subject.identity.tags)
      isWhole = isWhole && plans.isWhole
      var areRefused = false
      for plan in plans.all {
        let tags = state.subject.identity.tags.applying(plan)
        guard !seen.contains(Set(tags)) else { continue }
        guard decisions < mostDecisions, results.count < mostResults else {
          return (results, false)
        }
        let requests = TagRequest.requests(plan, on: state.subject)
        decisions += requests.count
        let answered = requests.map {
          (call: $0, decision: engine.decide($0.asked, by: state.subject))
        }
        guard answered.allSatisfy(\.decision.isOpenOrContained) else {
          areRefused = true
          continue
        }
        seen.insert(Set(tags))
        let next = OwnTagging(
          subject: state.subject.with(tags: tags), requests: state.requests + answered)
        results.append(next)
        if next.requests.count < mostCalls { waiting.append(next) }
      }
      // Where every plan can be carried out in one call, further calls add nothing.
      if !areRefused, plans.isWhole { break }
    }
    return (results, isWhole)
  }
}

extension AccessDecision {
  /// Whether the principal's own policies allow it.
  var isOpenOrContained: Bool { isAllowed || !containedBy.isEmpty }
}
