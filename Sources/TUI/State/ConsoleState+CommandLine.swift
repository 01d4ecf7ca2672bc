import Checklist
import Model

extension ConsoleState {
  /// The principal that the screen is about: of the page, the row, or the finding.
  var principal: PageSubject? {
    let subject: PageSubject? =
      if let page = pages.last {
        page.subject
      } else if view == .checklist {
        checklist.pane == .items
          ? nil : checklist.finding.flatMap { model.inventory.page(of: model.findings[$0].subject) }
      } else {
        table.chosen.flatMap { model.inventory.subject($0, in: view) }
      }
    return subject.flatMap { model.principal($0) == nil ? nil : $0 }
  }

  /// Why there is no principal to speak of; nil where there is one.
  var principalRefusal: String? {
    principal == nil ? "go to a user, a group or a role first" : nil
  }

  /// Why no earlier command can be taken.
  var recallRefusal: String? {
    guard case .command = input else { return "only commands are kept" }
    return commandHistory.isEmpty ? "no command was typed yet" : nil
  }

  /// Takes an earlier command, or goes back towards the line as it was.
  mutating func recall(by step: Int) {
    guard case .command(_, let recalled) = input else { return }
    let next = (recalled ?? commandHistory.count) + step
    guard commandHistory.indices.contains(next) else {
      if next >= commandHistory.count { input = .command(LineEditor(), recalled: nil) }
      return
    }
    input = .command(LineEditor(commandHistory[next]), recalled: next)
  }

  /// Does what the line says, or says what is wrong with it.
  mutating func runCommandLine(_ line: String) {
    let line = line.trimmed
    guard !line.isEmpty else { return }
    commandHistory.removeAll { $0 == line }
    commandHistory.append(line)
    do throws(CanQuestion.Complaint) {
      let question = try CanQuestion(line, about: principal, in: model)
      push(Page(subject: question.subject, aspect: .answer(question.request)))
    } catch {
      message = .refused(error.text)
    }
  }
}

/// The command `can`: may a principal do something?
///
///     can [PRINCIPAL] ACTION [RESOURCE] [KEY=VALUE]…
struct CanQuestion {
  let subject: PageSubject
  let request: AccessRequest

  /// What is wrong with the line.
  struct Complaint: Error {
    let text: String
  }

  /// Reads `line`; `current` is asked about where it names nobody.
  init(_ line: String, about current: PageSubject?, in model: ConsoleModel) throws(Complaint) {
    var words = line.split(separator: " ").map(String.init)
    let command = words.removeFirst()
    guard command == "can" else {
      throw Complaint(text: "no command \(command); there is: can ACTION [RESOURCE] [KEY=VALUE]")
    }
    var context: [String: [String]] = [:]
    words.removeAll { word in
      guard let equals = word.firstIndex(of: "="), equals > word.startIndex else { return false }
      let value = String(word[word.index(after: equals)...])
      context[word[..<equals].lowercased(), default: []].append(value)
      return true
    }
    var subject = current
    if let name = words.first, !Self.isAction(name) {
      words.removeFirst()
      subject = try Self.subject(name, in: model)
    }
    guard let subject else {
      throw Complaint(text: "can: go to a user, a group or a role first, or name one")
    }
    guard let action = words.first, Self.isAction(action), !action.contains("*") else {
      throw Complaint(text: "can: expected an action such as s3:GetObject")
    }
    guard words.count <= 2, words.count < 2 || words[1] == "*" || ARN(words[1]).isComplete else {
      throw Complaint(text: "can: expected a resource's ARN or *, not \(words[1])")
    }
    self.subject = subject
    request = AccessRequest(
      action: action, resource: words.count > 1 ? words[1] : "*",
      context: RequestContext(context))
  }

  private static func isAction(_ word: String) -> Bool {
    word.contains(":") && !word.hasPrefix("arn:")
  }

  private static func subject(
    _ name: String, in model: ConsoleModel
  ) throws(Complaint) -> PageSubject {
    let found = PrincipalName(name, in: model.engine)
    guard case .found(let principal) = found, let page = model.inventory.page(of: principal.arn)
    else { throw Complaint(text: "can: \(found.complaint(about: name) ?? "not found: \(name)")") }
    return page
  }
}
