import Checklist
import Model

/// Actions of command lines.
extension ConsoleState {
  /// Shows an answer. It replaces an earlier answer, so that Esc returns to the page before the
  /// first question.
  mutating func show(_ question: AccessQuestion) {
    help = nil
    if pages.last?.topic.isAnswer == true { pages.removeLast() }
    open(.answer(question))
  }

  /// Opens the only match of a name, or a page with all matches.
  mutating func goTo(_ name: String) throws(LineCommand.InputError) {
    let inventory = model.inventory
    if let number = model.items.firstIndex(where: { $0.id.rawValue == name }) {
      return go(to: .item(number))
    }
    if let number = model.number(of: FindingID(name)) { return go(to: .finding(number)) }
    if let subject = inventory.page(of: ARN(name)) { return go(to: .page(subject)) }
    let word = SearchWord(name)
    let subjects = inventory.subjects(named: word)
    let exact = subjects.filter { inventory.name(of: $0) == name }
    let items = model.items.indices.filter { word.occurs(in: model.items[$0].id.rawValue) }
    if exact.count == 1 { return go(to: .page(exact[0])) }
    if subjects.count == 1, items.isEmpty { return go(to: .page(subjects[0])) }
    if items.count == 1, subjects.isEmpty { return go(to: .item(items[0])) }
    guard !subjects.isEmpty || !items.isEmpty else {
      throw LineCommand.InputError(
        message: "open: no user, group, role, policy or item named \(name)")
    }
    help = nil
    open(.found(name))
  }

  private mutating func go(to link: Link) {
    help = nil
    follow(link)
  }

  /// Names that start with a word, then those that contain it.
  func nameCandidates(_ word: String) -> [CommandLine.Candidate] {
    guard !word.isEmpty else {
      return model.items.map { CommandLine.Candidate(text: $0.id.rawValue, help: $0.item.title) }
    }
    let inventory = model.inventory
    let wanted = word.lowercased()
    let items = model.items.filter { $0.id.rawValue.contains(wanted) }
      .map { CommandLine.Candidate(text: $0.id.rawValue, help: $0.item.title) }
    let subjects = inventory.subjects(named: SearchWord(word))
    let beginning = subjects.filter { inventory.name(of: $0).lowercased().hasPrefix(wanted) }
    return items
      + (beginning.isEmpty ? subjects : beginning).prefix(200).map {
        CommandLine.Candidate(text: inventory.name(of: $0), help: $0.kind)
      }
  }

  /// The completions of a word in a question: principals, actions, ARNs.
  func questionCandidates(_ word: String, _ before: [String]) -> [CommandLine.Candidate] {
    let wanted = word.lowercased()
    guard !wanted.isEmpty else { return [] }
    if wanted.hasPrefix("arn:") {
      return model.inventory.identityARNs.filter { $0.lowercased().hasPrefix(wanted) }
        .prefix(200).map { CommandLine.Candidate(text: $0) }
    }
    let hasAction = before.contains { $0.contains(":") && !$0.hasPrefix("arn:") }
    guard !hasAction, !wanted.contains("=") else { return [] }
    let catalogue = ActionCatalogue.bundled
    if let colon = wanted.firstIndex(of: ":") {
      return catalogue.actions(ofService: String(wanted[..<colon]))
        .filter { $0.lowercased().hasPrefix(wanted) }.map { CommandLine.Candidate(text: $0) }
    }
    let services = catalogue.serviceNames.filter { $0.hasPrefix(wanted) }
      .map { CommandLine.Candidate(text: $0 + ":", help: "service") }
    guard chosenPrincipal == nil, before.isEmpty else { return services }
    return services
      + model.inventory.subjects(named: SearchWord(word))
      .filter { $0.isPrincipal && model.inventory.name(of: $0).lowercased().hasPrefix(wanted) }
      .prefix(200)
      .map { CommandLine.Candidate(text: model.inventory.name(of: $0), help: $0.kind) }
  }
}

extension Inventory {
  /// The ARNs that IAM and STS actions apply to.
  fileprivate var identityARNs: [String] {
    roles.map(\.arn.description) + users.map(\.arn.description) + policies.map(\.arn.description)
  }
}
