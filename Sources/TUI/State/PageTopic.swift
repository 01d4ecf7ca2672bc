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

  /// Whom it is about.
  var subject: PageSubject {
    switch self {
    case .subject(let subject), .access(let subject), .service(_, let subject): subject
    case .answer(let question): question.subject
    }
  }

  /// The step of the breadcrumb; a page that was reached from another about the same subject need
  /// not name it.
  func step(after previous: PageTopic?, _ inventory: Inventory) -> String {
    let name = "\(subject.kind) \(inventory.name(of: subject))"
    let isNamed = previous?.subject == subject
    return switch self {
    case .subject: name
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
