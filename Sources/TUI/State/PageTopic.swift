import Model

/// What a page shows.
enum PageTopic: Hashable, Sendable {
  /// All that the evidence says of an identity or policy.
  case subject(PageSubject)
  /// What a user, group or role can do, service by service.
  case access(PageSubject)
  /// What it can do in one service, action by action.
  case service(String, PageSubject)
  /// Whether it may do something.
  case answer(AccessQuestion)
  /// Who has it, uses it, may become it.
  case usedBy(PageSubject)
  /// What is left to do before the checklist can be signed.
  case signOff
  /// What the evidence says of each item.
  case results
  /// Whatever is found under a name.
  case found(String)
  /// Notes that were begun and not decided.
  case drafts
  /// What carrying an earlier review's decisions forward would do.
  case carry
  /// What the earlier review had and this one has not.
  case leftBehind

  /// Whom it is about; nil for what is about the review as a whole.
  var subject: PageSubject? {
    switch self {
    case .subject(let subject), .access(let subject), .service(_, let subject),
      .usedBy(let subject):
      subject
    case .answer(let question): question.subject
    case .signOff, .results, .found, .drafts, .carry, .leftBehind: nil
    }
  }

  /// The step of the breadcrumb; a page that was reached from another about the same subject need
  /// not name it.
  func step(after previous: PageTopic?, _ inventory: Inventory) -> String {
    let name = subject.map { "\($0.kind) \(inventory.name(of: $0))" } ?? ""
    let isNamed = subject != nil && previous?.subject == subject
    return switch self {
    case .subject: name
    case .usedBy: isNamed ? "used by" : "\(name) used by"
    case .signOff: "sign-off"
    case .results: "results"
    case .found(let text): "open \(text)"
    case .drafts: "drafts"
    case .carry: "carry forward"
    case .leftBehind: "gone since the last review"
    case .access: isNamed ? "access" : "access of \(name)"
    case .service(let service, _): isNamed ? service : "\(service) for \(name)"
    case .answer(let question):
      "can \(question.request.action)" + (isNamed ? "" : " by \(name)")
    }
  }
}

extension PageSubject {
  /// Whether it is a user, group or role, and so can do things.
  var isPrincipal: Bool {
    switch self {
    case .user, .group, .role: true
    case .policy, .controlPolicy: false
    }
  }
}
