import Checklist
import Model

/// The topic of a page.
enum PageTopic: Hashable, Sendable {
  /// All evidence about an identity or policy.
  case subject(PageSubject)
  /// The access of a user, group or role, by service.
  case access(PageSubject)
  /// Its access to one service, by action.
  case service(String, PageSubject)
  /// The answer to a question about access.
  case answer(AccessQuestion)
  /// The principals that have it, use it, or can assume it.
  case usedBy(PageSubject)
  /// What it did, according to CloudTrail logs.
  case activity(PageSubject)
  /// The principals that made calls that need an action, according to CloudTrail logs.
  case callers(String)
  /// What is missing before the checklist can be signed.
  case signOff
  /// The automated result of each item.
  case results
  /// Missing and damaged evidence, with the command that collects each kind.
  case problems
  /// The matches of a name.
  case found(String)
  /// The saved filters.
  case filters
  /// The changes of the decision on a target, or of the whole review.
  case history(DecisionTarget?)
  /// Unfinished drafts.
  case drafts
  /// The effects of carrying forward an earlier review.
  case carry
  /// The findings of the earlier review that no longer exist.
  case dropped

  /// The subject; nil for pages about the review as a whole.
  var subject: PageSubject? {
    switch self {
    case .subject(let subject), .access(let subject), .service(_, let subject),
      .usedBy(let subject), .activity(let subject):
      subject
    case .answer(let question): question.subject
    case .callers, .signOff, .results, .problems, .filters, .history, .found, .drafts, .carry,
      .dropped:
      nil
    }
  }

  /// Whether the page is a list from which an entry is opened, so that the first one is selected.
  var isList: Bool {
    switch self {
    case .found, .filters, .drafts: true
    default: false
    }
  }

  /// The step of the breadcrumb; a page opened from another page about the same subject does not
  /// repeat its name.
  func step(after previous: PageTopic?, _ inventory: Inventory) -> String {
    let name = subject.map { "\($0.kind) \(inventory.name(of: $0))" } ?? ""
    let isNamed = subject != nil && previous?.subject == subject
    return switch self {
    case .subject: name
    case .usedBy: isNamed ? "used by" : "\(name) used by"
    case .activity: isNamed ? "activity" : "activity of \(name)"
    case .callers(let action): "callers of \(action)"
    case .signOff: "sign-off"
    case .results: "results"
    case .problems: "evidence problems"
    case .filters: "saved filters"
    case .history(let target): target.map { "history of \($0.description)" } ?? "history"
    case .found(let text): "open \(text)"
    case .drafts: "drafts"
    case .carry: "carry forward"
    case .dropped: "gone since the last review"
    case .access: isNamed ? "access" : "access of \(name)"
    case .service(let service, _): isNamed ? service : "\(service) for \(name)"
    case .answer(let question):
      "can \(question.request.action)" + (isNamed ? "" : " by \(name)")
    }
  }
}

extension PageSubject {
  /// Whether it is a user, group or role. Only these have access.
  var isPrincipal: Bool {
    switch self {
    case .user, .group, .role: true
    case .policy, .controlPolicy: false
    }
  }

  /// Whether it is a user or role, which can call AWS.
  var canCall: Bool {
    switch self {
    case .user, .role: true
    case .group, .policy, .controlPolicy: false
    }
  }
}
